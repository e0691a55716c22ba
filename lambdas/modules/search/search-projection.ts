import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { BATCH_WRITE_MAX, type BatchEntry, batchWrite } from '../dynamodb/batch.ts';
import {
  causeOf,
  type Projection,
  type ProjectionFailure,
  type TableChange,
} from '../records/projection.ts';
import { TTL_ATTRIBUTE } from '../records/table.ts';
import { searchableOf, type SearchItem, searchItemsOf, searchKindOf } from './search-item.ts';

/** The number of concurrent calls to the table. A batch of an import contains a few hundred items. */
const CONCURRENCY = 8;

interface Write {
  readonly sequence: string;
  readonly entry: BatchEntry;
}

/** The first and the last change of a record in a batch. */
interface Net {
  readonly first: TableChange;
  readonly last: TableChange;
}

/**
 * Maintains the items that search and the list of contacts read. Deletes the obsolete items of a record and puts its
 * current items, so applying a change again has the same result. If the items of a record do not change, nothing is
 * written.
 */
export class SearchProjection implements Projection {
  readonly name = 'search';
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async apply(changes: readonly TableChange[]): Promise<readonly ProjectionFailure[]> {
    const failures: ProjectionFailure[] = [];
    const writes: Write[] = [];
    for (const { first, last } of netOf(changes))
      try {
        const before = itemsIn(first, first.before);
        const after = itemsIn(last, last.after);
        const entries = entriesOf(before, after);
        writes.push(...entries.map((entry) => ({ sequence: first.sequence, entry })));
      } catch (error) {
        // A record that cannot be parsed does not block others. It is retried, and then reported in the failure queue.
        failures.push({ sequence: first.sequence, cause: causeOf(error) });
      }
    failures.push(...(await this.#write(writes)));
    return failures;
  }

  async #write(writes: readonly Write[]): Promise<ProjectionFailure[]> {
    const failures: ProjectionFailure[] = [];
    let next = 0;
    const writer = async () => {
      while (next < writes.length) {
        const batch = writes.slice(next, (next += BATCH_WRITE_MAX));
        try {
          const entries = batch.map(({ entry }) => entry);
          await batchWrite(this.#client, this.#tableName, entries);
        } catch (error) {
          failures.push(...batch.map(({ sequence }) => ({ sequence, cause: causeOf(error) })));
        }
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, writer));
    return failures;
  }
}

/** Combines the changes of each record into one, so that no item is written twice in a batch. */
function netOf(changes: readonly TableChange[]): Net[] {
  const nets = new Map<string, Net>();
  for (const change of changes) {
    if (searchKindOf(change.sk) === undefined) continue;
    const key = `${change.pk} ${change.sk}`;
    nets.set(key, { first: nets.get(key)?.first ?? change, last: change });
  }
  return [...nets.values()];
}

function itemsIn({ sk }: TableChange, image: TableChange['after']): SearchItem[] {
  const kind = searchKindOf(sk);
  return kind === undefined || image === undefined ? [] : searchItemsOf(searchableOf(kind, image));
}

function entriesOf(before: readonly SearchItem[], after: readonly SearchItem[]): BatchEntry[] {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const kept = new Set(after.map(keyOf));
  const puts = after.filter((item) => !isSame(item, old.get(keyOf(item))));
  const dels = before.filter((item) => !kept.has(keyOf(item)));
  return [...puts.map((put) => ({ put })), ...dels.map(({ pk, sk }) => ({ del: { pk, sk } }))];
}

function keyOf({ pk, sk }: SearchItem): string {
  return `${pk} ${sk}`;
}

function isSame(item: SearchItem, old: SearchItem | undefined): boolean {
  return (
    old !== undefined && item.words === old.words && item[TTL_ATTRIBUTE] === old[TTL_ATTRIBUTE]
  );
}
