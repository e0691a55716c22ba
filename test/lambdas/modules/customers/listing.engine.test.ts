import { describe, expect, test } from 'vitest';

import {
  type CustomerFilters,
  DynamoCustomerLists,
} from '../../../../lambdas/modules/customers/customer-lists.ts';
import { listCustomers } from '../../../../lambdas/modules/customers/read-customers.ts';
import { listCustomersSchema } from '../../../../lambdas/modules/customers/requests.ts';
import { Cursors } from '../../../../lambdas/modules/dynamodb/cursor.ts';
import {
  type ListPosition,
  MAX_QUERIES,
  type Order,
  ORDERS,
} from '../../../../lambdas/modules/dynamodb/list-reader.ts';
import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import type { Customer } from '../../../../lambdas/modules/records/customer.ts';
import { createTable } from '../../../support/engine/table.ts';
import { putCustomers, testCustomer } from '../../../support/modules/customers.ts';
import { wrongFields } from '../../../support/modules/settings.ts';

const start = Date.parse('2030-01-01T12:00:00.000Z');
const at = (minute: number) => new Date(start + minute * MINUTE).toISOString();
const RANKS = ['gold', 'silver', undefined];
const STATUSES = ['active', 'invited', 'inactive', 'suspended'] as const;

/** Creates twenty-four different customers whose names sort differently from their creation times. */
async function setup() {
  const table = await createTable();
  const all = Array.from({ length: 24 }, (_, number) => {
    const letter = String.fromCharCode(97 + ((number * 7) % 24));
    return testCustomer({
      name: number % 2 === 0 ? `Company  ${letter}` : `${letter.toUpperCase()} & Sons`,
      email: number % 4 === 3 ? undefined : `${letter}.person@example.com`,
      rank: RANKS[number % 3],
      status: STATUSES[number % 4] ?? 'active',
      kind: number % 5 === 0 ? 'supplier' : 'customer',
      createdAt: at(number),
      updatedAt: at(number),
    });
  });
  await putCustomers(table, [...all, testCustomer({ tenantId: 'other', name: 'Elsewhere' })]);
  const deps = {
    customerLists: new DynamoCustomerLists(table.client, table.tableName),
    cursors: new Cursors(async () => 'a secret of the stack', systemRandom),
  };
  const list = (filters: CustomerFilters = {}, order?: Order, limit = 100, cursor?: string) =>
    listCustomers(deps, { tenantId: 'acme', filters, order, limit, cursor });
  /** Returns the names in all rows, page by page. */
  const walk = async (filters: CustomerFilters, order: Order | undefined, limit: number) => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const { rows, nextCursor } = await list(filters, order, limit, cursor);
      expect(rows.length).toBeLessThanOrEqual(limit);
      names.push(...rows.map(({ name }) => name));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    return names;
  };
  return { all, list, walk };
}

/** Computes the expected list without an index. */
function expected(all: readonly Customer[], filters: CustomerFilters, order?: Order): string[] {
  const { name, email, status, rank, kind, createdAfter, createdBefore, sort } = filters;
  const key = ({
    nameKey,
    address,
    createdAt,
  }: {
    nameKey: string;
    address: string;
    createdAt: string;
  }) => {
    if (name !== undefined || sort === 'name') return nameKey;
    return email === undefined ? createdAt : address;
  };
  const rows = all
    .map((customer) => ({
      ...customer,
      nameKey: customer.name.toLowerCase().replaceAll(/ +/g, ' '),
      address: customer.email ?? '',
    }))
    .filter(
      (row) =>
        (name === undefined || row.nameKey.startsWith(name)) &&
        (email === undefined || row.address.startsWith(email)) &&
        (status === undefined || row.status === status) &&
        (rank === undefined || row.rank === rank) &&
        (kind === undefined || row.kind === kind) &&
        (createdAfter === undefined || row.createdAt > createdAfter) &&
        (createdBefore === undefined || row.createdAt < createdBefore),
    )
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const byTime = name === undefined && email === undefined && sort !== 'name';
  const wanted = order ?? (byTime ? 'desc' : 'asc');
  return (wanted === 'asc' ? rows : rows.toReversed()).map((row) => row.name);
}

const FILTERS: [CustomerFilters][] = [
  [{}],
  [{ status: 'active' }],
  [{ rank: 'gold' }],
  [{ rank: 'gold', status: 'suspended' }],
  [{ kind: 'supplier' }],
  [{ kind: 'supplier', rank: 'silver', status: 'active' }],
  [{ createdAfter: at(3), createdBefore: at(17) }],
  [{ createdAfter: at(3), status: 'invited' }],
  [{ sort: 'name' }],
  [{ sort: 'name', status: 'active', createdAfter: at(5) }],
  [{ sort: 'name', rank: 'silver' }],
  [{ name: 'b' }],
  [{ name: 'company c' }],
  [{ name: 'company', status: 'active' }],
  [{ email: 'c.person@' }],
  [{ email: 'c', rank: 'gold' }],
  [{ email: 'c.', sort: 'name' }],
  [{ name: 'nothing like it' }],
];

describe.each(FILTERS)('the list with %o', (filters) => {
  test('contains the expected customers in both orders, with any page size', async () => {
    const { all, walk } = await setup();
    for (const order of [undefined, 'asc', 'desc'] as const)
      for (const limit of [3, 100])
        expect(await walk(filters, order, limit)).toEqual(expected(all, filters, order));
  });
});

