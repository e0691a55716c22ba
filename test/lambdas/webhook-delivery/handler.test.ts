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
  deliveryKey,
  type DeliveryMessage,
  toDeliveryItem,
} from '../../../lambdas/modules/webhooks/delivery.ts';
import { toWebhookItem, webhookKey } from '../../../lambdas/modules/webhooks/webhook.ts';
import { coldStart, failedIn, type Message, sqsEvent } from '../../support/functions/functions.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { eventOf, MASTER_SECRET, webhookOf } from '../../support/modules/webhooks.ts';

/** Nobody listens there. */
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

/** Tenants' webhooks, each with one that listens to everything. */
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
/** An event, as the rule of the bus puts it into the queue. */
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

/** Messages put into the delivery queue. */
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

describe('events of the bus', () => {
  test('become deliveries', async () => {
    const { spread } = await setup();
    register('acme', 'globex');
    await expect(spread(told('evt_1'), told('evt_2', 'globex'))).resolves.toEqual([]);
    expect(queued()).toMatchObject([
      { kind: 'event', webhookId: 'whk_acme', event: { detail: { id: 'evt_1' } } },
      { kind: 'event', webhookId: 'whk_globex', event: { detail: { id: 'evt_2' } } },
    ]);
  });

  test('of a tenant whose webhooks cannot be read come again; the others’ are delivered', async () => {
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

  test('that the queue refuses come again, and those alone', async () => {
    const { spread } = await setup();
    register('acme');
    sqs.on(SendMessageBatchCommand).callsFake(({ Entries = [] }: SendMessageBatchCommandInput) => ({
      Failed: Entries.flatMap(({ Id, MessageBody = '' }) =>
        MessageBody.includes('evt_2') ? [{ Id, Code: 'InternalError', SenderFault: false }] : [],
      ),
    }));
    await expect(spread(told('evt_1'), told('evt_2'), told('evt_3'))).resolves.toEqual(['evt_2']);
  });

  test.each([
    ['are no JSON', 'ada@example.com'],
    ['say nothing of a tenant', { 'detail-type': 'x', detail: { email: 'ada@example.com' } }],
  ])('that %s are given back alone, and not logged', async (_name, body) => {
    const { spread, logs } = await setup();
    register('acme');
    await expect(spread({ id: 'broken', body }, told('evt_2'))).resolves.toEqual(['broken']);
    expect(queued()).toHaveLength(1);
    expect(logs.text()).toContain('Event not understood');
    expect(logs.text()).not.toContain('ada@');
  });
});

describe('a delivery that does not arrive', () => {
  beforeEach(() => {
    register('acme');
  });

  test.each([1, QUICK_RETRIES])('comes again soon after try %i', async (receives) => {
    const { deliver, logs } = await setup();
    await expect(deliver(due('evt_1', { receives }))).resolves.toEqual(['evt_1']);
    expect(postponed()).toEqual([[DELIVERIES, 'receipt-evt_1']]);
    expect(written()).toEqual([]);
    expect(logs.text()).not.toContain('of-the-receiver');
  });

  test('waits in the table after its last quick try, and the queue is done with it', async () => {
    const { deliver } = await setup();
    const last = due('evt_1', { receives: QUICK_RETRIES + 1 });
    await expect(deliver(last)).resolves.toEqual([]);
    expect(written()).toMatchObject([
      { status: 'retrying', attempts: QUICK_RETRIES + 1, lastFailure: 'no_connection' },
    ]);
    expect(postponed()).toEqual([]);
  });

  test('and cannot be written down comes again by itself: it is not lost', async () => {
    const { deliver, logs } = await setup();
    table.on(PutCommand).rejects(throttled());
    const last = due('evt_1', { receives: QUICK_RETRIES + 1 });
    await expect(deliver(last)).resolves.toEqual(['evt_1']);
    expect(postponed()).toEqual([]);
    expect(logs.text()).toContain('Delivery not handled');
  });
});

describe('a batch of deliveries', () => {
  test('gives back exactly those whose webhook cannot be read', async () => {
    const { deliver } = await setup();
    register('acme');
    table.on(GetCommand).resolvesOnce({}).rejectsOnce(throttled()).resolves({});
    await expect(deliver(due('evt_1'), due('evt_2'), due('evt_3'))).resolves.toEqual(['evt_2']);
  });

  test.each([
    ['is no JSON', 'ada@example.com'],
    ['is of no kind that is known', { kind: 'mail', to: 'ada@example.com' }],
  ])('with a message that %s gives back that one', async (_name, body) => {
    const { deliver, logs } = await setup();
    await expect(deliver({ id: 'broken', body }, due('evt_2'))).resolves.toEqual(['broken']);
    expect(logs.text()).not.toContain('ada@');
  });

  test('is not taken for events because one of it lies in the wrong queue', async () => {
    const { deliver } = await setup();
    await expect(deliver({ ...told('evt_1'), queue: 'events' }, due('evt_2'))).resolves.toEqual([
      'evt_1',
    ]);
  });

  test('is given back where no secret can be had, and works once there is one', async () => {
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

  beforeEach(() => {
    table.on(QueryCommand).resolves({ Items: [{ ...key, dueAt: delivery.dueAt }] });
    table.on(UpdateCommand).resolves({ Attributes: toDeliveryItem(delivery) });
  });

  test('queues what is due', async () => {
    const { schedule } = await setup();
    await expect(schedule()).resolves.toBeUndefined();
    expect(queued()).toMatchObject([{ kind: 'retry', eventId: 'evt_1', attempts: 3 }]);
  });

  test('leaves what the queue refuses to a later run, and asks no further', async () => {
    const { schedule } = await setup();
    // A full page, after which there may be another.
    const Items = Array.from({ length: 100 }, () => ({ ...key, dueAt: delivery.dueAt }));
    table.on(QueryCommand).resolves({ Items });
    sqs.on(SendMessageBatchCommand).rejects(new Error('out of reach'));
    await expect(schedule()).resolves.toBeUndefined();
    expect(table.commandCalls(QueryCommand)).toHaveLength(1);
    // It is due again by then.
    const [{ args: [{ input }] } = { args: [{ input: undefined }] }] =
      table.commandCalls(UpdateCommand);
    expect(input?.UpdateExpression).toBe('SET dueAt = :until');
  });

  test('that cannot read what is due fails, so that the alarm rings', async () => {
    const { schedule } = await setup();
    table.on(QueryCommand).rejects(throttled());
    await expect(schedule()).rejects.toThrow('Too fast.');
  });
});
