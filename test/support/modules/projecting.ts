import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

import type { Projection, TableChange } from '../../../lambdas/modules/records/projection.ts';
import type { TestTable } from '../engine/table.ts';

type Item = Readonly<Record<string, unknown>>;

let sequence = 0;

/** Returns a change, as the stream delivers it. */
export function change(before: Item | undefined, after: Item | undefined): TableChange {
  const { pk, sk } = (after ?? before ?? {}) as { readonly pk: string; readonly sk: string };
  const number = String(++sequence).padStart(21, '0');
  return {
    ...{ id: `event-${number}`, sequence: number, pk, sk, before, after },
    at: new Date('2030-01-01T12:00:00.000Z'),
    byTtl: false,
  };
}

/** Writes items like the service, and keeps the changes until they are delivered to projections. */
export class StreamedTable {
  readonly #table: TestTable;
  readonly #projections: readonly Projection[];
  readonly #changes: TableChange[] = [];

  constructor(table: TestTable, projections: readonly Projection[]) {
    this.#table = table;
    this.#projections = projections;
  }

  async put(item: Item): Promise<TableChange> {
    const { client, tableName: TableName } = this.#table;
    const before = await this.#find(item);
    await client.send(new PutCommand({ TableName, Item: { ...item } }));
    return this.#remember(change(before, item));
  }

  async delete(item: Item): Promise<TableChange> {
    const { client, tableName: TableName } = this.#table;
    const before = await this.#find(item);
    const Key = { pk: item['pk'], sk: item['sk'] };
    await client.send(new DeleteCommand({ TableName, Key }));
    return this.#remember(change(before, undefined));
  }

  /** Delivers the changes that have not been delivered yet. */
  async deliver(): Promise<void> {
    await this.redeliver(this.#changes.splice(0));
  }

  /** Delivers changes, even if they were delivered before. */
  async redeliver(changes: readonly TableChange[]): Promise<void> {
    for (const projection of this.#projections) {
      const failures = await projection.apply(changes);
      if (failures.length > 0) throw new Error(JSON.stringify(failures));
    }
  }

  #remember(one: TableChange): TableChange {
    this.#changes.push(one);
    return one;
  }

  async #find(item: Item): Promise<Item | undefined> {
    const { client, tableName: TableName } = this.#table;
    const Key = { pk: item['pk'], sk: item['sk'] };
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item;
  }
}
