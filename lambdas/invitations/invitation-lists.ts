import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { listPage, type ReadPage } from '../lists/list-page.ts';
import { listReader, type ReadList } from '../lists/list-reader.ts';
import { isEmptyRange } from '../lists/list-source.ts';
import {
  beginning,
  createdWithin,
  searchReader,
  when,
  type RecordFilter,
  type SearchSource,
} from '../search/search-reader.ts';
import { termsOf } from '../search/words.ts';
import { INDEXES } from '../shared/table.ts';
import { expiredPage } from './expired-list.ts';
import {
  customerInvitations,
  fromListedItem,
  invitationIdOf,
  invitationKey,
} from './invitation-item.ts';
import { statusAt, type InvitationSummary } from './invitation.ts';
import type { InvitationPage, ListQuery } from './list-query.ts';
import { listSource } from './list-source.ts';

/** Invitations as administrators list them. */
export class DynamoInvitationLists {
  readonly #read: ReadList<InvitationSummary>;
  readonly #search: ReadPage<InvitationSummary, SearchSource<InvitationSummary>>;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#read = listReader(client, tableName, {
      keyOf: invitationKey,
      idOf: invitationIdOf,
      parse: fromListedItem,
    });
    this.#search = searchReader(client, tableName, {
      ...{ kind: 'invitation', keyOf: invitationKey, parse: fromListedItem },
    });
  }

  /** One page: see {@link listPage}. What has expired is merged from two lists. */
  async list(query: ListQuery): Promise<InvitationPage> {
    if (isEmptyRange(query.filters)) return { rows: [], next: undefined };
    const by = termsOf(query.filters.search ?? '');
    if (by !== undefined) {
      const source = { tenantId: query.tenantId, by, filter: recordFilters(query) };
      return listPage(this.#search, source, { ...query, order: 'asc' });
    }
    const source = listSource(query);
    if (source.index === INDEXES.byStatus && query.filters.status === 'expired')
      return expiredPage(this.#read, source, query);
    return listPage(this.#read, source, query);
  }
}

/** The filters of a list for invitations that a search has found. */
function recordFilters({ tenantId, filters, now }: ListQuery): RecordFilter<InvitationSummary>[] {
  const { status, delivery, kind, customerId, email } = filters;
  type Filter = RecordFilter<InvitationSummary>;
  return [
    ...when(
      status,
      (wanted): Filter =>
        ({ row }) =>
          statusAt(row, now) === wanted,
    ),
    ...when(
      delivery,
      (wanted): Filter =>
        ({ row }) =>
          row.delivery.status === wanted,
    ),
    ...when(
      kind,
      (wanted): Filter =>
        ({ row }) =>
          row.kind === wanted,
    ),
    ...when(customerId, (id): Filter => {
      const partition = customerInvitations(tenantId, id);
      return ({ item }) => item['companyKey'] === partition;
    }),
    ...beginning<InvitationSummary>('address', email),
    ...createdWithin<InvitationSummary>(filters),
  ];
}
