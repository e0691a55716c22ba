import { hash } from 'node:crypto';

import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { BATCH_WRITE_MAX, batchWrite } from '../../lambdas/modules/dynamodb/batch.ts';
import { writeOnCondition } from '../../lambdas/modules/dynamodb/conditional-write.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../../lambdas/modules/records/table.ts';
import {
  placeIn,
  recordKeyOf,
  searchableOf,
  type SearchItem,
  searchItemsOf,
  type SearchKind,
  searchKindOf,
} from '../../lambdas/modules/search/search-item.ts';
import {
  ALL_DAYS,
  type CountedKind,
  countedOf,
  countPartition,
  countSortKey,
} from '../../lambdas/modules/statistics/counted.ts';
import {
  type Count,
  type Problem,
  type Repair,
  scanTable,
  type Table,
  type TableItem,
} from './facts.ts';

/** The modulus of sums of hashes, which keeps them exact. */
const MODULUS = 2 ** 48;

/**
 * Compares search items and counts with the records that they are projected from. It keeps one number for each record: the
 * sum of the hashes of its expected search items, less that of the stored ones.
 */
export class ProjectionCheck {
  readonly #differences = new Map<string, { readonly tenantId: string; difference: number }>();
  readonly #counts = new Map<string, { readonly tenantId: string; readonly count: Count }>();

  /** Adds a record or an item of a projection. */
  add(item: TableItem): void {
    const { pk, sk } = item as { readonly pk: string; readonly sk: string };
    const [record = '', tenantId = '', kind = ''] = pk.split('#');
    if (record === RECORDS.search)
      this.#addHash(tenantId, kind, placeIn(sk).place, -hashOf(item as unknown as SearchItem));
    else if (record === RECORDS.count) this.#addCounts(tenantId, kind as CountedKind, item);
    else this.#addRecord(sk, item);
  }

  problems(): Problem[] {
    const search = [...this.#differences]
      .filter(([, { difference }]) => difference !== 0)
      .map(([key, { tenantId }]): Problem => {
        const [kind = '', place = ''] = key.split(' ');
        const id = place.split('/').at(-1) ?? '';
        const repair: Repair = { projection: 'search', kind: kind as SearchKind, place };
        return { tenantId, message: `The search items of ${id} do not match it.`, repair };
      });
    const counts = [...this.#counts.values()]
      .filter(({ count: { stored, actual } }) => stored !== actual)
      .map(({ tenantId, count }): Problem => {
        const { sk, state, stored, actual } = count;
        const [, , kind = ''] = count.pk.split('#');
        const day = sk.split('#')[1] ?? '';
        const message = `${tenantId} records ${stored} ${kind}s as ${state} (${day}), but has ${actual}.`;
        return { tenantId, message, repair: { projection: 'counts', count: { ...count } } };
      });
    return [...search, ...counts];
  }

  #addRecord(sk: string, item: TableItem): void {
    const kind = searchKindOf(sk);
    if (kind === undefined) return;
    try {
      const record = searchableOf(kind, item);
      for (const one of searchItemsOf(record))
        this.#addHash(record.tenantId, kind, record.place, hashOf(one));
      const counted = countedOf(sk, item);
      if (counted === undefined) return;
      for (const day of [counted.day, ALL_DAYS]) {
        const { tenantId, state } = counted;
        this.#countOf(tenantId, counted.kind, countSortKey(day), state).actual += 1;
      }
    } catch {
      // The reader of the record reports that it is invalid.
    }
  }

  #addCounts(tenantId: string, kind: CountedKind, item: TableItem): void {
    // All numbers, because a count of a state that the kind does not have is also wrong.
    for (const [state, stored] of Object.entries(item))
      if (typeof stored === 'number' && state !== TTL_ATTRIBUTE)
        this.#countOf(tenantId, kind, String(item['sk']), state).stored = stored;
  }

