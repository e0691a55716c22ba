import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expiredPage } from './expired-list.ts';
import type { InvitationPage, ListQuery } from './list-query.ts';
import {
  MAX_QUERIES,
  listReader,
  lookAtFor,
  type ListedRow,
  type ReadList,
} from './list-reader.ts';
import { createdRange, listSource } from './list-source.ts';
import { INDEXES } from '../shared/table.ts';

/** Invitations as administrators list them. */
export class DynamoInvitationLists {
  readonly #read: ReadList;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#read = listReader(client, tableName);
  }

  /**
   * One page. It costs the same whatever the tenant has: one query where an index says it all, at most a few where rows
   * have to be dropped. What is not found by then is behind `next`, also when the page is short, or empty.
   */
  async list(query: ListQuery): Promise<InvitationPage> {
    const { from, to } = createdRange(query.filters);
    if (from !== undefined && to !== undefined && from > to) return { rows: [], next: undefined };
    const source = listSource(query);
    if (source.index === INDEXES.byStatus && query.filters.status === 'expired')
      return expiredPage(this.#read, source, query);

    const { limit, order } = query;
    const found: ListedRow[] = [];
    let after = query.after;
    let lookedAt = 0;
    for (let queries = 0; queries < MAX_QUERIES; queries++) {
      // One row more than asked for tells whether there is a next page.
      const missing = limit + 1 - found.length;
      const lookAt = lookAtFor(source, missing, { found: found.length, lookedAt });
      const { rows, stoppedAt, ...read } = await this.#read(source, { order, lookAt, after });
      found.push(...rows);
      lookedAt += read.lookedAt;
      if (found.length > limit) return page(found.slice(0, limit), found[limit - 1]?.position);
      if (stoppedAt === undefined) return page(found, undefined);
      after = stoppedAt;
    }
    return page(found, after);
  }
}

function page(rows: readonly ListedRow[], next: InvitationPage['next']): InvitationPage {
  return { rows: rows.map(({ invitation }) => invitation), next };
}
