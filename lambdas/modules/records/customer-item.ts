import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { parseEmailAddress } from '../platform/email-address.ts';
import { comparable } from '../platform/text.ts';
import {
  type Customer,
  customerSchema,
  type CustomerStatus,
  type CustomerSummary,
  customerSummarySchema,
} from './customer.ts';
import { listPartition, RECORDS } from './table.ts';

/** Domains of email providers, whose addresses people use regardless of their company. */
const MAILBOX_PROVIDERS = new Set([
  'aol.com',
  'daum.net',
  'docomo.ne.jp',
  'ezweb.ne.jp',
  'fastmail.com',
  'free.fr',
  'gmail.com',
  'gmx.at',
  'gmx.ch',
  'gmx.com',
  'gmx.de',
  'gmx.net',
  'googlemail.com',
  'hey.com',
  'hotmail.co.uk',
  'hotmail.com',
  'hotmail.de',
  'hotmail.es',
  'hotmail.fr',
  'icloud.com',
  'laposte.net',
  'libero.it',
  'live.com',
  'mac.com',
  'mail.com',
  'mail.ru',
  'me.com',
  'msn.com',
  'naver.com',
  'orange.fr',
  'outlook.com',
  'outlook.de',
  'outlook.es',
  'outlook.fr',
  'outlook.jp',
  'proton.me',
  'protonmail.com',
  'qq.com',
  'sfr.fr',
  'softbank.ne.jp',
  't-online.de',
  'telefonica.net',
  'tuta.com',
  'wanadoo.fr',
  'web.de',
  'yahoo.co.jp',
  'yahoo.co.uk',
  'yahoo.com',
  'yahoo.de',
  'yahoo.es',
  'yahoo.fr',
  'yandex.ru',
  'ymail.com',
  '163.com',
]);

/**
 * Returns the domain of an address, in the form in which domains are compared; `undefined` if it says nothing about the
 * company.
 */
export function companyDomainOf(address: string | undefined): string | undefined {
  const domain = address?.slice(address.lastIndexOf('@') + 1);
  return domain === undefined || MAILBOX_PROVIDERS.has(domain) ? undefined : domain;
}

/** The fields that lists show only for customers, not for invitations. They are stored in one attribute of the item. */
const BRIEF = ['phone', 'taxId', 'rank'] as const satisfies readonly (keyof Customer)[];

/** The fields that only a GET of a single customer shows. They are stored in one attribute of the item. */
const DETAILS = [
  'address',
  'website',
  'notes',
  'services',
  'servicePlan',
  'groups',
  'primaryContactId',
  'copiedFrom',
  'copy',
  'invitationId',
] as const satisfies readonly (keyof Customer)[];

/** The counts that change when contacts join or leave, possibly while someone is editing the rest. */
const COUNTS = ['contacts', 'users', 'owners'] as const satisfies readonly (keyof Customer)[];

/** Returns the partition of a customer and its contacts. They share it so that one query reads them. */
export function customerPartition(customerId: string): string {
  return `${RECORDS.customer}#${customerId}`;
}

export function customerKey(customerId: string): { pk: string; sk: string } {
  return { pk: customerPartition(customerId), sk: RECORDS.customer };
}

/** Returns the ID in a customer's partition key. */
export function customerIdOf(pk: string): string {
  return pk.slice(`${RECORDS.customer}#`.length);
}

/** The status of most customers. They are not in the status index, because nearly all rows of the list have it. */
const USUAL_STATUS = 'active' satisfies CustomerStatus;

/**
 * Returns the partition of the status index; `undefined` if the index does not contain customers with this status. A
 * write to `status` must also write or remove `statusKey`.
 */
export function customerStatusPartition(
  tenantId: string,
  status: CustomerStatus,
): string | undefined {
  return status === USUAL_STATUS ? undefined : listPartition(tenantId, 'customer', status);
}

/** Returns the partition of the customers with a rank. */
export function rankPartition(tenantId: string, rank: string): string {
  return listPartition(tenantId, 'customer', `rank#${rank}`);
}

