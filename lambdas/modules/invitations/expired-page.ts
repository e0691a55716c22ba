import {
  type Condition,
  createdBetween,
  type ListPage,
  type ListSource,
  present,
  type ReadList,
} from '../dynamodb/list-reader.ts';
import { isAfter, mergedPage, type MergeQuery, type Place } from '../dynamodb/merged-page.ts';
import { DAY } from '../platform/clock.ts';
import type { InvitationSummary } from '../records/invitation.ts';
import { openPartition, statusPartition } from '../records/invitation-item.ts';
import { INDEXES } from '../records/table.ts';
import { expired } from './invitation-filters.ts';

/** The page to read from a list with expired invitations but without pending ones. */
export interface ExpiredQuery extends MergeQuery {
  readonly tenantId: string;
  readonly now: Date;
}

/** Reads the lists and the expiry index, which projects only the {@link Place} of an invitation. */
export interface ExpiredReaders {
  readonly invitations: ReadList<InvitationSummary>;
  readonly expiries: ReadList<Place>;
}

/** The maximum number of just-expired invitations that are read and sorted together. */
const JUST_EXPIRED_MAX = 200;

/** The maximum number of queries that read just-expired invitations. */
const MAX_STRETCHES = 4;

/** The number of pending invitations that a query can find between the just-expired ones. */
const SPARE_ROWS = 10;

/**
 * Returns a page of expired invitations, optionally with invitations that ended for another reason (`sources`). Once an
 * expiry is recorded, the invitation moves to a separate partition. Invitations that expired within the last minute or
 * so are still in the pending partition and are merged in, so that the list is always current. Between two pages, a row
 * can move from one partition to the other: see {@link mergedPage}.
 */
export async function expiredPage(
  readers: ExpiredReaders,
  sources: readonly ListSource[],
  rest: readonly Condition[],
  query: ExpiredQuery,
): Promise<ListPage<InvitationSummary>> {
  const { now, tenantId } = query;
  const pending: ListSource = {
    index: INDEXES.byStatus,
    partition: statusPartition(tenantId, 'pending'),
    stretch: undefined,
    filter: [...rest, expired(now)],
  };
  // Read first, so that a row whose expiry is recorded in the meantime is found twice instead of being
  // missed.
  const fresh = await justExpired(readers, pending, query);
  if (fresh !== undefined) return mergedPage(readers.invitations, sources, query, fresh);
  // A whole import expired at the same time. Until these expirations are recorded, read the pending partition in the
  // order of the list.
  return mergedPage(readers.invitations, [pending, ...sources], query);
}

/**
 * Returns the expired invitations whose expiry has not been recorded yet, starting at the cursor. The expiry index
 * contains their creation times, and the pending partition, which is sorted by creation time, contains the rows.
 * Returns `undefined` if there are too many to read at once.
 */
async function justExpired(
  readers: ExpiredReaders,
  pending: ListSource,
  query: ExpiredQuery,
): Promise<InvitationSummary[] | undefined> {
  const { order, created, now } = query;
  const { rows, stoppedAt } = await readers.expiries(
    {
      index: INDEXES.byExpiry,
      partition: openPartition(query.tenantId),
      stretch: expired(now),
      filter: present(createdBetween(created)),
    },
    { order, lookAt: JUST_EXPIRED_MAX },
  );
  if (stoppedAt !== undefined) return undefined;
  const times = rows.map(({ row }) => row).filter((row) => isAfter(query, row));
  const found = await Promise.all(
    stretchesOf(times.map(({ createdAt }) => createdAt)).map(({ from, to, count }) =>
      readers.invitations(
        { ...pending, stretch: createdBetween({ from, to }) },
        { order, lookAt: 2 * count + SPARE_ROWS },
      ),
    ),
  );
  if (found.some((part) => part.stoppedAt !== undefined)) return undefined;
  return found
    .flatMap((part) => part.rows.map(({ row }) => row))
    .filter((row) => isAfter(query, row));
}

/** A range of creation times, both inclusive, and the number of invitations to find in it. */
interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/**
 * Splits times into a few ranges at the longest gaps, which are longer than a day or a quarter of the whole range.
 * Most invitations that expire together were created together, or as many days apart as their validity periods
 * differ, so the ranges contain few other invitations.
 */
function stretchesOf(times: readonly string[]): Stretch[] {
  const sorted = times.toSorted();
  const whole = Date.parse(sorted.at(-1) ?? '') - Date.parse(sorted[0] ?? '');
  const gaps = sorted
    .slice(1)
    .map((time, nr) => ({ at: nr + 1, size: Date.parse(time) - Date.parse(sorted[nr] ?? time) }))
    .filter(({ size }) => size > Math.min(whole / MAX_STRETCHES, DAY))
    .toSorted((a, b) => b.size - a.size)
    .slice(0, MAX_STRETCHES - 1);
  const starts = [0, ...gaps.map(({ at }) => at)].toSorted((a, b) => a - b);
  return starts.flatMap((start, nr) => {
    const part = sorted.slice(start, starts[nr + 1]);
    const [from, to] = [part[0], part.at(-1)];
    return from === undefined || to === undefined ? [] : [{ from, to, count: part.length }];
  });
}
