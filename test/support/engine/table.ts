import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';

import { createTableAt, type TestTable } from './engine-table.ts';

export type { TestTable };

/** The tables that a file has created. All files of a run share this module. */
let made: TestTable[] = [];
let shared: Promise<TestTable> | undefined;

/** Creates a table in the engine of the test run. It exists until the file ends. */
export async function createTable(): Promise<TestTable> {
  const table = await createTableAt(inject('dynamoDbEndpoint'));
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
  { client, tableName }: TestTable,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  const { Items: keys = [] } = await client.send(
    new ScanCommand({
      TableName: tableName,
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    }),
  );
  const stay = new Set(items.map(({ pk, sk }) => `${String(pk)} ${String(sk)}`));
  const requests = [
    ...keys
      .filter(({ pk, sk }) => !stay.has(`${String(pk)} ${String(sk)}`))
      .map((Key) => ({ DeleteRequest: { Key } })),
    ...items.map((Item) => ({ PutRequest: { Item } })),
  ];
  for (let at = 0; at < requests.length; at += 25)
    await client.send(
      new BatchWriteCommand({ RequestItems: { [tableName]: requests.slice(at, at + 25) } }),
    );
}

/**
 * Deletes the tables of a file that has ended. The engine stores all tables in one database, and each table that is no
 * longer needed slows down the creation of further ones.
 */
export async function dropTables(): Promise<void> {
  const old = made;
  made = [];
  shared = undefined;
  for (const { client, tableName } of old)
    await client.send(new DeleteTableCommand({ TableName: tableName }));
}
