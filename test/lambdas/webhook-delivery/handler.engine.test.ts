import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, expect, inject, test, vi } from 'vitest';

import { DAY, isoAfter, MINUTE, systemClock } from '../../../lambdas/modules/platform/clock.ts';
import type { DeliveryMessage } from '../../../lambdas/modules/webhooks/delivery.ts';
import { DynamoWebhookDeliveryStore } from '../../../lambdas/modules/webhooks/delivery-store.ts';
import {
  DynamoWebhookReader,
  DynamoWebhookStore,
} from '../../../lambdas/modules/webhooks/webhook-store.ts';
import { ATTEMPT_MS, MESSAGE_MS } from '../../../lambdas/modules/webhooks/webhook-targets.ts';
import { localClientConfig } from '../../../local/local-aws.ts';
import { createTable } from '../../support/engine/table.ts';
import {
  drip,
  flood,
  type Hostility,
  say,
  sayAndEnd,
  sayAndReset,
  startHostileReceiver,
} from '../../support/fakes/hostile-receiver.ts';
import { startReceiver } from '../../support/fakes/webhook-receiver.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { eventOf, MASTER_SECRET, webhookOf } from '../../support/modules/webhooks.ts';

const UPGRADE = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foyer\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\n';

/** Nine ways of never responding with a 2xx status. */
const NINE: Readonly<Record<string, Hostility>> = {
  'switches protocols': say(UPGRADE),
  'switches protocols and talks': flood('x'.repeat(1_000), UPGRADE),
  'says nothing': () => undefined,
  'drips headers': drip('x', `${OK}X-Slow: `),
  'floods headers': flood('X-More: and more\r\n', OK),
  'hints early for ever': drip('HTTP/1.1 103 Early Hints\r\n\r\n'),
  'floods hints': flood('HTTP/1.1 100 Continue\r\n\r\n'),
  'breaks off': sayAndReset(''),
  'ends without an answer': sayAndEnd(''),
};

const sqs = mockClient(SQSClient);
const secrets = mockClient(SecretsManagerClient);
const cleanup: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanup.splice(0).map((close) => close()));
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
  sqs.reset();
  secrets.reset();
});
afterAll(() => {
  sqs.restore();
  secrets.restore();
});

/** Returns for how long the webhook at a position in the batch has failed, in milliseconds. */
type FailedFor = (place: number) => number | undefined;

/**
 * Sets up the deployed function on a real table, with ten webhooks of ten tenants. Nine are hostile, the last one is
 * honest.
 */
async function setup({ failedFor = () => undefined }: { failedFor?: FailedFor } = {}) {
  const { client, tableName } = await createTable();
  secrets.on(GetSecretValueCommand).resolves({ SecretString: MASTER_SECRET });
  sqs.on(ChangeMessageVisibilityCommand).resolves({});
  const { credentials, region, endpoint } = localClientConfig(inject('dynamoDbEndpoint'));
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    TABLE_NAME: tableName,
    DELIVERY_QUEUE_URL: 'https://sqs.example/deliveries',
    EVENT_QUEUE_ARN: 'arn:aws:sqs:eu-central-1:123456789012:events',
    WEBHOOK_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:webhooks',
    WEBHOOK_TARGETS: 'local',
  }))
    vi.stubEnv(name, value);

  const hostile = await Promise.all(
    Object.values(NINE).map((hostility) => startHostileReceiver(hostility)),
  );
  const honest = await startReceiver();
  cleanup.push(...[...hostile, honest].map((receiver) => () => receiver.close()));
  const store = new DynamoWebhookStore(client, tableName);
  const webhooks = [...hostile, honest].map(({ url }, place) => {
    const failed = failedFor(place);
    const failingSince = failed === undefined ? failed : isoAfter(systemClock.now(), -failed);
    return webhookOf({ id: `whk_${place}`, tenantId: `tenant-${place}`, url, failingSince });
  });
  for (const webhook of webhooks) await store.create(webhook);

  const { handler } = await import('../../../lambdas/webhook-delivery/handler.ts');
  const reader = new DynamoWebhookReader(client, tableName);
  const deliveries = new DynamoWebhookDeliveryStore(client, tableName);
  return {
    honest,
    logs: collectLogLines(),
    deliver: async () => {
      const event = {
        Records: webhooks.map(({ id, tenantId }, place) => {
          const event = eventOf(`evt_${place}`);
          const detail = { ...event.detail, tenantId };
          const message: DeliveryMessage = {
            kind: 'event',
            tenantId,
            webhookId: id,
            event: { ...event, detail },
          };
          return {
            messageId: `message-${place}`,
            receiptHandle: `receipt-${place}`,
            body: JSON.stringify(message),
            attributes: { ApproximateReceiveCount: '1' },
            eventSource: 'aws:sqs',
            eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:deliveries',
          };
        }),
      } as unknown as SQSEvent;
      const began = Date.now();
      const { batchItemFailures = [] } = (await handler(event)) ?? {};
      return {
        began,
        took: Date.now() - began,
        failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted(),
      };
    },
    webhook: async (place: number) => reader.get(`tenant-${place}`, `whk_${place}`),
    waiting: async (place: number) =>
      deliveries.get({
        webhookId: `whk_${place}`,
        time: eventOf().detail.time,
        eventId: `evt_${place}`,
      }),
  };
}

