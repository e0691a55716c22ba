import { INDEXES } from '../shared/table.ts';
import { statusPartition } from './invitation-item.ts';
import type { InvitationSummary } from './invitation.ts';
import { MAX_QUERIES, lookAtFor, type ReadList } from '../lists/list-reader.ts';
import {
  createdBetween,
  createdRange,
  present,
  type ListPosition,
  type ListSource,
  type TimeRange,
} from '../lists/list-source.ts';
import type { InvitationPage, ListQuery } from './list-query.ts';
import { expired } from './list-source.ts';

/**
 * A stretch of a list in full: all of its rows up to the time of creation at which reading stopped, or to its end. Rows of
 * that time itself may be missing.
 */
interface Stretch {
  readonly rows: readonly InvitationSummary[];
  readonly stoppedAt: string | undefined;
}

/** As many that have just expired are read at once, and sorted. */
const JUST_EXPIRED_MAX = 200;

/**
 * A page of what has expired. Most of it was noted and has a partition of its own; what expired within the last minute or
 * so still lies among the pending ones and is put in between, so that nothing is late. Which of the two a row is may
 * change between two pages: both are in one order, by time of creation and then id, and a cursor is a place in that order.
 */
export async function expiredPage(
  read: ReadList<InvitationSummary>,
  noted: ListSource,
  query: ListQuery,
): Promise<InvitationPage> {
  // In this order: a row that is noted meanwhile is found twice, not missed.
  const fresh = await justExpired(read, noted, query);
  const old = await stretchOf(read, noted, query);
  const inOrder = orderOf(query);
  const stoppedAt = earlier(query, fresh.stoppedAt, old.stoppedAt);
  const rows = [...new Map([...fresh.rows, ...old.rows].map((row) => [row.id, row])).values()]
    .filter((row) => stoppedAt === undefined || comesBefore(query, row.createdAt, stoppedAt))
    .toSorted(inOrder);

  const last = rows[query.limit - 1];
  if (rows.length > query.limit && last !== undefined)
    return { rows: rows.slice(0, query.limit), next: { id: last.id, sort: last.createdAt } };
  return { rows, next: stoppedAt === undefined ? undefined : inFrontOf(query, stoppedAt) };
}

/** What has expired and was not noted yet: usually what the last minute brought. */
async function justExpired(
  read: ReadList<InvitationSummary>,
  noted: ListSource,
  query: ListQuery,
): Promise<Stretch> {
  const { filters, now, order, tenantId } = query;
  const pending = { ...noted, partition: statusPartition(tenantId, 'pending') };
  const { rows, stoppedAt } = await read(
    {
      ...pending,
      index: INDEXES.byExpiry,
      stretch: expired(now),
      filter: [...noted.filter, ...present(createdBetween(createdRange(filters)))],
    },
    { order, lookAt: JUST_EXPIRED_MAX },
  );
  if (stoppedAt === undefined)
    return {
      rows: rows.map(({ row }) => row).filter((row) => isAfter(query, row)),
      stoppedAt: undefined,
    };
  // A whole import at once: until it is noted, it is looked for among the pending ones, in the order of the list.
  return stretchOf(read, { ...pending, filter: [...noted.filter, expired(now)] }, query);
}

/** Reads on from the query's position until there is a page, or for as many queries as a page may take. */
async function stretchOf(
  read: ReadList<InvitationSummary>,
  source: ListSource,
  query: ListQuery,
): Promise<Stretch> {
  const { after, limit, order } = query;
  // From the cursor's time on, itself included: rows of the same millisecond may follow it.
  const bounded = { ...source, stretch: createdBetween(rangeFrom(query)) };
  const rows: InvitationSummary[] = [];
  let start: ListPosition | undefined;
  for (let queries = 1; ; queries++) {
    // The cursor's row, a page, one more that tells of a next page, and one whose millisecond may go on.
    const lookAt = lookAtFor(source, limit + 3);
    const found = await read(bounded, { order, lookAt, after: start });
    rows.push(...found.rows.map(({ row }) => row).filter((row) => isAfter(query, row)));
    if (found.stoppedAt === undefined) return { rows, stoppedAt: undefined };
    const stoppedAt = found.stoppedAt.sort;
    const complete = rows.filter((row) => comesBefore(query, row.createdAt, stoppedAt));
    // A page has to get past the cursor's millisecond, however many rows that has: they are few, as no tenant can
    // write more than about one in a millisecond for long.
    const moved = stoppedAt !== after?.sort;
    if (complete.length > limit || (queries >= MAX_QUERIES && moved))
      return { rows: complete, stoppedAt };
    start = found.stoppedAt;
  }
}

function rangeFrom({ filters, order, after }: ListQuery): TimeRange {
  const { from, to } = createdRange(filters);
  if (after === undefined) return { from, to };
  // A cursor lies within the filters, as it came from a list with the same.
  return order === 'asc' ? { from: after.sort, to } : { from, to: after.sort };
}

type Place = Pick<InvitationSummary, 'id' | 'createdAt'>;

/** By time of creation, then by id: a whole order, unlike that of an index. */
function orderOf({ order }: ListQuery): (a: Place, b: Place) => number {
  const direction = order === 'asc' ? 1 : -1;
  return (a, b) => direction * (compare(a.createdAt, b.createdAt) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isAfter(query: ListQuery, row: Place): boolean {
  const { after } = query;
  return after === undefined || orderOf(query)(row, { id: after.id, createdAt: after.sort }) > 0;
}

/** Whether the list comes to `time` before it comes to `other`. */
function comesBefore({ order }: ListQuery, time: string, other: string): boolean {
  return order === 'asc' ? time < other : time > other;
}

/** At which of two times the list stops first; `undefined` is its end. */
function earlier(
  query: ListQuery,
  time: string | undefined,
  other: string | undefined,
): string | undefined {
  if (time === undefined || other === undefined) return time ?? other;
  return comesBefore(query, time, other) ? time : other;
}

/** The place before all rows of a time. */
function inFrontOf({ order }: ListQuery, time: string): ListPosition {
  return { id: order === 'asc' ? '' : '~', sort: time };
}
