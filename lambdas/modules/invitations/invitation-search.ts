import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { listPage, type ReadPage } from '../dynamodb/list-reader.ts';
import type { InvitationSummary } from '../records/invitation.ts';
import { fromListedItem, invitationKey } from '../records/invitation-item.ts';
import { searchReader, type SearchSource } from '../search/search-reader.ts';
import { searchTermsOf } from '../search/search-words.ts';
import { type InvitationPage, type ListQuery, recordFilters } from './invitation-filters.ts';

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
