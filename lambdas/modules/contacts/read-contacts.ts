import * as z from 'zod/mini';

import type { Cursors } from '../dynamodb/cursor.ts';
import { listPositionSchema } from '../dynamodb/list-reader.ts';
import { type ContactActor } from '../invitations/invitation-rules.ts';
import { FoyerError } from '../platform/errors.ts';
import { canonicalJson } from '../platform/ids.ts';
import * as stored from '../platform/stored.ts';
import type { Contact } from '../records/contact.ts';
import type { ContactFilters, DynamoContactLists, ListedContact } from './contact-lists.ts';
import { requireCustomerOf } from './contact-rules.ts';
import type { DynamoContactStore } from './contact-store.ts';
import type { ContactCommand } from './invite-contact.ts';

export interface ReadContactsDeps {
  readonly contactStore: DynamoContactStore;
  readonly cursors: Cursors;
}

export interface ContactListQuery {
  readonly by: ContactActor;
  readonly customerId: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const positionSchema = z.object({ id: stored.text });

/**
 * Returns the contacts of a customer, including removed ones. Runs one query, in addition to reading the customer.
 *
 * @throws {FoyerError} `not_found`, `invalid_request` for a cursor from another list
 */
export async function listContacts(
  { contactStore, cursors }: ReadContactsDeps,
  { by, customerId, limit, cursor }: ContactListQuery,
): Promise<{ readonly rows: readonly Contact[]; readonly nextCursor: string | null }> {
  const context = ['contacts', by.principal.tenantId, customerId];
  const after =
    cursor === undefined ? undefined : await cursors.open(cursor, context, positionSchema);
  const [customer, { rows, next }] = await Promise.all([
    contactStore.customer(customerId),
    contactStore.list(customerId, limit, after?.id),
  ]);
  requireCustomerOf(by, customer);
  return {
    rows,
    nextCursor:
      next === undefined ? null : await cursors.seal({ id: next }, context, positionSchema),
  };
}

/**
 * Returns a contact, even after its removal.
 *
 * @throws {FoyerError} `not_found`
 */
export async function getContact(
  { contactStore }: Pick<ReadContactsDeps, 'contactStore'>,
  { by, customerId, contactId }: ContactCommand,
): Promise<Contact> {
  const [customer, contact] = await Promise.all([
    contactStore.customer(customerId),
    contactStore.find(customerId, contactId),
  ]);
  requireCustomerOf(by, customer);
  if (contact === undefined) throw new FoyerError('not_found', 'The contact does not exist.');
  return contact;
}

export interface AllContactsDeps {
  readonly contactLists: Pick<DynamoContactLists, 'list'>;
  readonly cursors: Cursors;
}

export interface AllContactsList {
  readonly tenantId: string;
  readonly filters: ContactFilters;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Returns the contacts of all customers of a tenant, newest first or, for a search, sorted by the matching word.
 *
 * @throws {FoyerError} `invalid_request` for a cursor from another list
 */
export async function listAllContacts(
  { contactLists, cursors }: AllContactsDeps,
  { tenantId, filters, limit, cursor }: AllContactsList,
): Promise<{ readonly rows: readonly ListedContact[]; readonly nextCursor: string | null }> {
  const context = ['all-contacts', tenantId, canonicalJson(filters)];
  const after =
    cursor === undefined ? undefined : await cursors.open(cursor, context, listPositionSchema);
  const { rows, next } = await contactLists.list({ tenantId, filters, limit, after });
  return {
    rows,
    nextCursor: next === undefined ? null : await cursors.seal(next, context, listPositionSchema),
  };
}
