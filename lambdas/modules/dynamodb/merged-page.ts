import {
  createdBetween,
  type ListPage,
  type ListPosition,
  type ListSource,
  lookAtFor,
  MAX_QUERIES,
  type PageQuery,
  type ReadList,
  type TimeRange,
} from './list-reader.ts';

/** A row's place in a merged list: by time of creation, then by id. Unlike the order of an index, this is a total order. */
export interface Place {
  readonly id: string;
  readonly createdAt: string;
}

export interface MergeQuery extends PageQuery {
  /** The times of creation that the list is narrowed down to. */
  readonly created: TimeRange;
}

/** One partition that is merged: the rows read from it, and the time at which reading stopped. */
interface Strand<Row> {
  readonly source: ListSource;
  readonly rows: Row[];
  lookedAt: number;
  /** Rows of this time itself may be missing. */
  stoppedAt: ListPosition | undefined;
}

/**
 * A page of several partitions in one order. Each is first read for its share of the page; after that, only the one that
 * holds the page up is read on. So a page reads little more than one list would, however the rows are spread: at worst
 * its own length from each partition, in at most two queries of each ({@link MAX_QUERIES} of a single one): what a filter
 * drops can leave a page short.
 *
 * A row can move from one partition to another between two queries or two pages: its place stays the same, so it is shown
 * once. `sources` go in the direction in which rows move, so that one that moves meanwhile is found twice rather than missed.
 * `known` are rows that belong in between and need not be read.
 */
export async function mergedPage<Row extends Place>(
  read: ReadList<Row>,
  sources: readonly ListSource[],
  query: MergeQuery,
  known: readonly Row[] = [],
): Promise<ListPage<Row>> {
  const { limit, order, after } = query;
  // From the cursor's time on, itself included: rows of the same millisecond may follow it.
  const stretch = createdBetween(rangeFrom(query));
  const strands = sources.map((source): Strand<Row> => {
    const bounded = { ...source, stretch };
    return { source: bounded, rows: [], lookedAt: 0, stoppedAt: undefined };
  });
  const most = Math.max(MAX_QUERIES, 2 * strands.length);
  let queries = 0;
  const readOn = async (strand: Strand<Row>, missing: number) => {
    const { source, rows, lookedAt, stoppedAt } = strand;
    // The cursor's row, or the one it ends with, and one whose millisecond may go on.
    const lookAt = lookAtFor(source, missing + 2, { found: rows.length, lookedAt });
    const found = await read(source, { order, lookAt, after: stoppedAt });
    rows.push(...found.rows.map(({ row }) => row).filter((row) => isAfter(query, row)));
    strand.lookedAt += found.lookedAt;
    queries++;
    strand.stoppedAt = found.stoppedAt;
  };

  const share = Math.ceil((limit + 1) / strands.length);
  const [first, ...others] = strands;
  if (first !== undefined) await readOn(first, share);
  await Promise.all(others.map((strand) => readOn(strand, share)));
  for (;;) {
    const held = heldUpBy(query, strands);
    const rows = inOrder(query, [known, ...strands.map((strand) => strand.rows)].flat()).filter(
      (row) => held === undefined || comesBefore(query, row.createdAt, held.at),
    );
    const last = rows[limit - 1];
    if (rows.length > limit && last !== undefined)
      return { rows: rows.slice(0, limit), next: { id: last.id, sort: last.createdAt } };
    if (held === undefined) return { rows, next: undefined };
    // A page has to get past the cursor's millisecond, however many rows that has: they are few, as no tenant can
    // write more than about one in a millisecond for long.
    if (queries >= most && held.at !== after?.sort)
      return { rows, next: inFrontOf(query, held.at) };
    await readOn(held.strand, limit + 1 - rows.length);
  }
}

/** Whether a row lies behind the cursor. */
export function isAfter({ order, after }: PageQuery, row: Place): boolean {
  return after === undefined || compareIn(order, row, { id: after.id, createdAt: after.sort }) > 0;
}

/** The partition that the merged list can be told of the least far. */
function heldUpBy<Row>(
  query: PageQuery,
  strands: readonly Strand<Row>[],
): { readonly strand: Strand<Row>; readonly at: string } | undefined {
  let held: { readonly strand: Strand<Row>; readonly at: string } | undefined;
  for (const strand of strands) {
    const at = strand.stoppedAt?.sort;
    if (at !== undefined && (held === undefined || comesBefore(query, at, held.at)))
      held = { strand, at };
  }
  return held;
}

/** Each row once, as it was read last. */
function inOrder<Row extends Place>({ order }: PageQuery, rows: readonly Row[]): Row[] {
  const once = new Map(rows.map((row) => [row.id, row]));
  return [...once.values()].toSorted((a, b) => compareIn(order, a, b));
}

function compareIn(order: PageQuery['order'], a: Place, b: Place): number {
  const up = compare(a.createdAt, b.createdAt) || compare(a.id, b.id);
  return order === 'asc' ? up : -up;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rangeFrom({ created: { from, to }, order, after }: MergeQuery): TimeRange {
  if (after === undefined) return { from, to };
  // A cursor lies within the filters, as it came from a list with the same.
  return order === 'asc' ? { from: after.sort, to } : { from, to: after.sort };
}

/** Whether the list comes to `time` before it comes to `other`. */
function comesBefore({ order }: PageQuery, time: string, other: string): boolean {
  return order === 'asc' ? time < other : time > other;
}

/** The place before all rows of a time. */
function inFrontOf({ order }: PageQuery, time: string): ListPosition {
  return { id: order === 'asc' ? '' : '~', sort: time };
}
