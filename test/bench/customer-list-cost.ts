import { DynamoContactStore } from '../../lambdas/modules/contacts/contact-store.ts';
import {
  type CustomerFilters,
  DynamoCustomerLists,
  usualOrder,
} from '../../lambdas/modules/customers/customer-lists.ts';
import { similarTo } from '../../lambdas/modules/customers/customer-rules.ts';
import { DynamoCustomerStore } from '../../lambdas/modules/customers/customer-store.ts';
import { toContactItem } from '../../lambdas/modules/records/contact.ts';
import { nameKeyOf, toCustomerItem } from '../../lambdas/modules/records/customer-item.ts';
import { writeAll } from '../support/engine/batch-writes.ts';
import { createTableAt, type TestTable } from '../support/engine/engine-table.ts';
import {
  COMMON_DOMAIN,
  COMMON_NAME,
  crowdOf,
  customerOf,
  neighboursOf,
  TENANT,
} from './many-customers.ts';
import { Meter } from './meter.ts';
import {
  type Figures,
  measurePage,
  PAGE,
  type PageBudget,
  progress,
  reportPages,
  sizesOf,
  timed,
} from './page-cost.ts';

/** A list of customers, and its budget. */
interface Listing extends PageBudget {
  readonly filters?: CustomerFilters;
  readonly order?: 'asc' | 'desc';
  readonly middle?: 'createdAt' | 'nameKey';
}

const ONE_DAY = {
  createdAfter: '2030-02-01T00:00:00.000Z',
  createdBefore: '2030-02-02T00:00:00.000Z',
};

const LISTINGS: readonly Listing[] = [
  { name: 'all' },
  { name: 'all, from the middle', middle: 'createdAt' },
  { name: 'all, oldest first', order: 'asc' },
  { name: 'created on one day', filters: ONE_DAY },
  { name: 'all, by name', filters: { sort: 'name' } },
  { name: 'all, by name, from the middle', filters: { sort: 'name' }, middle: 'nameKey' },
  { name: 'all, by name, descending', filters: { sort: 'name' }, order: 'desc' },
  { name: 'names that start with "northern b"', filters: { name: 'northern b' } },
  { name: 'one name', filters: { name: 'northern bakery 882' } },
  { name: 'a common name', filters: { name: nameKeyOf(COMMON_NAME) } },
  // Half a unit for the query, and half a unit for each row and one more.
  {
    name: 'addresses that start with "grace."',
    filters: { email: 'grace.' },
    most: 26.5,
    decision: '0072',
  },
  { name: 'one address', filters: { email: 'grace.774@company-774.example' } },
  { name: 'active', filters: { status: 'active' } },
  { name: 'active, from the middle', filters: { status: 'active' }, middle: 'createdAt' },
  { name: 'suspended (1 in 50)', filters: { status: 'suspended' } },
  { name: 'active, created on one day', filters: { status: 'active', ...ONE_DAY } },
  { name: 'rank bronze', filters: { rank: 'bronze' } },
  { name: 'rank platinum (1 in 1,000)', filters: { rank: 'platinum' } },
  { name: 'bronze and active', filters: { rank: 'bronze', status: 'active' }, sparse: true },
  { name: 'bronze and suspended', filters: { rank: 'bronze', status: 'suspended' }, sparse: true },
  {
    name: 'platinum and suspended',
    filters: { rank: 'platinum', status: 'suspended' },
    sparse: true,
  },
  { name: 'suppliers (1 in 100)', filters: { kind: 'supplier' }, sparse: true },
  {
    name: 'suspended suppliers',
    filters: { kind: 'supplier', status: 'suspended' },
    sparse: true,
  },
  {
    name: 'invited gold suppliers created on one day',
    filters: { kind: 'supplier', rank: 'gold', status: 'invited', ...ONE_DAY },
  },
  {
    name: 'active customers, by name',
    filters: { sort: 'name', status: 'active', kind: 'customer' },
    sparse: true,
  },
  { name: 'platinum, by name', filters: { sort: 'name', rank: 'platinum' }, sparse: true },
  {
    name: 'names that start with "northern b", suspended suppliers',
    filters: { name: 'northern b', kind: 'supplier', status: 'suspended' },
    sparse: true,
  },
  {
    name: 'addresses that start with "grace.", created on one day',
    filters: { email: 'grace.', ...ONE_DAY },
    sparse: true,
  },
];

/** Other reads of customers. The number of records that match them grows with the tenant. */
const READS: readonly PageBudget[] = [
  { name: 'is the name taken?' },
  { name: 'customers similar to one with a common name and domain' },
  // Contacts are read strongly consistently, which costs twice as much as a list. The page of a customer shows 100 of
  // them.
  { name: `the first ${PAGE} contacts of a customer with 200`, most: 8, decision: '0033' },
  { name: 'a customer with its first 100 contacts', most: 14, decision: '0033' },
];

/**
 * Prints the cost of each page of customers in a small and in a large tenant.
 *
 * @returns the pages that exceed their budget
 */
export async function customerListCost(endpoint: string, large: boolean): Promise<string[]> {
  const sizes = sizesOf(large);
  const tenants: Figures[][] = [];
  for (const size of sizes) tenants.push(await measureTenant(endpoint, size));
  const title = (counts: string) =>
    `A page of ${PAGE} customers in tenants with ${counts} customers`;
  return reportPages(title, sizes, [...LISTINGS, ...READS], tenants);
}

async function measureTenant(endpoint: string, size: number): Promise<Figures[]> {
  const table = await createTableAt(endpoint);
  const customers = Array.from({ length: size }, (_, number) => customerOf(number, size));
  await timed(`${size} customers`, async () => {
    await writeAll(table, customers, toCustomerItem, progress(size));
    await writeAll(table, neighboursOf(size), toCustomerItem);
    await writeAll(table, crowdOf(busiest(size).id), toContactItem);
  });
  const meter = await Meter.of(table, endpoint);
  const figures: Figures[] = [];
  for (const read of [...listingsOf(table, size), ...readsOf(table, size)])
    figures.push(await measurePage(meter, read));
  return figures;
}

function listingsOf({ client, tableName }: TestTable, size: number): (() => Promise<number>)[] {
  const lists = new DynamoCustomerLists(client, tableName);
  const { id, createdAt, name } = customerOf(Math.floor(size / 2), size);
  const middles = { createdAt, nameKey: nameKeyOf(name) };
  return LISTINGS.map(({ filters = {}, order = usualOrder(filters), middle }) => async () => {
    const after = middle && { id, sort: middles[middle] };
    const query = { tenantId: TENANT, filters, order, limit: PAGE, after };
    return (await lists.list(query)).rows.length;
  });
}

/** Returns the reads in the order of {@link READS}. */
function readsOf({ client, tableName }: TestTable, size: number): (() => Promise<number>)[] {
  const lists = new DynamoCustomerLists(client, tableName);
  const { id } = busiest(size);
  const shared = { ...customerOf(0, size), name: COMMON_NAME, email: `office@${COMMON_DOMAIN}` };
  return [
    async () => (await lists.named(TENANT, COMMON_NAME, 2)).length,
    async () => (await similarTo(lists, shared)).length,
    async () =>
      (await new DynamoContactStore(client, tableName).list(id, PAGE, undefined)).rows.length,
    async () => (await new DynamoCustomerStore(client, tableName).get(id))?.contacts.length ?? 0,
  ];
}

/** Returns the customer with very many contacts. */
function busiest(size: number) {
  return customerOf(Math.floor(size / 3), size);
}
