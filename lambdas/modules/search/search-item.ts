import * as z from 'zod/mini';

import type { ItemKey } from '../dynamodb/batch.ts';
import {
  contactKey,
  type ContactStatus,
  contactStatusOf,
  fromContactItem,
} from '../records/contact.ts';
import { customerKey, fromCustomerItem } from '../records/customer-item.ts';
import { fromInvitationItem, invitationKey } from '../records/invitation-item.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';
import { type RecordWords, wordsOf } from './search-words.ts';

/** The types of records that can be searched. */
export const SEARCH_KINDS = ['customer', 'contact', 'invitation'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/**
 * A list of a tenant's contacts: all that are not removed, or those with one status. Words never contain a colon, so a
 * list cannot be mistaken for a word.
 */
export type ContactList = ':all' | `:${ContactStatus}`;

/** The time from which sort keys count backward, so that the newest record comes first. */
const END_OF_TIME = 9_999_999_999_999;

/** An item of the search index: a word of a record, or its entry in a list. */
export interface SearchItem {
  readonly pk: string;
  readonly sk: string;
  /** The words of the record, each preceded by a space. Absent in a list. */
  readonly words?: string | undefined;
  /** The TTL of the record, in seconds since 1970. */
  readonly [TTL_ATTRIBUTE]?: number | undefined;
}

/** Returns the partition of a tenant's records that have a word with this first letter, or that are in a list. */
export function searchPartition(tenantId: string, kind: SearchKind, first: string): string {
  const letter = first.startsWith(':') ? first : (Array.from(first)[0] ?? '');
  return `${RECORDS.search}#${tenantId}#${kind}#${letter}`;
}

/** Returns the prefix of the sort keys of words that start with `term`. */
export function searchStretch(term: string): string {
  return `${RECORDS.search}#${term}`;
}

function searchItemAt(record: SearchableRecord, name: string, words?: string): SearchItem {
  const { tenantId, kind, createdAt, place, removeAt } = record;
  const time = String(END_OF_TIME - Date.parse(createdAt)).padStart(13, '0');
  const word = name.startsWith(':') ? '' : name;
  return {
    pk: searchPartition(tenantId, kind, name),
    sk: `${searchStretch(word)}#${time}#${place}`,
    ...(words !== undefined && { words }),
    ...(removeAt !== undefined && { [TTL_ATTRIBUTE]: removeAt }),
  };
}

/** Returns the word and the record's location from a sort key. */
export function placeIn(sk: string): { readonly word: string; readonly place: string } {
  const [, word = '', , place = ''] = sk.split('#');
  return { word, place };
}

/** Returns the key of the record at a location. */
export function recordKeyOf(kind: SearchKind, place: string): ItemKey {
  const [id = '', contactId = ''] = place.split('/');
  if (kind === 'contact') return contactKey(id, contactId);
  return kind === 'customer' ? customerKey(id) : invitationKey(id);
}

/** The data of a record that is relevant to search. */
export interface SearchableRecord {
  readonly tenantId: string;
  readonly kind: SearchKind;
  readonly createdAt: string;
  /** The ID of the record. For a contact, the IDs of the customer and the contact, separated by a slash. */
  readonly place: string;
  readonly removeAt: number | undefined;
  readonly words: RecordWords;
  readonly lists: readonly ContactList[];
}

const ttlSchema = z.looseObject({ [TTL_ATTRIBUTE]: z.optional(z.number()) });

/** Returns the kind of a record from its sort key, or `undefined` if the record cannot be searched. */
export function searchKindOf(sk: string): SearchKind | undefined {
  return SEARCH_KINDS.find((kind) => sk.split('#', 1)[0] === RECORDS[kind]);
}

/**
 * Parses a record from the table.
 *
 * @throws {z.core.$ZodError} if the item is not of this kind.
 */
export function searchableOf(
  kind: SearchKind,
  item: Readonly<Record<string, unknown>>,
): SearchableRecord {
  const { [TTL_ATTRIBUTE]: removeAt } = ttlSchema.parse(item);
  if (kind === 'customer') {
    const { tenantId, createdAt, id, name } = fromCustomerItem(item);
    const words = wordsOf([{ text: name }]);
    return { ...{ tenantId, kind, createdAt, place: id, removeAt, words }, lists: [] };
  }
  if (kind === 'invitation') {
    const { tenantId, createdAt, id, profile, address } = fromInvitationItem(item);
    const words = wordsOf(textsOf(profile, address));
    return { ...{ tenantId, kind, createdAt, place: id, removeAt, words }, lists: [] };
  }
  const contact = fromContactItem(item);
  const { tenantId, createdAt, customerId, id, email } = contact;
  const status = contactStatusOf(contact);
  return {
    ...{ tenantId, kind, createdAt, place: `${customerId}/${id}`, removeAt },
    words: wordsOf(textsOf(contact, email)),
    lists: status === 'removed' ? [':removed'] : [':all', `:${status}`],
  };
}

/** Returns the names and the address of a person, in order of importance. */
function textsOf(
  {
    firstName,
    lastName,
  }: { readonly firstName?: string | undefined; readonly lastName?: string | undefined },
  address: string | undefined,
) {
  return [{ text: lastName }, { text: firstName }, { text: address, isAddress: true }];
}

/** Returns the items of the search index that a record must have. */
export function searchItemsOf(record: SearchableRecord): SearchItem[] {
  const known = record.words.known.map((word) => ` ${word}`).join('');
  return [
    ...record.words.found.map((word) => searchItemAt(record, word, known)),
    ...record.lists.map((list) => searchItemAt(record, list)),
  ];
}
