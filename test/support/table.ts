import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { createTableAt, type TestTable } from './engine-table.ts';

export type { TestTable };

/** What a file has made. The files of a run share this module. */
let made: TestTable[] = [];
let shared: Promise<TestTable> | undefined;

/** Makes a table in the engine of the test run. It is there until the file ends. */
export async function createTable(): Promise<TestTable> {
  const table = await createTableAt(inject('dynamoDbEndpoint'));
  made.push(table);
  return table;
}

/** Returns the one table of a file, emptied: for tests that come one after the other. */
export async function emptyTable(): Promise<TestTable> {
  const table = await (shared ??= createTable());
  const { client, tableName } = table;
  const { Items: keys = [] } = await client.send(
    new ScanCommand({ TableName: tableName, ProjectionExpression: 'pk, sk' }),
  );
  for (let at = 0; at < keys.length; at += 25) {
    const requests = keys.slice(at, at + 25).map((Key) => ({ DeleteRequest: { Key } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
  }
  return table;
}

/**
 * Deletes the tables of a file that has ended: the engine keeps all tables in one database, and what nobody needs makes each
 * further one dearer to make.
 */
export async function dropTables(): Promise<void> {
  const old = made;
  made = [];
  shared = undefined;
  for (const { client, tableName } of old)
    await client.send(new DeleteTableCommand({ TableName: tableName }));
}
