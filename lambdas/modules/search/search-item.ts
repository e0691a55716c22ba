import * as z from 'zod';

import type { ItemKey } from '../dynamodb/batch.ts';
import { type ContactStatus, contactStatusOf } from '../records/contact.ts';
import {
  contactKey,
  customerKey,
  fromContactItem,
  fromCustomerItem,
} from '../records/customer-item.ts';
import { fromInvitationItem, invitationKey } from '../records/invitation-item.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';
import { type RecordWords, wordsOf } from './search-words.ts';

/** Records that can be searched. */
const SEARCH_KINDS = ['customer', 'contact', 'invitation'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** Contacts of a tenant that were not removed, and those of one status. No word holds a colon. */
export type ContactList = ':all' | `:${ContactStatus}`;

/** Times go backward in sort keys, so that the newest comes first. */
const END_OF_TIME = 9_999_999_999_999;

/** A place at which a record is found: by a word, or in a list. `id`: where the record lies. */
export interface SearchItem {
  readonly pk: string;
  readonly sk: string;
  /** Words of the record with a space before each; none in a list. */
  readonly words?: string | undefined;
  /** Removal by the TTL, in seconds since 1970: that of the record. */
  readonly [TTL_ATTRIBUTE]?: number | undefined;
}

/** Partition of the records of a tenant that have a word beginning with this letter, or that a list holds. */
export function searchPartition(tenantId: string, kind: SearchKind, first: string): string {
  const letter = first.startsWith(':') ? first : (Array.from(first)[0] ?? '');
  return `${RECORDS.search}#${tenantId}#${kind}#${letter}`;
}

/** Begins the sort keys of words that begin with `term`. */
export function searchStretch(term: string): string {
  return `${RECORDS.search}#${term}`;
}

function placed(record: SearchableRecord, name: string, words?: string): SearchItem {
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

/** Reads the word and the record's place in a sort key. */
export function placeIn(sk: string): { readonly word: string; readonly place: string } {
  const [, word = '', , place = ''] = sk.split('#');
  return { word, place };
}

/** Key of the record at a place. */
export function recordKeyOf(kind: SearchKind, place: string): ItemKey {
  const [id = '', contactId = ''] = place.split('/');
  if (kind === 'contact') return contactKey(id, contactId);
  return kind === 'customer' ? customerKey(id) : invitationKey(id);
}

/** A record as far as search knows it. */
export interface SearchableRecord {
  readonly tenantId: string;
  readonly kind: SearchKind;
  readonly createdAt: string;
  /** The record's id; of a contact the ids of customer and contact, with a slash between them. */
  readonly place: string;
  readonly removeAt: number | undefined;
  readonly words: RecordWords;
  readonly lists: readonly ContactList[];
}

const ttlSchema = z.looseObject({ [TTL_ATTRIBUTE]: z.number().optional() });

/** Reads the kind of a record that can be searched from its sort key. */
export function searchKindOf(sk: string): SearchKind | undefined {
  return SEARCH_KINDS.find((kind) => sk.split('#', 1)[0] === RECORDS[kind]);
}

/** Reads a record of the table. @throws {z.ZodError} when the item is not of this kind. */
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

/** Names and address of a person in order of importance. */
function textsOf(
  {
    firstName,
    lastName,
  }: { readonly firstName?: string | undefined; readonly lastName?: string | undefined },
  address: string | undefined,
) {
  return [{ text: lastName }, { text: firstName }, { text: address, isAddress: true }];
}

/** Makes the items at which a record is found. */
export function searchItemsOf(record: SearchableRecord): SearchItem[] {
  const known = record.words.known.map((word) => ` ${word}`).join('');
  return [
    ...record.words.found.map((word) => placed(record, word, known)),
    ...record.lists.map((list) => placed(record, list)),
  ];
}