  #countOf(tenantId: string, kind: CountedKind, sk: string, state: string): Count {
    const pk = countPartition(tenantId, kind);
    const key = `${pk} ${sk} ${state}`;
    const known = this.#counts.get(key) ?? {
      tenantId,
      count: { pk, sk, state, stored: 0, actual: 0 },
    };
    this.#counts.set(key, known);
    return known.count;
  }

  #addHash(tenantId: string, kind: string, place: string, by: number): void {
    const key = `${kind} ${place}`;
    const known = this.#differences.get(key) ?? { tenantId, difference: 0 };
    known.difference = (known.difference + by) % MODULUS;
    this.#differences.set(key, known);
  }
}

function hashOf({ pk, sk, words, [TTL_ATTRIBUTE]: removeAt }: SearchItem): number {
  const text = JSON.stringify([pk, sk, words ?? null, removeAt ?? null]);
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 12), 16);
}

/** The maximum number of attempts to repair a record that keeps changing. */
const MAX_ATTEMPTS = 5;

/**
 * Repairs search items and counts. A count that has changed since the check is left alone; a record is read again after
 * its search items were written, in case it changed.
 * @returns the number of repairs.
 */
export async function repairProjections(table: Table, repairs: readonly Repair[]): Promise<number> {
  let repaired = 0;
  for (const repair of repairs)
    if (repair.projection === 'counts' && (await repairCount(table, repair.count))) repaired++;
  const records = repairs.filter((repair) => repair.projection === 'search');
  if (records.length === 0) return repaired;
  const stored = await storedSearchItems(
    table,
    new Set(records.map(({ kind, place }) => `${kind} ${place}`)),
  );
  for (const { kind, place } of records) {
    await repairSearch(table, kind, place, stored.get(`${kind} ${place}`) ?? []);
    repaired++;
  }
  return repaired;
}

async function repairCount(
  { client, tableName }: Table,
  { pk, sk, state, stored, actual }: Readonly<Count>,
): Promise<boolean> {
  const { done } = await writeOnCondition(() =>
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { pk, sk },
        UpdateExpression: 'SET #state = :actual',
        ConditionExpression:
          stored === 0 ? 'attribute_not_exists(#state) OR #state = :stored' : '#state = :stored',
        ExpressionAttributeNames: { '#state': state },
        ExpressionAttributeValues: { ':actual': actual, ':stored': stored },
      }),
    ),
  );
  return done;
}

/** Reads the stored search items of records in another scan: the check keeps only their hashes. */
async function storedSearchItems(
  table: Table,
  wanted: ReadonlySet<string>,
): Promise<Map<string, SearchItem[]>> {
  const found = new Map<string, SearchItem[]>();
  for await (const page of scanTable(table, { consistent: true }))
    for (const item of page as unknown as SearchItem[]) {
      const [record, , kind = ''] = item.pk.split('#');
      const key = `${kind} ${placeIn(item.sk).place}`;
      if (record === RECORDS.search && wanted.has(key))
        found.set(key, [...(found.get(key) ?? []), item]);
    }
  return found;
}

async function repairSearch(
  table: Table,
  kind: SearchKind,
  place: string,
  stored: readonly SearchItem[],
): Promise<void> {
  let old = stored;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const expected = await expectedSearchItems(table, kind, place);
    const kept = new Set(expected.map(keyOf));
    const entries = [
      ...expected.map((put) => ({ put })),
      ...old.filter((item) => !kept.has(keyOf(item))).map(({ pk, sk }) => ({ del: { pk, sk } })),
    ];
    for (let next = 0; next < entries.length; next += BATCH_WRITE_MAX)
      await batchWrite(table.client, table.tableName, entries.slice(next, next + BATCH_WRITE_MAX));
    const after = await expectedSearchItems(table, kind, place);
    if (JSON.stringify(after) === JSON.stringify(expected)) return;
    old = expected;
  }
}

/** Computes the search items of a record as it is now. */
async function expectedSearchItems(
  { client, tableName }: Table,
  kind: SearchKind,
  place: string,
): Promise<SearchItem[]> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: recordKeyOf(kind, place), ConsistentRead: true }),
  );
  return Item === undefined ? [] : searchItemsOf(searchableOf(kind, Item));
}

function keyOf({ pk, sk }: SearchItem): string {
  return `${pk} ${sk}`;
}
