import {
  type ContactFilters,
  DynamoContactLists,
} from '../../lambdas/modules/contacts/contact-lists.ts';
import {
  type CustomerFilters,
  DynamoCustomerLists,
} from '../../lambdas/modules/customers/customer-lists.ts';
import { derivedId } from '../../lambdas/modules/platform/ids.ts';
import { toContactItem } from '../../lambdas/modules/records/contact.ts';
import { toCustomerItem } from '../../lambdas/modules/records/customer-item.ts';
import {
  searchableOf,
  searchItemsOf,
  type SearchKind,
} from '../../lambdas/modules/search/search-item.ts';
import { writeAll } from '../support/engine/batch-writes.ts';
import { createTableAt } from '../support/engine/engine-table.ts';
import { testContact } from '../support/modules/customers.ts';
import { customerOf, neighboursOf, TENANT } from './many-customers.ts';
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

/** A page and one more row, each read completely for half a unit, and their search words. */
const WHOLE = { most: 30, decision: '0048' };
/** The same with the names of customers. */
const NAMED = { most: 55, decision: '0048' };
/** Four queries whose rows are read completely before a filter drops some of them. */
const FILTERED = { most: 115, decision: '0048' };

const CUSTOMERS: readonly (PageBudget & { readonly filters: CustomerFilters })[] = [
  { name: 'customers with a common word', filters: { search: 'bakery' }, ...WHOLE },
  { name: 'customers with a word prefix', filters: { search: 'nor' }, ...WHOLE },
  { name: 'customers with a single letter', filters: { search: 'n' }, ...WHOLE },
  { name: 'customers with two words', filters: { search: 'northern bak' }, ...FILTERED },
  { name: 'one customer', filters: { search: 'northern 882' }, ...FILTERED },
  { name: 'no matching customers', filters: { search: 'nobody' }, ...WHOLE },
  {
    name: 'suspended customers with a word',
    filters: { search: 'bakery', status: 'suspended' },
    ...FILTERED,
  },
];

const CONTACTS: readonly (PageBudget & { readonly filters: ContactFilters })[] = [
  { name: 'contacts of all customers', filters: {}, ...NAMED },
  { name: 'active contacts', filters: { status: 'active' }, ...NAMED },
  { name: 'contacts with a name that all of them have', filters: { search: 'hopper' }, ...NAMED },
  { name: 'contacts with an address', filters: { email: 'grace.777@' }, ...FILTERED },
];

/**
 * Prints the cost of a page of search results in a small and in a large tenant, which should be the same.
 *
 * @returns the pages that exceed their budget
 */
export async function searchCost(endpoint: string, large: boolean): Promise<string[]> {
  const sizes = sizesOf(large);
  const tenants: Figures[][] = [];
  for (const size of sizes) tenants.push(await measureTenant(endpoint, size));
  const title = (counts: string) => `A search for ${PAGE} rows in tenants with ${counts} customers`;
  return reportPages(title, sizes, [...CUSTOMERS, ...CONTACTS], tenants);
}

async function measureTenant(endpoint: string, size: number): Promise<Figures[]> {
  const table = await createTableAt(endpoint);
  const { client, tableName } = table;
  const customers = Array.from({ length: size }, (_, number) => customerOf(number, size));
  const contacts = customers.map(({ id, createdAt }, number) =>
    testContact({
      ...{ id: derivedId('con', id), tenantId: TENANT, customerId: id, createdAt },
      ...{ email: `grace.${number}@company-${number}.example` },
      ...(number % 2 === 0 && { userId: `user-${number}` }),
    }),
  );
  await timed(`${size} customers and contacts with their words`, async () => {
    const people = contacts.map(toContactItem);
    const companies = [...customers, ...neighboursOf(size)].map(toCustomerItem);
    const words = [
      ...people.flatMap((item) => foundBy('contact', item)),
      ...companies.flatMap((item) => foundBy('customer', item)),
    ];
    const items = [...people, ...companies, ...words];
    await writeAll(table, items, (item) => item, progress(items.length));
  });
  const meter = await Meter.of(table, endpoint);
  const page = { tenantId: TENANT, limit: PAGE };
  const companies = new DynamoCustomerLists(client, tableName);
  const people = new DynamoContactLists(client, tableName);
  const reads = [
    ...CUSTOMERS.map(
      ({ filters }) =>
        () =>
          companies.list({ ...page, filters, order: 'asc' }),
    ),
    ...CONTACTS.map(
      ({ filters }) =>
        () =>
          people.list({ ...page, filters }),
    ),
  ];
  const figures: Figures[] = [];
  for (const read of reads)
    figures.push(await measurePage(meter, async () => (await read()).rows.length));
  return figures;
}

function foundBy(kind: SearchKind, item: Record<string, unknown>) {
  return searchItemsOf(searchableOf(kind, item)).map((one): Record<string, unknown> => ({
    ...one,
  }));
}
