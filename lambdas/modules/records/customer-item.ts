import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { parseEmailAddress } from '../platform/email-address.ts';
import { comparable } from '../platform/text.ts';
import { companyDomainOf } from './company-domain.ts';
import { type Contact, contactSchema } from './contact.ts';
import {
  type Customer,
  customerSchema,
  type CustomerStatus,
  type CustomerSummary,
  customerSummarySchema,
} from './customer.ts';
import { listPartition, RECORDS } from './table.ts';

/** What only lists show besides the fields that invitations have as well: one attribute of the item. */
const BRIEF = ['phone', 'taxId', 'rank'] as const satisfies readonly (keyof Customer)[];

/** What only a single read shows: one attribute of the item. */
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
] as const satisfies readonly (keyof Customer)[];

/** What people arriving and leaving change, while somebody may be editing the rest. */
const COUNTS = ['contacts', 'users', 'owners'] as const satisfies readonly (keyof Customer)[];

/** A customer and its contacts lie together, so that one query reads them. */
export function customerPartition(customerId: string): string {
  return `${RECORDS.customer}#${customerId}`;
}

export function customerKey(customerId: string): { pk: string; sk: string } {
  return { pk: customerPartition(customerId), sk: RECORDS.customer };
}

/** The id in a customer's partition key. */
export function customerIdOf(pk: string): string {
  return pk.slice(`${RECORDS.customer}#`.length);
}

export function contactKey(customerId: string, contactId: string): { pk: string; sk: string } {
  return { pk: customerPartition(customerId), sk: `${RECORDS.contact}#${contactId}` };
}

/** The partition of the status index. Whoever writes `status` writes `statusKey` as well. */
export function customerStatusPartition(tenantId: string, status: CustomerStatus): string {
  return listPartition(tenantId, 'customer', status);
}

/** The partition of the customers of one rank. */
export function rankPartition(tenantId: string, rank: string): string {
  return listPartition(tenantId, 'customer', `rank#${rank}`);
}

/** The partition of the customers whose primary contact has an address of one domain. */
export function domainPartition(tenantId: string, domain: string): string {
  return `${tenantId}#domain#${domain}#0`;
}

/** The longest sort key, in bytes (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html). */
const SORT_KEY_MAX = 1024;

/**
 * A name as names are sorted, compared and looked up by their beginning. One character can become as many as 18 (NFKC), so
 * a name of letters that hardly anybody uses can be cut: then two that begin alike are taken for the same.
 */
export function nameKeyOf(name: string): string {
  const key = comparable(name);
  // Writes whole characters only.
  const { read } = new TextEncoder().encodeInto(key, new Uint8Array(SORT_KEY_MAX));
  return key.slice(0, read);
}

/**
 * All of a customer that somebody edits, with its places in the lists: what a new item holds besides its key and its
 * counts, and what an update writes. `undefined` is an attribute that is not there.
 */
export function customerAttributes(customer: Customer): Record<string, unknown> {
  const { tenantId, name, status, email, rank } = customer;
  const nested = new Set<string>([...BRIEF, ...DETAILS, ...COUNTS]);
  const parsed = email === undefined ? undefined : parseEmailAddress(email);
  const address = parsed !== undefined && 'normalised' in parsed ? parsed.normalised : undefined;
  const domain = companyDomainOf(address);
  return {
    ...Object.fromEntries(Object.entries(customer).filter(([field]) => !nested.has(field))),
    // Named even when there is none, so that an update takes away the one before.
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

/** @throws {z.ZodError} when the item is not a customer. */
export function fromCustomerItem(item: Record<string, unknown>): Customer {
  return customerSchema.parse(flat(item));
}

/** Reads a row of a list. @throws {z.ZodError} when the item is not a customer. */
export function fromListedCustomer(item: Record<string, unknown>): CustomerSummary {
  return customerSummarySchema.parse(flat(item));
}

export function toContactItem(contact: Contact): Record<string, unknown> {
  return { ...contact, ...contactKey(contact.customerId, contact.id) };
}

/** @throws {z.ZodError} when the item is not a contact. */
export function fromContactItem(item: Record<string, unknown>): Contact {
  return contactSchema.parse(item);
}

const itemSchema = z.looseObject({
  brief: z.looseObject({}).default({}),
  details: z.looseObject({}).default({}),
});

function flat(item: Record<string, unknown>): Record<string, unknown> {
  // In an item, `address` is the primary contact's, as lists look it up; the company's own is a detail.
  const { brief, details, ...fields } = itemSchema.parse(item);
  return { ...fields, address: undefined, ...brief, ...details };
}

function pick(customer: Customer, names: readonly (keyof Customer)[]): Partial<Customer> {
  return Object.fromEntries(names.map((name) => [name, customer[name]]));
}

/** Finds one customer. */
export interface CustomerFinder {
  find(customerId: string): Promise<Customer | undefined>;
}

/** Reads one customer without its people, strongly consistent: 1 RRU for up to 4 KB. */
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

/** Customers in DynamoDB, strongly consistent. */
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
