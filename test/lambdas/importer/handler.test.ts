import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { FinishedRow, ImportRow } from '../../../lambdas/modules/imports/import.ts';
import {
  chunkKey,
  importKey,
  type StoredJob,
  toChunkItem,
  toImportItem,
} from '../../../lambdas/modules/imports/import-item.ts';
import { tenantKey } from '../../../lambdas/modules/records/table.ts';
import {
  coldStart,
  failedIn,
  INSTALLATION_VARIABLES,
  type Message,
  sqsEvent,
} from '../../support/functions/functions.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { testTenant } from '../../support/modules/tenants.ts';

const LAST = 12;
const TABLE = 'foyer-table';
/** A table that contains the tenant, and no record of the invited person. */
const KNOWN = { Responses: { [TABLE]: [{ ...tenantKey('acme'), ...testTenant('acme') }] } };

const table = mockClient(DynamoDBDocumentClient);
const cognito = mockClient(CognitoIdentityProviderClient);
const sqs = mockClient(SQSClient);

beforeEach(() => {
  for (const client of [table, cognito, sqs]) client.reset();
  table.on(GetCommand).resolves({});
  table.on(QueryCommand).resolves({ Items: [] });
  table.on(TransactWriteCommand).resolves({});
  table.on(BatchGetCommand).resolves(KNOWN);
  cognito
    .on(AdminGetUserCommand)
    .rejects(new UserNotFoundException({ message: 'User does not exist.', $metadata: {} }));
  sqs.on(ChangeMessageVisibilityCommand).resolves({});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});
afterAll(() => {
  for (const client of [table, cognito, sqs]) client.restore();
});

/** Returns a dry run. It makes the same reads as an import, in a fifth of the time. */
function job(id: string, more: Partial<StoredJob> = {}) {
  return {
    ...{ id, tenantId: 'acme', dryRun: true, total: 2, chunks: 1 },
    ...{ created: 0, wouldCreate: 0, skipped: 0, error: 0, remaining: 2 },
    ...{
      ...(id.startsWith('imp_') && { defaults: {} }),
      createdBy: { id: 'user-admin', name: 'Ada Admin' },
    },
    ...{ fingerprint: 'fingerprint-of-the-request', orders: 1 },
    createdAt: '2030-01-01T12:00:00.000Z',
    updatedAt: '2030-01-01T12:00:00.000Z',
    ...more,
  };
}

const rowsOf = (...emails: string[]): ImportRow[] =>
  emails.map((email, index) => ({ row: index + 2, email, fields: { email } }));

/** Puts an import with one chunk into the table. */
function waits(id: string, rows = rowsOf('ada@example.com', 'bob@example.com')): void {
  const stored = job(id, { total: rows.length, remaining: rows.length });
  table.on(GetCommand, { Key: importKey(id) }).resolves({ Item: toImportItem(stored, 90) });
  table
    .on(GetCommand, { Key: chunkKey(stored, 1) })
    .resolves({ Item: toChunkItem(stored, 1, rows, 90) });
}

const chunk = (importId: string, more: Partial<Message> = {}): Message => ({
  id: `message-${importId}`,
  body: { importId, chunk: 1 },
  ...more,
});
const throttled = () =>
  new ProvisionedThroughputExceededException({ message: 'Too fast.', $metadata: {} });

async function setup() {
  const { handler } = await coldStart(
    {
      ...INSTALLATION_VARIABLES,
      TABLE_NAME: TABLE,
      USER_POOL_ID: 'eu-central-1_Example',
      IMPORT_QUEUE_URL: 'https://sqs.example/imports',
      IMPORT_MAX_RECEIVES: String(LAST),
    },
    () => import('../../../lambdas/importer/handler.ts'),
  );
  const logs = collectLogLines();
  return {
    logs,
    work: async (...messages: Message[]) => failedIn(await handler(sqsEvent('imports', messages))),
  };
}

/** Returns the writes to an import's chunk and the counts that were written with it. */
function finished(importId: string) {
  return table.commandCalls(TransactWriteCommand).flatMap(({ args: [{ input }] }) => {
    const [first, second] = input.TransactItems ?? [];
    if (second?.Update?.Key?.['pk'] !== importKey(importId).pk) return [];
    const results = first?.Update?.ExpressionAttributeValues?.[':results'] as FinishedRow[];
    const outcomes = results.map(({ outcome, reason = '' }) => [outcome, reason]);
    return [{ outcomes, counted: second.Update.ExpressionAttributeValues?.[':count'] as number }];
  });
}

/** Returns the visibility timeouts of hidden messages, by receipt handle. */
const hidden = () =>
  sqs
    .commandCalls(ChangeMessageVisibilityCommand)
    .map(({ args: [{ input }] }) => [input.ReceiptHandle, input.VisibilityTimeout]);

