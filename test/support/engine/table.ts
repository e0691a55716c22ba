import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, type BatchWriteCommandInput, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';

import { BATCH } from './batch-writes.ts';
import { createTableAt, openTableAt, type TestTable } from './engine-table.ts';

export type { TestTable };

/** With more items than this, a table is deleted instead of emptied. */
const FEW = 50;

type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** The tables that a file has created. All files of a run share this module. */
let made: TestTable[] = [];
/** The names of empty tables that earlier files have created. Creating one takes as long as twenty requests. */
const unused: string[] = [];
let shared: Promise<TestTable> | undefined;

/** Returns an empty table in the engine of the test run. It keeps its items until the file ends. */
export async function createTable(): Promise<TestTable> {
  const endpoint = inject('dynamoDbEndpoint');
  const name = unused.pop();
  const table = name === undefined ? await createTableAt(endpoint) : openTableAt(endpoint, name);
  made.push(table);
  return table;
}

/** Returns the shared table of a file, emptied, for tests that run in sequence. */
export async function emptyTable(): Promise<TestTable> {
  const table = await (shared ??= createTable());
  await replaceItems(table, []);
  return table;
}

/** Replaces all items of a table, which must fit on one page, with these. */
export async function replaceItems(
  table: TestTable,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  const { keys } = await readKeys(table);
  const stay = new Set(items.map(({ pk, sk }) => `${String(pk)} ${String(sk)}`));
  await writeInBatches(table, [
    ...keys
      .filter(({ pk, sk }) => !stay.has(`${String(pk)} ${String(sk)}`))
      .map((Key) => ({ DeleteRequest: { Key } })),
    ...items.map((Item) => ({ PutRequest: { Item } })),
  ]);
}

/**
 * Empties the tables of a file that has ended, for later files. Deletes those with many items, which takes less time:
 * the engine stores all tables in one database, and each of them slows down the creation of further ones.
 */
export async function releaseTables(): Promise<void> {
  const old = made;
  made = [];
  shared = undefined;
  for (const table of old) {
    const { keys, complete } = await readKeys(table, FEW);
    if (complete) {
      await writeInBatches(
        table,
        keys.map((Key) => ({ DeleteRequest: { Key } })),
      );
      unused.push(table.tableName);
      // A test may have changed it.
      table.client.destroy();
    } else await table.client.send(new DeleteTableCommand({ TableName: table.tableName }));
  }
}

async function readKeys({ client, tableName }: TestTable, Limit?: number) {
  const { Items: keys = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({
      TableName: tableName,
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
      Limit,
    }),
  );
  return { keys, complete: LastEvaluatedKey === undefined };
}

async function writeInBatches(
  { client, tableName }: TestTable,
  requests: readonly WriteRequest[],
): Promise<void> {
  for (let at = 0; at < requests.length; at += BATCH)
    await client.send(
      new BatchWriteCommand({ RequestItems: { [tableName]: requests.slice(at, at + BATCH) } }),
    );
}
