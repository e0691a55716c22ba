import { expect } from 'vitest';

import { TableCheck, type TableCheckOptions } from '../../../operator/check/check-table.ts';
import { scanTable, type TableItem } from '../../../operator/check/facts.ts';
import type { TestTable } from '../engine/engine-table.ts';

/** Every item of a table. */
export async function itemsOf(table: TestTable): Promise<TableItem[]> {
  const items: TableItem[] = [];
  for await (const page of scanTable(table, { consistent: true })) items.push(...page);
  return items;
}

/** What the checker says of these items: sentences. `whole`: with tenants, and an outbox that counts. */
export function problemsOf(
  items: Iterable<TableItem>,
  now: Date,
  { whole = false, webClientId }: Pick<Partial<TableCheckOptions>, 'whole' | 'webClientId'> = {},
): string[] {
  const check = new TableCheck({ now, whole, webClientId });
  for (const item of items) check.add(item);
  return check.problems().map(({ message }) => message);
}

/** Nothing in the table leads nowhere, no count is wrong: the end of every scenario with customers and their people. */
export async function expectSound(table: TestTable, now: Date): Promise<void> {
  expect(problemsOf(await itemsOf(table), now)).toEqual([]);
}