/** Returns the partition of the customers whose primary contact's address has a domain. */
export function domainPartition(tenantId: string, domain: string): string {
  return `${tenantId}#domain#${domain}#0`;
}

/**
 * The maximum length of a sort key, in bytes
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html).
 */
const SORT_KEY_MAX = 1024;

/**
 * Returns a name in the form in which names are sorted, compared, and looked up by prefix. NFKC can expand one
 * character to as many as 18, so a name of rare characters can be truncated. Two names with the same start are then
 * considered equal.
 */
export function nameKeyOf(name: string): string {
  const key = comparable(name);
  // `encodeInto` writes only whole characters.
  const { read } = new TextEncoder().encodeInto(key, new Uint8Array(SORT_KEY_MAX));
  return key.slice(0, read);
}

/**
 * Returns the attributes of a customer that people edit, and its index keys. A new item contains these in addition to
 * its key and counts, and an update writes them. `undefined` means that the attribute does not exist.
 */
export function customerAttributes(customer: Customer): Record<string, unknown> {
  const { tenantId, name, status, email, rank } = customer;
  const nested = new Set<string>([...BRIEF, ...DETAILS, ...COUNTS]);
  const parsed = email === undefined ? undefined : parseEmailAddress(email);
  const address = parsed !== undefined && 'normalized' in parsed ? parsed.normalized : undefined;
  const domain = companyDomainOf(address);
  return {
    ...Object.fromEntries(Object.entries(customer).filter(([field]) => !nested.has(field))),
    // Present even if undefined, so that an update removes the previous one.
    email,
    brief: pick(customer, BRIEF),
    details: pick(customer, DETAILS),
    address,
    nameKey: nameKeyOf(name),
    listKey: listPartition(tenantId, 'customer'),
    statusKey: customerStatusPartition(tenantId, status),
    traitKey: rank === undefined ? undefined : rankPartition(tenantId, rank),
    companyKey: domain === undefined ? undefined : domainPartition(tenantId, domain),
  };
}

export function toCustomerItem(customer: Customer): Record<string, unknown> {
  return {
    ...customerAttributes(customer),
    ...pick(customer, COUNTS),
    ...customerKey(customer.id),
  };
}

/** @throws {z.core.$ZodError} if the item is not a customer. */
export function fromCustomerItem(item: Record<string, unknown>): Customer {
  return customerSchema.parse(flat(item));
}

/**
 * Parses a row of a list.
 *
 * @throws {z.core.$ZodError} if the item is not a customer.
 */
export function fromListedCustomer(item: Record<string, unknown>): CustomerSummary {
  return customerSummarySchema.parse(flat(item));
}

const itemSchema = z.looseObject({
  brief: z._default(z.looseObject({}), {}),
  details: z._default(z.looseObject({}), {}),
});

function flat(item: Record<string, unknown>): Record<string, unknown> {
  // In an item, `address` is the primary contact's email address, for lookups in lists. The postal address is in
  // `details`.
  const { brief, details, ...fields } = itemSchema.parse(item);
  return { ...fields, address: undefined, ...brief, ...details };
}

function pick(customer: Customer, names: readonly (keyof Customer)[]): Partial<Customer> {
  return Object.fromEntries(names.map((name) => [name, customer[name]]));
}

export interface CustomerFinder {
  find(customerId: string): Promise<Customer | undefined>;
}

/** Reads a customer without its contacts, with a strongly consistent read: 1 RRU for up to 4 KB. */
export async function readCustomer(
  client: DynamoDBDocumentClient,
  tableName: string,
  customerId: string,
): Promise<Customer | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: customerKey(customerId), ConsistentRead: true }),
  );
  return Item === undefined ? undefined : fromCustomerItem(Item);
}

/** Reads customers from DynamoDB with strongly consistent reads. */
export class DynamoCustomerFinder implements CustomerFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  find(customerId: string): Promise<Customer | undefined> {
    return readCustomer(this.#client, this.#tableName, customerId);
  }
}
