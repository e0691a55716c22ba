import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, inject } from 'vitest';
import { createTableAt, type TestTable } from './engine-table.ts';

export type { TestTable };

const made: TestTable[] = [];

// The engine keeps all tables in one database: what nobody needs any more makes each further one dearer to make.
afterAll(async () => {
  for (const { client, tableName } of made.splice(0))
    await client.send(new DeleteTableCommand({ TableName: tableName }));
});

/** Makes a table in the engine of the test run. It is there until the file ends. */
export async function createTable(): Promise<TestTable> {
  const table = await createTableAt(inject('dynamoDbEndpoint'));
  made.push(table);
  return table;
}