describe('a chunk of an import', () => {
  test('is processed and counted in one write', async () => {
    const { work } = await setup();
    waits('imp_1');
    await expect(work(chunk('imp_1'))).resolves.toEqual([]);
    expect(finished('imp_1')).toEqual([
      {
        outcomes: [
          ['would_create', ''],
          ['would_create', ''],
        ],
        counted: 2,
      },
    ]);
    expect(hidden()).toEqual([]);
  });

  test('is retried as a whole if the table throttles one of its rows, with nothing recorded', async () => {
    const { work } = await setup();
    waits('imp_1');
    waits('imp_2', rowsOf('eve@example.com'));
    table.on(BatchGetCommand).rejectsOnce(throttled()).resolves(KNOWN);
    const broken = chunk('imp_1', { receives: LAST - 1 });
    await expect(work(broken, chunk('imp_2'))).resolves.toEqual(['message-imp_1']);
    expect(finished('imp_1')).toEqual([]);
    expect(finished('imp_2')).toMatchObject([{ counted: 1 }]);
    // The longest possible delay.
    expect(hidden()).toEqual([['receipt-message-imp_1', 900]]);
  });

  test('records an error for a row that is throttled on the last attempt, and the results of the others', async () => {
    const { work, logs } = await setup();
    waits('imp_1');
    table.on(BatchGetCommand).rejectsOnce(throttled()).resolves(KNOWN);
    await expect(work(chunk('imp_1', { receives: LAST }))).resolves.toEqual([]);
    expect(finished('imp_1')).toEqual([
      {
        outcomes: [
          ['error', 'temporarily_unavailable'],
          ['would_create', ''],
        ],
        counted: 2,
      },
    ]);
    expect(logs.text()).toContain('Row given up');
    expect(logs.text()).not.toContain('ada@example.com');
  });

  test('is retried if Cognito throttles one of its rows, and ends with the last attempt', async () => {
    const { work } = await setup();
    waits('imp_1', rowsOf('ada@example.com'));
    const busy = Object.assign(new Error('Rate exceeded.'), { name: 'ThrottlingException' });
    cognito.on(AdminGetUserCommand).rejects(busy);
    await expect(work(chunk('imp_1', { receives: 2 }))).resolves.toEqual(['message-imp_1']);
    expect(finished('imp_1')).toEqual([]);
    await expect(work(chunk('imp_1', { receives: LAST }))).resolves.toEqual([]);
    expect(finished('imp_1')).toMatchObject([{ outcomes: [['error', 'temporarily_unavailable']] }]);
  });

  test('is returned to the queue after the last attempt if its result cannot be written, and becomes a dead letter', async () => {
    const { work } = await setup();
    waits('imp_1');
    table.on(TransactWriteCommand).rejects(throttled());
    await expect(work(chunk('imp_1', { receives: LAST }))).resolves.toEqual(['message-imp_1']);
  });

  test('has no row recorded if Lambda times out in the middle', async () => {
    const { work } = await setup();
    waits('imp_1');
    const asked = Promise.withResolvers<undefined>();
    cognito
      .on(AdminGetUserCommand)
      .rejectsOnce(new UserNotFoundException({ message: '', $metadata: {} }))
      .callsFake(() => {
        asked.resolve(undefined);
        return new Promise(() => undefined);
      });
    void work(chunk('imp_1'));
    await asked.promise;
    expect(finished('imp_1')).toEqual([]);
  });

  test('of a bulk action is processed as a bulk action, not as an import', async () => {
    const { work } = await setup();
    const stored = job('blk_1', { total: 1, remaining: 1, action: 'revoke' });
    const rows = [{ row: 1, invitationId: 'inv_gone' }];
    table
      .on(GetCommand, { Key: importKey('blk_1') })
      .resolves({ Item: toImportItem(stored, 90, 'bulk') });
    table
      .on(GetCommand, { Key: chunkKey(stored, 1) })
      .resolves({ Item: toChunkItem(stored, 1, rows, 90) });
    await expect(work(chunk('blk_1'))).resolves.toEqual([]);
    expect(finished('blk_1')).toEqual([{ outcomes: [['error', 'not_found']], counted: 1 }]);
  });

  test.each(['imp_gone', 'blk_gone'])('of %s, which no longer exists, is dropped', async (id) => {
    const { work } = await setup();
    await expect(work(chunk(id))).resolves.toEqual([]);
    expect(table.commandCalls(TransactWriteCommand)).toEqual([]);
  });

  test('is dropped if it was already processed, and not counted again', async () => {
    const { work } = await setup();
    waits('imp_1');
    const stored = job('imp_1');
    const Item = { ...toChunkItem(stored, 1, [], 90), rows: undefined, results: [] };
    table.on(GetCommand, { Key: chunkKey(stored, 1) }).resolves({ Item });
    await expect(work(chunk('imp_1'))).resolves.toEqual([]);
    expect(finished('imp_1')).toEqual([]);
  });
});

test.each([
  ['is not JSON', 'ada@example.com'],
  ['names no import', { chunk: 1, email: 'ada@example.com' }],
  ['names no chunk', { importId: 'imp_1', chunk: 0 }],
])('a message that %s is returned alone, and its content is not logged', async (_name, body) => {
  const { work, logs } = await setup();
  waits('imp_1');
  await expect(work({ id: 'broken', body }, chunk('imp_1'))).resolves.toEqual(['broken']);
  expect(finished('imp_1')).toHaveLength(1);
  expect(logs.text()).not.toContain('ada@example.com');
});

test('a message is returned even if SQS cannot hide it, and the others are processed', async () => {
  const { work } = await setup();
  waits('imp_1');
  waits('imp_2');
  table.on(BatchGetCommand).rejectsOnce(throttled()).resolves(KNOWN);
  sqs.on(ChangeMessageVisibilityCommand).rejects(new Error('out of reach'));
  await expect(work(chunk('imp_1'), chunk('imp_2'))).resolves.toEqual(['message-imp_1']);
  expect(finished('imp_2')).toHaveLength(1);
});
