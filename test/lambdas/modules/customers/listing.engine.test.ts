import { describe, expect, test } from 'vitest';

import {
  type CustomerFilters,
  DynamoCustomerLists,
} from '../../../../lambdas/modules/customers/customer-lists.ts';
import { listCustomers } from '../../../../lambdas/modules/customers/read-customers.ts';
import { listCustomersSchema } from '../../../../lambdas/modules/customers/requests.ts';
import { Cursors } from '../../../../lambdas/modules/dynamodb/cursor.ts';
import { MAX_QUERIES, type Order } from '../../../../lambdas/modules/dynamodb/list-reader.ts';
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
