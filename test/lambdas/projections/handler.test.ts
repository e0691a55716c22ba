import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { toCustomerItem } from '../../../lambdas/modules/records/customer-item.ts';
import { heartbeatKey } from '../../../lambdas/modules/records/table.ts';
import {
  coldStart,
  failedIn,
  streamEvent,
  streamRecord,
} from '../../support/functions/functions.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { testCustomer } from '../../support/modules/customers.ts';

const TABLE = 'foyer-table';
const table = mockClient(DynamoDBDocumentClient);

beforeEach(() => {
  table.reset();
  table.on(BatchWriteCommand).resolves({});
  table.on(TransactWriteCommand).resolves({});
  table.on(PutCommand).resolves({});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});
afterAll(() => {
  table.restore();
});

async function setup() {
  const { handler } = await coldStart(
    { TABLE_NAME: TABLE },
    () => import('../../../lambdas/projections/handler.ts'),
  );
  const logs = collectLogLines();
  return {
    logs,
    apply: async (...records: ReturnType<typeof streamRecord>[]) =>
      failedIn(await handler(streamEvent(...records))),
  };
}

const NAMES = { '1': 'Ada', '2': 'Bob', '3': 'Eve' } as const;
const item = (sequence: keyof typeof NAMES) =>
  toCustomerItem(testCustomer({ id: `cus_${sequence}`, name: `${NAMES[sequence]} Ltd` }));
/** Returns the stream record of a new customer. */
const made = (sequence: keyof typeof NAMES) => streamRecord(sequence, { after: item(sequence) });
const throttled = () =>
  new ProvisionedThroughputExceededException({ message: 'Too fast.', $metadata: {} });

/** Returns the changes that were counted. */
const counted = () =>
  table
    .commandCalls(TransactWriteCommand)
    .flatMap(({ args }) => args[0].input.TransactItems ?? [])
    .flatMap(({ Put }) => (Put?.Item === undefined ? [] : [String(Put.Item['pk'])]))
    .map((pk) => pk.slice(pk.lastIndexOf('-') + 1));

/** Returns the entries that were written to the activity log. */
const logged = () =>
  table
    .commandCalls(PutCommand)
    .map(({ args }) => args[0].input.Item ?? {})
    .flatMap(({ type }) => (typeof type === 'string' ? [type] : []));

describe('a batch of stream records', () => {
  test('is indexed for search, counted, and logged', async () => {
    const { apply } = await setup();
    await expect(apply(made('1'), made('2'))).resolves.toEqual([]);
    expect(table.commandCalls(BatchWriteCommand).length).toBeGreaterThan(0);
    expect(counted()).toEqual(['1', '2']);
    // Each is in the log of its tenant and in its own.
    expect(logged()).toEqual(Array<string>(4).fill('customer.created'));
  });

  test('is retried from its first change while the counts are throttled; search was updated', async () => {
    const { apply, logs } = await setup();
    table.on(TransactWriteCommand).rejects(throttled());
    await expect(apply(made('1'), made('2'))).resolves.toEqual(['1', '2']);
    expect(table.commandCalls(BatchWriteCommand).length).toBeGreaterThan(0);
    expect(logs.text()).toContain('counts');
  });

  test('returns exactly the change whose words cannot be written; the counts were updated', async () => {
    const { apply, logs } = await setup();
    table.on(BatchWriteCommand).callsFake((input: BatchWriteCommandInput) => {
      if (JSON.stringify(input).includes('cus_2')) throw throttled();
      return {};
    });
    const failed = await apply(made('1'), made('2'));
    expect(failed).toContain('2');
    expect(counted()).toEqual(['1', '2']);
    expect(logs.text()).toContain('ProvisionedThroughputExceededException');
  });

  test('returns a change that cannot be read, and applies the others', async () => {
    const { apply, logs } = await setup();
    const broken = streamRecord('2', {
      after: { ...item('2'), tenantId: 7, email: 'ada@example.com' },
    });
    await expect(apply(made('1'), broken, made('3'))).resolves.toEqual(['2']);
    expect(counted()).toEqual(['1', '3']);
    expect(logs.text()).not.toContain('ada@example.com');
  });

  test('without relevant changes writes nothing', async () => {
    const { apply } = await setup();
    const lock = { pk: 'lock#1', sk: 'lock', invitationId: 'inv_1' };
    const beats = ['2030-01-01T12:00:00.000Z', '2030-01-01T12:01:00.000Z'].map((beatAt) => ({
      ...heartbeatKey(),
      beatAt,
    }));
    const heartbeat = { before: beats[0] ?? {}, after: beats[1] ?? {} };
    await expect(
      apply(streamRecord('1', { after: lock }), streamRecord('2', heartbeat)),
    ).resolves.toEqual([]);
    expect(table.calls()).toEqual([]);
  });
});
