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

/**
 * The position of a row in a merged list: by creation time, then by ID. Unlike the order of an index, this is a total
 * order.
 */
export interface Place {
  readonly id: string;
  readonly createdAt: string;
}

export interface MergeQuery extends PageQuery {
  /** The range of creation times that the list is filtered by. */
  readonly created: TimeRange;
}

/** A partition that is merged: the rows read from it, and the position at which reading stopped. */
interface Strand<Row> {
  readonly source: ListSource;
  readonly rows: Row[];
  lookedAt: number;
  /** Rows with exactly this time may be missing. */
  stoppedAt: ListPosition | undefined;
}

/**
 * Reads a page that merges several partitions into one order. Reads each partition's share of the page first, and then
 * continues only with the one that holds up the page. A page therefore reads little more than a single list would,
 * however the rows are distributed. In the worst case, it reads as many rows from each partition as the page has, in at
 * most two queries for each ({@link MAX_QUERIES} for a single partition). Rows that a filter drops can leave a page
 * short.
 *
 * A row can move from one partition to another between two queries or two pages. Its position stays the same, so it is
 * returned once. `sources` are in the direction in which rows move, so that a row that moves in the meantime is found
 * twice rather than missed. `known` are rows that belong in the merged list and need not be read.
 */
export async function mergedPage<Row extends Place>(
  read: ReadList<Row>,
  sources: readonly ListSource[],
  query: MergeQuery,
  known: readonly Row[] = [],
): Promise<ListPage<Row>> {
  const { limit, order, after } = query;
  // Starts at the cursor's time, inclusive: rows of the same millisecond may follow it.
  const stretch = createdBetween(rangeFrom(query));
  const strands = sources.map((source): Strand<Row> => {
    const bounded = { ...source, stretch };
    return { source: bounded, rows: [], lookedAt: 0, stoppedAt: undefined };
  });
  const most = Math.max(MAX_QUERIES, 2 * strands.length);
  let queries = 0;
  const readOn = async (strand: Strand<Row>, missing: number) => {
    const { source, rows, lookedAt, stoppedAt } = strand;
    // Two more rows: the cursor's row or the last one of the page, and one whose millisecond may continue.
    const lookAt = lookAtFor(source, missing + 2, { found: rows.length, lookedAt });
    const found = await read(source, { order, lookAt, after: stoppedAt });
    rows.push(...found.rows.map(({ row }) => row).filter((row) => isAfter(query, row)));
    strand.lookedAt += found.lookedAt;
    queries++;
    strand.stoppedAt = found.stoppedAt;
  };

  // Most known rows are on the page. If not, reading the partitions continues.
  const share = Math.ceil(Math.max(1, limit + 1 - known.length) / strands.length);
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
    // A page has to get past the cursor's millisecond, no matter how many rows it contains. There are few of them,
    // because no tenant can sustain more than about one write per millisecond.
    if (queries >= most && held.at !== after?.sort)
      return { rows, next: inFrontOf(query, held.at) };
    await readOn(held.strand, limit + 1 - rows.length);
  }
}

/** Returns whether a row is after the cursor. */
export function isAfter({ order, after }: PageQuery, row: Place): boolean {
  return after === undefined || compareIn(order, row, { id: after.id, createdAt: after.sort }) > 0;
}

/** Returns the partition that was read the least far, which limits the merged list. */
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

/** Returns each row once, in the version that was read last. */
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
  // A cursor is within the filters, because it came from a list with the same ones.
  return order === 'asc' ? { from: after.sort, to } : { from, to: after.sort };
}

/** Returns whether `time` comes before `other` in the list. */
function comesBefore({ order }: PageQuery, time: string, other: string): boolean {
  return order === 'asc' ? time < other : time > other;
}

/** Returns the position before all rows of a time. */
function inFrontOf({ order }: PageQuery, time: string): ListPosition {
  return { id: order === 'asc' ? '' : '~', sort: time };
}
