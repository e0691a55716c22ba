import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { listPage, type ReadPage } from '../dynamodb/list-reader.ts';
import { valuesOf } from '../http/list-parameters.ts';
import {
  DELIVERY_STATUSES,
  INVITATION_STATUSES,
  type InvitationSummary,
  statusAt,
} from '../records/invitation.ts';
import { customerInvitations, fromListedItem, invitationKey } from '../records/invitation-item.ts';
import {
  createdWithin,
  type RecordFilter,
  searchReader,
  type SearchSource,
  startingWith,
  when,
} from '../search/search-reader.ts';
import { searchTermsOf } from '../search/search-words.ts';
import type { InvitationPage, ListQuery } from './invitation-lists.ts';

/**
 * Searches invitations. It is separate from the lists, because contacts of customers can list invitations but not
 * search them.
 */
export class DynamoInvitationSearch {
  readonly #read: ReadPage<InvitationSummary, SearchSource<InvitationSummary>>;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#read = searchReader(client, tableName, {
      ...{ kind: 'invitation', keyOf: invitationKey, parse: fromListedItem },
    });
  }

  /** Returns one page, sorted by the word that matches, then newest first. */
  async list(query: ListQuery): Promise<InvitationPage> {
    const by = searchTermsOf(query.filters.search ?? '');
    if (by === undefined) return { rows: [], next: undefined };
    const source = { tenantId: query.tenantId, by, filter: recordFilters(query) };
    return listPage(this.#read, source, { ...query, order: 'asc' });
  }
}

/** Returns the filters of a list as filters for the invitations that a search finds. */
function recordFilters({ tenantId, filters, now }: ListQuery): RecordFilter<InvitationSummary>[] {
  const { status, delivery, kind, customerId, email } = filters;
  type Filter = RecordFilter<InvitationSummary>;
  return [
    ...when(
      valuesOf(status, INVITATION_STATUSES),
      (wanted): Filter =>
        ({ row }) =>
          wanted.includes(statusAt(row, now)),
    ),
    ...when(
      valuesOf(delivery, DELIVERY_STATUSES),
      (wanted): Filter =>
        ({ row }) =>
          wanted.includes(row.delivery.status),
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
    ...startingWith<InvitationSummary>('address', email),
    ...createdWithin<InvitationSummary>(filters),
  ];
}
