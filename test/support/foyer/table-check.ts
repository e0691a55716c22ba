import { expect } from 'vitest';

import { TableCheck, type TableCheckOptions } from '../../../operator/check/check-table.ts';
import { scanTable, type TableItem } from '../../../operator/check/facts.ts';
import type { TestTable } from '../engine/engine-table.ts';

/** Returns all items of a table. */
export async function itemsOf(table: TestTable): Promise<TableItem[]> {
  const items: TableItem[] = [];
  for await (const page of scanTable(table, { consistent: true })) items.push(...page);
  return items;
}

/**
 * Returns the problems that the checker finds in these items, as sentences. `whole` means that tenants and the outbox's
 * counts are included.
 */
export function problemsOf(
  items: Iterable<TableItem>,
  now: Date,
  { whole = false, webClientId }: Pick<Partial<TableCheckOptions>, 'whole' | 'webClientId'> = {},
): string[] {
  const check = new TableCheck({ now, whole, webClientId });
  for (const item of items) check.add(item);
  return check.problems().map(({ message }) => message);
}

/**
 * Expects the table to have no dangling references and no wrong counts. Every scenario with customers and contacts ends
 * with this.
 */
export async function expectSound(table: TestTable, now: Date): Promise<void> {
  expect(problemsOf(await itemsOf(table), now)).toEqual([]);
}
