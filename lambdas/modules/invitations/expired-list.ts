import { INDEXES } from '../records/table.ts';
import { statusPartition } from './invitation-item.ts';
import type { InvitationSummary } from './invitation.ts';
import type { ReadList } from '../dynamodb/list-reader.ts';
import { createdBetween, createdRange, present, type ListSource } from '../dynamodb/list-source.ts';
import { isAfter, mergedPage } from '../dynamodb/merged-page.ts';
import type { InvitationPage, ListQuery } from './list-query.ts';
import { expired } from './list-source.ts';

/** As many that have just expired are read at once, and sorted. */
const JUST_EXPIRED_MAX = 200;

/**
 * A page of what has expired, alone or together with what ended otherwise. Most of it was noted and has a partition of its
 * own; what expired within the last minute or so still lies among the pending ones and is put in between, so that nothing
 * is late. Which of the two a row is may change between two pages: see {@link mergedPage}.
 */
export async function expiredPage(
  read: ReadList<InvitationSummary>,
  sources: readonly ListSource[],
  rest: readonly ListSource['filter'][number][],
  query: ListQuery,
): Promise<InvitationPage> {
  const { filters, now, order, tenantId } = query;
  const created = createdRange(filters);
  const merging = { ...query, created };
  const pending = {
    index: INDEXES.byStatus,
    partition: statusPartition(tenantId, 'pending'),
    stretch: undefined,
  };
  // First of all: a row that is noted meanwhile is found twice, not missed.
  const { rows, stoppedAt } = await read(
    {
      ...pending,
      index: INDEXES.byExpiry,
      stretch: expired(now),
      filter: [...rest, ...present(createdBetween(created))],
    },
    { order, lookAt: JUST_EXPIRED_MAX },
  );
  if (stoppedAt === undefined) {
    const fresh = rows.map(({ row }) => row).filter((row) => isAfter(query, row));
    return mergedPage(read, sources, merging, fresh);
  }
  // A whole import at once: until it is noted, it is looked for among the pending ones, in the order of the list.
  const among = { ...pending, filter: [...rest, expired(now)] };
  return mergedPage(read, [among, ...sources], merging);
}
