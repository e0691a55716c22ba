import { ScanCommand, type ScanCommandOutput } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { problemsOf, type TableItem } from '../../local/operator/table-check.ts';
import type { TestTable } from './engine-table.ts';

/** Every item of a table. */
export async function itemsOf({ client, tableName }: TestTable): Promise<TableItem[]> {
  const items: TableItem[] = [];
  let next: Record<string, unknown> | undefined;
  do {
    const page: ScanCommandOutput = await client.send(
      new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey: next }),
    );
    items.push(...(page.Items ?? []));
    next = page.LastEvaluatedKey;
  } while (next !== undefined);
  return items;
}

/** Nothing in the table leads nowhere, no count is wrong: the end of every scenario with customers and their people. */
export async function expectSound(table: TestTable, now: Date): Promise<void> {
  expect(problemsOf(await itemsOf(table), now)).toEqual([]);
}
