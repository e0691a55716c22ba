import { randomUUID } from 'node:crypto';

import { ScanCommand } from '@aws-sdk/lib-dynamodb';

import type { TableChange } from '../../../lambdas/modules/records/projection.ts';
import type { TestTable } from './engine-table.ts';

type Item = Readonly<Record<string, unknown>>;

/**
 * Returns the changes that `work` makes to a table, as its stream would deliver them: one for each item that is
 * different afterward.
 */
export async function changesBy(
  table: TestTable,
  work: () => Promise<unknown>,
): Promise<TableChange[]> {
  const before = await itemsIn(table);
  await work();
  const after = await itemsIn(table);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)))
    .map((key) => changeOf({ before: before.get(key), after: after.get(key) }));
}

/** Returns a change in the form that projections receive. */
export function changeOf({
  before,
  after,
  ...more
}: Partial<TableChange> & Pick<TableChange, 'before' | 'after'>): TableChange {
  const { pk, sk } = (after ?? before) as { readonly pk: string; readonly sk: string };
  const id = randomUUID();
  return {
    ...{ id, sequence: id, pk, sk, before, after },
    at: new Date('2030-01-01T12:00:00.000Z'),
    byTtl: false,
    ...more,
  };
}

async function itemsIn({ client, tableName }: TestTable): Promise<Map<string, Item>> {
  const { Items = [] } = await client.send(
    new ScanCommand({ TableName: tableName, ConsistentRead: true }),
  );
  return new Map(Items.map((item) => [`${String(item['pk'])} ${String(item['sk'])}`, item]));
}
