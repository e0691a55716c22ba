import { inject } from 'vitest';
import { createTableAt, type TestTable } from './engine-table.ts';

export type { TestTable };

/** Makes a table in the engine of the test run. */
export async function createTable(): Promise<TestTable> {
  return createTableAt(inject('dynamoDbEndpoint'));
}
