import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { hash } from 'node:crypto';
import {
  placeIn,
  recordKeyOf,
  searchItemsOf,
  searchKindOf,
  searchableOf,
  type SearchItem,
  type SearchKind,
} from '../../lambdas/modules/search/search-item.ts';
import { BATCH_WRITE_MAX, batchWrite } from '../../lambdas/modules/dynamodb/batch.ts';
import { writeOnCondition } from '../../lambdas/modules/dynamodb/conditional-write.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../../lambdas/modules/records/table.ts';
import {
  ALL_DAYS,
  countPartition,
  countSortKey,
  countedOf,
  type CountedKind,
} from '../../lambdas/modules/statistics/counted.ts';
import type { TableItem } from './facts.ts';
import type { Count, Problem, Repair } from './problem.ts';
import { walk, type Table } from './walk.ts';

/** Sums of hashes stay below this, and so stay exact. */
const MODULUS = 2 ** 48;

/**
 * Compares search and counts with the records that they are made of. Of each record it keeps a number: the sum of what it
 * must be found by, less the sum of what it is found by.
 */
export class Views {
  readonly #found = new Map<string, { readonly tenantId: string; difference: number }>();
  readonly #counts = new Map<string, { readonly tenantId: string; readonly count: Count }>();

  /** Adds a record or an item of a view. Records that cannot be read are reported elsewhere. */
  add(item: TableItem): void {
    const { pk, sk } = item as { readonly pk: string; readonly sk: string };
    const [kind = '', tenantId = '', of = ''] = pk.split('#');
    if (kind === RECORDS.search)
      this.#note(tenantId, of, placeIn(sk).place, -hashOf(item as unknown as SearchItem));
    else if (kind === RECORDS.count) this.#addCounts(tenantId, of, item);
    else this.#addRecord(sk, item);
  }

  problems(): Problem[] {
    const search = [...this.#found]
      .filter(([, { difference }]) => difference !== 0)
      .map(([key, { tenantId }]): Problem => {
        const [kind = '', place = ''] = key.split(' ');
        const id = place.split('/').at(-1) ?? '';
        const repair: Repair = { view: 'search', kind: kind as SearchKind, place };
        return { tenantId, says: `${id} is found by other words than its own.`, repair };
      });
    const counts = [...this.#counts.values()]
      .filter(({ count: { said, real } }) => said !== real)
      .map(({ tenantId, count }): Problem => {
        const { sk, state, said, real } = count;
        const [, , kind = ''] = count.pk.split('#');
        const day = sk.split('#')[1] ?? '';
        const says = `${tenantId} counts ${said} of kind ${kind} as ${state} (${day}) and has ${real}.`;
        return { tenantId, says, repair: { view: 'counts', count: { ...count } } };
      });
    return [...search, ...counts];
  }

  #addRecord(sk: string, item: TableItem): void {
    const kind = searchKindOf(sk);
    if (kind === undefined) return;
    try {
      const record = searchableOf(kind, item);
      for (const one of searchItemsOf(record))
        this.#note(record.tenantId, kind, record.place, hashOf(one));
      const counted = countedOf(sk, item);
      if (counted === undefined) return;
      for (const day of [counted.day, ALL_DAYS]) {
        const { tenantId, state } = counted;
        this.#countOf(tenantId, counted.kind, countSortKey(day), state).real += 1;
      }
    } catch {
      // Reported by whoever reads the item as what it is.
    }
  }

  #addCounts(tenantId: string, of: string, item: TableItem): void {
    const kind = of as CountedKind;
    // All numbers: one of a state that the kind does not have is wrong as well.
    for (const [state, said] of Object.entries(item))
      if (typeof said === 'number' && state !== TTL_ATTRIBUTE)
        this.#countOf(tenantId, kind, String(item['sk']), state).said = said;
  }

  #countOf(tenantId: string, kind: CountedKind, sk: string, state: string): Count {
    const pk = countPartition(tenantId, kind);
    const key = `${pk} ${sk} ${state}`;
    const known = this.#counts.get(key) ?? {
      tenantId,
      count: { pk, sk, state, said: 0, real: 0 },
    };
    this.#counts.set(key, known);
    return known.count;
  }

  #note(tenantId: string, kind: string, place: string, by: number): void {
    const key = `${kind} ${place}`;
    const known = this.#found.get(key) ?? { tenantId, difference: 0 };
    known.difference = (known.difference + by) % MODULUS;
    this.#found.set(key, known);
  }
}

function hashOf({ pk, sk, words, [TTL_ATTRIBUTE]: removeAt }: SearchItem): number {
  const text = JSON.stringify([pk, sk, words ?? null, removeAt ?? null]);
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 12), 16);
}

/** How often a record may change while it is repaired. */
const ATTEMPTS = 5;

/**
 * Puts right what stayed wrong. A count that has changed meanwhile stays as it is; a record is read again after its words
 * were written, in case it changed. @returns how much was put right
 */
export async function repairViews(table: Table, repairs: readonly Repair[]): Promise<number> {
  let repaired = 0;
  for (const repair of repairs)
    if (repair.view === 'counts' && (await repairCount(table, repair.count))) repaired++;
  const wrong = repairs.filter((repair) => repair.view === 'search');
  if (wrong.length === 0) return repaired;
  const found = await foundItems(
    table,
    new Set(wrong.map(({ kind, place }) => `${kind} ${place}`)),
  );
  for (const { kind, place } of wrong) {
    await repairSearch(table, kind, place, found.get(`${kind} ${place}`) ?? []);
    repaired++;
  }
  return repaired;
}

async function repairCount(
  { client, tableName }: Table,
  { pk, sk, state, said, real }: Readonly<Count>,
): Promise<boolean> {
  const { done } = await writeOnCondition(() =>
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { pk, sk },
        UpdateExpression: 'SET #state = :real',
        ConditionExpression:
          said === 0 ? `attribute_not_exists(#state) OR #state = :said` : '#state = :said',
        ExpressionAttributeNames: { '#state': state },
        ExpressionAttributeValues: { ':real': real, ':said': said },
      }),
    ),
  );
  return done;
}

/** Reads what records are found by, in a walk of its own: the check keeps none of it. */
async function foundItems(
  table: Table,
  wanted: ReadonlySet<string>,
): Promise<Map<string, SearchItem[]>> {
  const found = new Map<string, SearchItem[]>();
  for await (const page of walk(table, { consistent: true }))
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
  found: readonly SearchItem[],
): Promise<void> {
  let old = found;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const right = await rightItems(table, kind, place);
    const kept = new Set(right.map(keyOf));
    const entries = [
      ...right.map((put) => ({ put })),
      ...old.filter((item) => !kept.has(keyOf(item))).map(({ pk, sk }) => ({ del: { pk, sk } })),
    ];
    for (let next = 0; next < entries.length; next += BATCH_WRITE_MAX)
      await batchWrite(table.client, table.tableName, entries.slice(next, next + BATCH_WRITE_MAX));
    const after = await rightItems(table, kind, place);
    if (JSON.stringify(after) === JSON.stringify(right)) return;
    old = right;
  }
}

/** Makes what a record is to be found by, as it stands now. */
async function rightItems(
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
