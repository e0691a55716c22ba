import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { batchGet } from '../dynamodb/batch.ts';
import { type ListPage, listPage, type PageQuery, type ReadPage } from '../dynamodb/list-reader.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import * as stored from '../platform/stored.ts';
import {
  type Contact,
  contactKey,
  type ContactRole,
  type ContactStatus,
  contactStatusOf,
  fromContactItem,
} from '../records/contact.ts';
import { customerKey, customerPartition, fromCustomerItem } from '../records/customer-item.ts';
import { RECORDS } from '../records/table.ts';
import { recordKeyOf } from '../search/search-item.ts';
import {
  type RecordFilter,
  searchReader,
  type SearchSource,
  when,
} from '../search/search-reader.ts';
import { searchTermsOf } from '../search/search-words.ts';

/**
 * The filters of a list of contacts. They are combined with AND. Removed contacts are listed only if you filter by that
 * status.
 */
export interface ContactFilters {
  readonly search?: string | undefined;
  readonly status?: ContactStatus | undefined;
  readonly role?: ContactRole | undefined;
  readonly customerId?: string | undefined;
  /** A prefix of the address, in the form in which addresses are compared. */
  readonly email?: string | undefined;
}

export interface ContactListQuery extends Omit<PageQuery, 'order'> {
  readonly tenantId: string;
  readonly filters: ContactFilters;
}

/** A contact with the name of its customer. */
export interface ListedContact {
  readonly contact: Contact;
  readonly customerName: string | undefined;
}

/** A single customer's contacts, and the filters to apply to them. */
interface OwnSource {
  readonly customerId: string;
  readonly filter: readonly RecordFilter<Contact>[];
}

/** Lists the contacts of all customers of a tenant. The lists reflect changes to the table after about a second. */
export class DynamoContactLists {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #read: ReadPage<Contact, SearchSource<Contact>>;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
    this.#read = searchReader(client, tableName, {
      kind: 'contact',
      keyOf: (place) => recordKeyOf('contact', place),
      parse: fromContactItem,
    });
  }

  /** Returns one page: see {@link listPage}. Looking up the customer names takes one more read. */
  async list({ tenantId, filters, ...page }: ContactListQuery): Promise<ListPage<ListedContact>> {
    const query = { ...page, order: 'asc' as const };
    const { rows, next } = await this.#page(tenantId, filters, query);
    const names = await this.#namesOf(rows);
    return {
      rows: rows.map((contact) => ({ contact, customerName: names.get(contact.customerId) })),
      next,
    };
  }

  #page(tenantId: string, filters: ContactFilters, query: PageQuery): Promise<ListPage<Contact>> {
    const { search, status, role, customerId, email } = filters;
    const filter: RecordFilter<Contact>[] = [
      ({ row }) => row.tenantId === tenantId,
      ({ row }) =>
        status === undefined ? row.removedAt === undefined : contactStatusOf(row) === status,
      ...when(
        role,
        (wanted): RecordFilter<Contact> =>
          ({ row }) =>
            row.role === wanted,
      ),
      ...when(
        email,
        (start): RecordFilter<Contact> =>
          ({ row }) =>
            addressOf(row).startsWith(start),
      ),
    ];
    const terms = searchTermsOf(search ?? email ?? '');
    if (customerId !== undefined && search === undefined)
      return listPage(
        (source, reading) => this.#readOwn(source, reading),
        { customerId, filter },
        query,
      );
    const ofCustomer = when(
      customerId,
      (wanted): RecordFilter<Contact> =>
        ({ row }) =>
          row.customerId === wanted,
    );
    const by = terms ?? (status === undefined ? ':all' : (`:${status}` as const));
    return listPage(this.#read, { tenantId, by, filter: [...filter, ...ofCustomer] }, query);
  }

  /** Reads contacts from the partition of their customer. */
  #readOwn: ReadPage<Contact, OwnSource> = async ({ customerId, filter }, { lookAt, after }) => {
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :contact)',
        ExpressionAttributeValues: {
          ':pk': customerPartition(customerId),
          ':contact': `${RECORDS.contact}#`,
        },
        Limit: lookAt,
        ...(after !== undefined && { ExclusiveStartKey: contactKey(customerId, after.id) }),
      }),
    );
    const rows = Items.map((item) => ({ item, row: fromContactItem(item) }))
      .filter((record) => filter.every((wanted) => wanted(record)))
      .map(({ row }) => ({ position: { id: row.id, sort: row.id }, row }));
    return { rows, lookedAt: Items.length, stoppedAt: stoppedAt(LastEvaluatedKey) };
  };

  async #namesOf(contacts: readonly Contact[]): Promise<Map<string, string>> {
    const ids = [...new Set(contacts.map(({ customerId }) => customerId))];
    if (ids.length === 0) return new Map();
    const items = await batchGet(this.#client, this.#tableName, ids.map(customerKey), {
      consistent: false,
    });
    return new Map(items.map(fromCustomerItem).map(({ id, name }) => [id, name]));
  }
}

const keySchema = z.object({ sk: stored.text });

function stoppedAt(key: Record<string, unknown> | undefined) {
  if (key === undefined) return undefined;
  const id = keySchema.parse(key).sk.slice(`${RECORDS.contact}#`.length);
  return { id, sort: id };
}

function addressOf({ email }: Contact): string {
  const parsed = email === undefined ? undefined : parseEmailAddress(email);
  return parsed !== undefined && 'normalized' in parsed ? parsed.normalized : '';
}
