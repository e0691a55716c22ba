import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { listPage } from '../dynamodb/list-page.ts';
import { listReader, type ReadList } from '../dynamodb/list-reader.ts';
import { createdRange, isEmptyRange } from '../dynamodb/list-source.ts';
import { mergedPage } from '../dynamodb/merged-page.ts';
import { expiredPage } from './expired-list.ts';
import { fromListedItem, invitationIdOf, invitationKey } from './invitation-item.ts';
import type { InvitationSummary } from './invitation.ts';
import type { InvitationPage, ListQuery } from './list-query.ts';
import { listSources } from './list-source.ts';

/** Invitations as administrators list them. */
export class DynamoInvitationLists {
  readonly #read: ReadList<InvitationSummary>;
  readonly #search: Pick<DynamoInvitationLists, 'list'> | undefined;

  /** Without `search` nobody can search. */
  constructor(
    client: DynamoDBDocumentClient,
    tableName: string,
    search?: Pick<DynamoInvitationLists, 'list'>,
  ) {
    this.#search = search;
    this.#read = listReader(client, tableName, {
      keyOf: invitationKey,
      idOf: invitationIdOf,
      parse: fromListedItem,
    });
  }

  /**
   * One page: see {@link listPage}, and {@link mergedPage} where a filter has several values. What has expired is merged
   * from two lists.
   */
  async list(query: ListQuery): Promise<InvitationPage> {
    if (isEmptyRange(query.filters)) return { rows: [], next: undefined };
    if (query.filters.search !== undefined) {
      if (this.#search === undefined) throw new Error('These invitations cannot be searched.');
      return this.#search.list(query);
    }
    const { sources, rest, lacksJustExpired } = listSources(query);
    if (lacksJustExpired) return expiredPage(this.#read, sources, rest, query);
    const [only, ...others] = sources;
    if (others.length === 0) return listPage(this.#read, only, query);
    return mergedPage(this.#read, sources, { ...query, created: createdRange(query.filters) });
  }
}