describe('a cursor', () => {
  test('works only with its own filters and order', async () => {
    const { list } = await setup();
    const { nextCursor } = await list({ status: 'active' }, 'desc', 2);
    const cursor = nextCursor ?? '';
    const refusal = { code: 'invalid_request', errors: [{ path: 'cursor' }] };
    await expect(list({ status: 'active' }, 'desc', 5, cursor)).resolves.toBeDefined();
    await expect(list({ status: 'active' }, 'asc', 2, cursor)).rejects.toMatchObject(refusal);
    await expect(list({}, 'desc', 2, cursor)).rejects.toMatchObject(refusal);
    await expect(list({ status: 'active', sort: 'name' }, 'desc', 2, cursor)).rejects.toMatchObject(
      refusal,
    );
  });
});

test('filters without matches cost a few queries, and the list continues with a cursor', async () => {
  const table = await createTable();
  await putCustomers(
    table,
    Array.from({ length: MAX_QUERIES * 51 + 1 }, (_, number) =>
      testCustomer({ name: `Company ${number}`, createdAt: at(number) }),
    ),
  );
  const lists = new DynamoCustomerLists(table.client, table.tableName);
  const query = {
    tenantId: 'acme',
    filters: { kind: 'supplier' },
    order: 'desc',
    limit: 1,
  } as const;
  const { rows, next } = await lists.list(query);
  expect(rows).toEqual([]);
  expect(next).toBeDefined();
  expect(await lists.list({ ...query, after: next })).toEqual({ rows: [], next: undefined });
});

/** Creates 450 customers, of which every hundred-and-fiftieth has a status, and a function that lists them. */
async function withFew(status: Customer['status'], others: Customer['status']) {
  const table = await createTable();
  const all = Array.from({ length: 450 }, (_, number) =>
    testCustomer({
      ...{ name: `Company ${number}`, createdAt: at(number) },
      email: `ada${String(number).padStart(3, '0')}@example.com`,
      status: number % 150 === 75 ? status : others,
    }),
  );
  await putCustomers(table, all);
  const lists = new DynamoCustomerLists(table.client, table.tableName);
  const pagesOf = async (filters: CustomerFilters, order: Order) => {
    const pages: string[][] = [];
    let after: ListPosition | undefined;
    do {
      const page = await lists.list({ tenantId: 'acme', filters, order, limit: 10, after });
      pages.push(page.rows.map(({ name }) => name));
      after = page.next;
    } while (after !== undefined);
    return pages;
  };
  return { few: all.filter((one) => one.status === status).map(({ name }) => name), pagesOf };
}

test.each([
  ['active customers among many inactive ones', 'active', 'inactive', {}],
  ['suspended customers by address', 'suspended', 'active', { email: 'ada' }],
  ['active customers by address', 'active', 'inactive', { email: 'ada', kind: 'customer' }],
] as const)('%s are found on short pages with cursors', async (_name, status, others, more) => {
  const { few, pagesOf } = await withFew(status, others);
  for (const order of ORDERS) {
    const pages = await pagesOf({ status, ...more }, order);
    expect(pages.flat()).toEqual(order === 'asc' ? few : few.toReversed());
    expect(pages.length).toBeGreaterThan(1);
  }
});

describe('a list by address', () => {
  const customer = testCustomer({ email: 'ada1@example.com' });
  const other = testCustomer({ email: 'ada2@example.com', name: 'Other' });

  /** Lists customers while `changed` is written between the query of the index and the read of the rows. */
  async function listedWhile(changed: Customer, filters: CustomerFilters = {}) {
    const table = await createTable();
    await putCustomers(table, [customer, other]);
    let pending = true;
    table.client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const output = await next(args);
          if (commandName === 'QueryCommand' && pending) {
            pending = false;
            await putCustomers(table, [changed]);
          }
          return output;
        },
      { step: 'initialize' },
    );
    const lists = new DynamoCustomerLists(table.client, table.tableName);
    const page = { order: 'asc', limit: 10 } as const;
    return lists.list({ tenantId: 'acme', filters: { email: 'ada', ...filters }, ...page });
  }

  test('shows the current values of a customer, not those of the index', async () => {
    const changed = { ...customer, name: 'New Name', status: 'suspended' } as const;
    const { rows } = await listedWhile(changed);
    expect(rows).toMatchObject([{ name: 'New Name', status: 'suspended' }, { name: 'Other' }]);
  });

  test.each<[string, Partial<Customer>, CustomerFilters]>([
    ['a different address', { email: 'bob@example.com' }, {}],
    ['an address elsewhere in the list', { email: 'ada3@example.com' }, {}],
    ['no address', { email: undefined }, {}],
    ['a different status', { status: 'suspended' }, { status: 'active' }],
    ['a different kind', { kind: 'supplier' }, { kind: 'customer' }],
    ['a different rank', { rank: 'gold' }, { rank: 'silver' }],
  ])('drops a customer that has %s when it is read', async (_name, changed, filters) => {
    const { rows } = await listedWhile({ ...customer, ...changed }, filters);
    expect(rows.map(({ id }) => id)).toEqual(filters.rank === undefined ? [other.id] : []);
  });
});

test.each([
  [{ sort: 'rank' }, ['sort']],
  [{ sort: 'created', name: 'navy' }, ['sort']],
  [{ sort: 'created', email: 'ada' }, ['sort']],
  [{ name: ' ' }, ['name']],
  [{ email: '' }, ['email']],
  [{ status: 'gone' }, ['status']],
  [{ createdAfter: '2030-01-02', createdBefore: '2030-01-01' }, ['createdBefore']],
  [{ search: '!' }, ['search']],
])('the query %o is rejected with the name of the invalid parameter', async (query, paths) => {
  const parsed = Promise.resolve().then(() => parseRequest(listCustomersSchema(), query));
  expect(Object.keys(await wrongFields(parsed))).toEqual(paths);
});
