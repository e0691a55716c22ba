import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  type SendMessageBatchCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { ScheduledEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { tenantPartition } from '../../../lambdas/modules/records/table.ts';
import { QUICK_RETRIES } from '../../../lambdas/modules/webhooks/deliver.ts';
import {
  type Delivery,
  DELIVERY_WORK_PARTITION,
  deliveryKey,
  type DeliveryMessage,
  REPLAY_WORK_PARTITION,
  replayKey,
  toDeliveryItem,
  toReplayItem,
} from '../../../lambdas/modules/webhooks/delivery.ts';
import { toWebhookItem, webhookKey } from '../../../lambdas/modules/webhooks/webhook.ts';
import { coldStart, failedIn, type Message, sqsEvent } from '../../support/functions/functions.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { eventOf, MASTER_SECRET, webhookOf } from '../../support/modules/webhooks.ts';

/** A port without a listener. */
const CLOSED = 'http://127.0.0.1:1/hooks?key=of-the-receiver';
const DELIVERIES = 'https://sqs.example/deliveries';

const table = mockClient(DynamoDBDocumentClient);
const sqs = mockClient(SQSClient);
const secrets = mockClient(SecretsManagerClient);

beforeEach(() => {
  for (const client of [table, sqs, secrets]) client.reset();
  table.on(GetCommand).resolves({});
  table.on(QueryCommand).resolves({ Items: [] });
  table.on(UpdateCommand).resolves({});
  table.on(PutCommand).resolves({});
  sqs.on(SendMessageBatchCommand).resolves({});
  sqs.on(ChangeMessageVisibilityCommand).resolves({});
  secrets.on(GetSecretValueCommand).resolves({ SecretString: MASTER_SECRET });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});
afterAll(() => {
  for (const client of [table, sqs, secrets]) client.restore();
});

async function setup() {
  const { handler } = await coldStart(
    {
      TABLE_NAME: 'foyer-table',
      DELIVERY_QUEUE_URL: DELIVERIES,
      EVENT_QUEUE_ARN: 'arn:aws:sqs:eu-central-1:123456789012:events',
      WEBHOOK_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:webhooks',
      WEBHOOK_TARGETS: 'local',
    },
    () => import('../../../lambdas/webhook-delivery/handler.ts'),
  );
  const logs = collectLogLines();
  const batch = async (queue: string, messages: Message[]) =>
    failedIn((await handler(sqsEvent(queue, messages))) ?? undefined);
  return {
    logs,
    spread: (...messages: Message[]) => batch('events', messages),
    deliver: (...messages: Message[]) => batch('deliveries', messages),
    schedule: () => handler({ source: 'aws.scheduler' } as ScheduledEvent),
  };
}

/** Stores a webhook for each tenant that subscribes to everything. */
function register(...tenants: string[]): void {
  for (const tenantId of tenants) {
    const item = toWebhookItem(webhookOf({ id: `whk_${tenantId}`, tenantId, url: CLOSED }));
    table.on(GetCommand, { Key: webhookKey(tenantId, `whk_${tenantId}`) }).resolves({ Item: item });
  }
  table.on(QueryCommand).callsFake((input: QueryCommandInput) => {
    const pk = input.ExpressionAttributeValues?.[':pk'] as string;
    const tenantId = tenants.find((id) => tenantPartition(id) === pk);
    const webhook = { id: `whk_${tenantId}`, tenantId: tenantId ?? '', url: CLOSED };
    return { Items: tenantId === undefined ? [] : [toWebhookItem(webhookOf(webhook))] };
  });
}

const happened = (id: string, tenantId = 'acme') => {
  const { type, detail } = eventOf(id);
  return { type, detail: { ...detail, id, tenantId } };
};
/** Returns an event as the rule of the bus puts it into the queue. */
const told = (id: string, tenantId?: string): Message => {
  const { type, detail } = happened(id, tenantId);
  return { id, body: { 'detail-type': type, source: 'foyer', detail } };
};
const due = (id: string, more: Partial<Message> = {}): Message => {
  const event = happened(id);
  const body: DeliveryMessage = { kind: 'event', tenantId: 'acme', webhookId: 'whk_acme', event };
  return { id, body, ...more };
};
const throttled = () =>
  new ProvisionedThroughputExceededException({ message: 'Too fast.', $metadata: {} });

/** Returns the messages that were put into the delivery queue. */
const queued = () =>
  sqs
    .commandCalls(SendMessageBatchCommand)
    .flatMap(({ args }) => args[0].input.Entries ?? [])
    .map(({ MessageBody = '' }) => JSON.parse(MessageBody) as DeliveryMessage);
const written = () =>
  table.commandCalls(PutCommand).map(({ args }) => args[0].input.Item as unknown as Delivery);
const postponed = () =>
  sqs
    .commandCalls(ChangeMessageVisibilityCommand)
    .map(({ args: [{ input }] }) => [input.QueueUrl, input.ReceiptHandle]);

describe('events from the bus', () => {
  test('become deliveries', async () => {
    const { spread } = await setup();
    register('acme', 'globex');
    await expect(spread(told('evt_1'), told('evt_2', 'globex'))).resolves.toEqual([]);
    expect(queued()).toMatchObject([
      { kind: 'event', webhookId: 'whk_acme', event: { detail: { id: 'evt_1' } } },
      { kind: 'event', webhookId: 'whk_globex', event: { detail: { id: 'evt_2' } } },
    ]);
  });

  test('of a tenant whose webhooks cannot be read are retried; those of other tenants are delivered', async () => {
    const { spread, logs } = await setup();
    register('acme');
    table
      .on(QueryCommand, { ExpressionAttributeValues: { ':pk': tenantPartition('globex') } }, false)
      .rejects(throttled());
    const events = [told('evt_1'), told('evt_2', 'globex')];
    await expect(spread(...events)).resolves.toEqual(['evt_2']);
    expect(queued()).toMatchObject([{ webhookId: 'whk_acme' }]);
    expect(logs.text()).toContain('Webhooks not read');
  });

  test('that the queue rejects are retried, and only those', async () => {
    const { spread } = await setup();
    register('acme');
    sqs.on(SendMessageBatchCommand).callsFake(({ Entries = [] }: SendMessageBatchCommandInput) => ({
      Failed: Entries.flatMap(({ Id, MessageBody = '' }) =>
        MessageBody.includes('evt_2') ? [{ Id, Code: 'InternalError', SenderFault: false }] : [],
      ),
    }));
    await expect(spread(told('evt_1'), told('evt_2'), told('evt_3'))).resolves.toEqual(['evt_2']);
  });

  test('can be redriven together with deliveries, which are passed on to their queue', async () => {
    const { spread, logs } = await setup();
    register('acme');
    const replay = { kind: 'replay', tenantId: 'acme', webhookId: 'whk_acme', before: '2030' };
    sqs.on(SendMessageBatchCommand).callsFake(({ Entries = [] }: SendMessageBatchCommandInput) => ({
      Failed: Entries.flatMap(({ Id, MessageBody = '' }) =>
        MessageBody.includes('evt_3') ? [{ Id, Code: 'InternalError', SenderFault: false }] : [],
      ),
    }));
    const messages = [told('evt_1'), due('evt_2'), due('evt_3'), { id: 'replay', body: replay }];
    await expect(spread(...messages)).resolves.toEqual(['evt_3']);
    expect(queued()).toEqual(
      expect.arrayContaining([due('evt_1').body, due('evt_2').body, replay]),
    );
    expect(logs.text()).not.toContain('not understood');
  });

  test.each([
    ['are not JSON', 'ada@example.com'],
    ['name no tenant', { 'detail-type': 'x', detail: { email: 'ada@example.com' } }],
  ])('that %s are returned alone, and not logged', async (_name, body) => {
    const { spread, logs } = await setup();
    register('acme');
    await expect(spread({ id: 'broken', body }, told('evt_2'))).resolves.toEqual(['broken']);
    expect(queued()).toHaveLength(1);
    expect(logs.text()).toContain('Event not understood');
    expect(logs.text()).not.toContain('ada@');
  });
});

describe('a failed delivery', () => {
  beforeEach(() => {
    register('acme');
  });

  test.each([1, QUICK_RETRIES])('is retried soon after attempt %i', async (receives) => {
    const { deliver, logs } = await setup();
    await expect(deliver(due('evt_1', { receives }))).resolves.toEqual(['evt_1']);
    expect(postponed()).toEqual([[DELIVERIES, 'receipt-evt_1']]);
    expect(written()).toEqual([]);
    expect(logs.text()).not.toContain('of-the-receiver');
  });

  test('waits in the table after its last quick retry, and leaves the queue', async () => {
    const { deliver } = await setup();
    const last = due('evt_1', { receives: QUICK_RETRIES + 1 });
    await expect(deliver(last)).resolves.toEqual([]);
    expect(written()).toMatchObject([
      { status: 'retrying', attempts: QUICK_RETRIES + 1, lastFailure: 'no_connection' },
    ]);
    expect(postponed()).toEqual([]);
  });

  test('is retried by the queue if it cannot be stored, so that it is not lost', async () => {
    const { deliver, logs } = await setup();
    table.on(PutCommand).rejects(throttled());
    const last = due('evt_1', { receives: QUICK_RETRIES + 1 });
    await expect(deliver(last)).resolves.toEqual(['evt_1']);
    expect(postponed()).toEqual([]);
    expect(logs.text()).toContain('Delivery not handled');
  });
});

describe('a batch of deliveries', () => {
  test('returns exactly those whose webhook cannot be read', async () => {
    const { deliver } = await setup();
    register('acme');
    table.on(GetCommand).resolvesOnce({}).rejectsOnce(throttled()).resolves({});
    await expect(deliver(due('evt_1'), due('evt_2'), due('evt_3'))).resolves.toEqual(['evt_2']);
  });

  test.each([
    ['is not JSON', 'ada@example.com'],
    ['has an unknown kind', { kind: 'mail', to: 'ada@example.com' }],
  ])('returns only a message that %s', async (_name, body) => {
    const { deliver, logs } = await setup();
    await expect(deliver({ id: 'broken', body }, due('evt_2'))).resolves.toEqual(['broken']);
    expect(logs.text()).not.toContain('ada@');
  });

  test('is not treated as events because one message is in the wrong queue', async () => {
    const { deliver } = await setup();
    await expect(deliver({ ...told('evt_1'), queue: 'events' }, due('evt_2'))).resolves.toEqual([
      'evt_1',
    ]);
  });

  test('is returned if the secret cannot be read, and works once it can', async () => {
    const { deliver } = await setup();
    register('acme');
    secrets
      .on(GetSecretValueCommand)
      .rejectsOnce(new Error('throttled'))
      .resolves({ SecretString: MASTER_SECRET });
    const last = due('evt_1', { receives: QUICK_RETRIES + 1 });
    await expect(deliver(last)).resolves.toEqual(['evt_1']);
    await expect(deliver(last)).resolves.toEqual([]);
  });
});

describe('the schedule', () => {
  const delivery: Delivery = {
    ...{ tenantId: 'acme', webhookId: 'whk_acme', event: happened('evt_1') },
    ...{ status: 'retrying', attempts: 3, dueAt: '2030-01-01T12:00:00.000Z' },
    updatedAt: '2030-01-01T12:00:00.000Z',
  };
  const key = deliveryKey({
    webhookId: 'whk_acme',
    ...{ time: delivery.event.detail.time, eventId: 'evt_1' },
  });

  /** Sets the result of the query for due deliveries. There are no replays. */
  const onDueDeliveries = (answer: { readonly Items: Record<string, string | undefined>[] }) => {
    table
      .on(QueryCommand)
      .callsFake(({ ExpressionAttributeValues }: QueryCommandInput) =>
        ExpressionAttributeValues?.[':partition'] === DELIVERY_WORK_PARTITION ? answer : {},
      );
  };

  beforeEach(() => {
    onDueDeliveries({ Items: [{ ...key, dueAt: delivery.dueAt }] });
    table.on(UpdateCommand).resolves({ Attributes: toDeliveryItem(delivery) });
  });

  test('queues due deliveries', async () => {
    const { schedule } = await setup();
    await expect(schedule()).resolves.toBeUndefined();
    expect(queued()).toMatchObject([{ kind: 'retry', eventId: 'evt_1', attempts: 3 }]);
  });

  test('leaves what the queue rejects to a later run, and reads no further', async () => {
    const { schedule } = await setup();
    // A full page, so that there can be another one.
    const Items = Array.from({ length: 100 }, () => ({ ...key, dueAt: delivery.dueAt }));
    onDueDeliveries({ Items });
    sqs.on(SendMessageBatchCommand).rejects(new Error('out of reach'));
    await expect(schedule()).resolves.toBeUndefined();
    // One page of deliveries, and one of replays.
    expect(table.commandCalls(QueryCommand)).toHaveLength(2);
    // By the next run, it is due again.
    const [{ args: [{ input }] } = { args: [{ input: undefined }] }] =
      table.commandCalls(UpdateCommand);
    expect(input?.UpdateExpression).toBe('SET dueAt = :until');
  });

  test('fails if a replay cannot be continued, which raises the alarm, after queuing what is due', async () => {
    const { schedule, logs } = await setup();
    table
      .on(QueryCommand, { ExpressionAttributeValues: { ':partition': REPLAY_WORK_PARTITION } })
      .resolves({ Items: [replayKey('whk_acme')] });
    const replay = {
      ...{ tenantId: 'acme', webhookId: 'whk_acme', before: '2030-01-01T12:00:00.000Z' },
      after: { time: '2030-01-01T12:00:00.000Z', eventId: 'evt_1' },
    };
    table
      .on(GetCommand, { Key: replayKey('whk_acme') })
      .resolves({ Item: toReplayItem(replay, new Date()) });
    table.on(QueryCommand, { ConsistentRead: true }).rejects(throttled());
    await expect(schedule()).rejects.toThrow('Replays that failed: 1.');
    expect(queued()).toMatchObject([{ kind: 'retry', eventId: 'evt_1' }]);
    expect(logs.text()).toContain('Replay not continued');
  });

  test('fails if it cannot read due deliveries, which raises the alarm', async () => {
    const { schedule } = await setup();
    table.on(QueryCommand).rejects(throttled());
    await expect(schedule()).rejects.toThrow('Too fast.');
  });
});