const hostilePlaces = Object.keys(NINE).map((_, place) => place);

test('one honest receiver among nine hostile ones is called immediately, and the batch completes right after the deadline of an attempt', async () => {
  const { deliver, honest, webhook } = await setup();
  const { began, took, failed } = await deliver();
  expect(honest.received).toMatchObject([{ headers: { 'webhook-id': 'evt_9' } }]);
  // It did not wait for a deadline. The machine itself is busy, because all ten receivers run in this process.
  expect((honest.received[0]?.at ?? 0) - began).toBeLessThan(ATTEMPT_MS - 1_000);
  expect(took).toBeLessThan(ATTEMPT_MS + 4_000);
  // The honest one is done. The others are retried, each after its pause.
  expect(failed).toEqual(hostilePlaces.map((place) => `message-${place}`));
  const postponed = sqs
    .commandCalls(ChangeMessageVisibilityCommand)
    .map(({ args }) => args[0].input);
  expect(postponed.map(({ ReceiptHandle }) => ReceiptHandle).toSorted()).toEqual(
    hostilePlaces.map((place) => `receipt-${place}`),
  );
  for (const { VisibilityTimeout } of postponed) {
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(5);
    expect(VisibilityTimeout).toBeLessThanOrEqual(6);
  }
  for (const place of hostilePlaces) expect((await webhook(place))?.failingSince).toBeDefined();
  expect((await webhook(9))?.failingSince).toBeUndefined();
});

test('receivers that have been hostile for a minute move to the table; after days, they are turned off', async () => {
  const gone = [1, 6, 8];
  const { deliver, waiting, webhook } = await setup({
    failedFor: (place) => (gone.includes(place) ? 6 * DAY : 2 * MINUTE),
  });
  // The queue keeps nothing, because it would hide these messages for everybody.
  await expect(deliver()).resolves.toMatchObject({ failed: [] });
  expect(sqs.commandCalls(ChangeMessageVisibilityCommand)).toEqual([]);
  for (const place of hostilePlaces) {
    const isGone = gone.includes(place);
    const status = isGone ? 'failed' : 'retrying';
    expect(await waiting(place)).toMatchObject({ status, attempts: 1 });
    expect(await webhook(place)).toMatchObject({ enabled: !isGone });
  }
  expect(await waiting(0)).toMatchObject({ lastStatus: 101 });
  expect(await waiting(2)).toMatchObject({ lastFailure: 'timed_out' });
  expect(await waiting(5)).toMatchObject({ lastFailure: 'no_connection' });
  expect(await webhook(1)).toMatchObject({ disabled: { reason: 'failing' } });
  // The honest one has recovered.
  expect(await waiting(9)).toBeUndefined();
  expect((await webhook(9))?.failingSince).toBeUndefined();
});

test('messages that hang elsewhere are reported as failed, within half of the function’s timeout', async () => {
  const { deliver, logs } = await setup();
  sqs.on(ChangeMessageVisibilityCommand).callsFake(() => new Promise(() => undefined));
  const { took, failed } = await deliver();
  expect(failed).toEqual(hostilePlaces.map((place) => `message-${place}`));
  expect(took).toBeGreaterThan(MESSAGE_MS - 100);
  expect(took).toBeLessThan(MESSAGE_MS + 2_000);
  expect(logs.text().match(/Delivery not handled/g)).toHaveLength(9);
});
