import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { listPage } from '../lists/list-page.ts';
import { listReader, type ReadList } from '../lists/list-reader.ts';
import { isEmptyRange } from '../lists/list-source.ts';
import { INDEXES } from '../shared/table.ts';
import { expiredPage } from './expired-list.ts';
import { fromListedItem, invitationIdOf, invitationKey } from './invitation-item.ts';
import type { InvitationSummary } from './invitation.ts';
import type { InvitationPage, ListQuery } from './list-query.ts';
import { listSource } from './list-source.ts';

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

  /** One page: see {@link listPage}. What has expired is merged from two lists. */
  async list(query: ListQuery): Promise<InvitationPage> {
    if (isEmptyRange(query.filters)) return { rows: [], next: undefined };
    if (query.filters.search !== undefined) {
      if (this.#search === undefined) throw new Error('These invitations cannot be searched.');
      return this.#search.list(query);
    }
    const source = listSource(query);
    if (source.index === INDEXES.byStatus && query.filters.status === 'expired')
      return expiredPage(this.#read, source, query);
    return listPage(this.#read, source, query);
  }
}
