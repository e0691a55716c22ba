import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

import { DynamoCustomerLists } from '../../../../lambdas/modules/customers/customer-lists.ts';
import { DynamoCustomerStore } from '../../../../lambdas/modules/customers/customer-store.ts';
import { exportCustomers } from '../../../../lambdas/modules/customers/export-customers.ts';
import { exportCustomersSchema } from '../../../../lambdas/modules/customers/requests.ts';
import { Cursors } from '../../../../lambdas/modules/dynamodb/cursor.ts';
import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import type { Customer } from '../../../../lambdas/modules/records/customer.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { putCustomers, testCustomer } from '../../../support/modules/customers.ts';
import { importOf, importsOn, startingImport, workOff } from '../../../support/modules/imports.ts';
import { wrongFields } from '../../../support/modules/settings.ts';

interface Asked {
  readonly tenantId?: string;
  readonly plan?: boolean;
}

/** Creates a tenant with these customers, and functions that export them. */
async function setup(customers: readonly Customer[]) {
  const table = await createTable();
  for (let first = 0; first < customers.length; first += 50)
    await putCustomers(table, customers.slice(first, first + 50));
  const deps = {
    customerLists: new DynamoCustomerLists(table.client, table.tableName),
    customers: new DynamoCustomerStore(table.client, table.tableName),
    cursors: new Cursors(async () => 'a secret of the stack', systemRandom),
  };
  const part = (query: Record<string, string>, { tenantId = 'acme', plan = true }: Asked = {}) => {
    const { order, limit, cursor, ...filters } = parseRequest(exportCustomersSchema(), query);
    return exportCustomers(deps, {
      ...{ tenantId, filters, order, limit, cursor },
      sight: { plan },
    });
  };
  /** Returns the whole file, and the number of rows in each part. */
  const whole = async (query: Record<string, string> = {}, asked: Asked = {}) => {
    const parts = [];
    let cursor: string | null = null;
    do {
      const one = await part({ ...query, ...(cursor !== null && { cursor }) }, asked);
      parts.push(one);
      cursor = one.nextCursor;
    } while (cursor !== null);
    const text = parts.map((one) => one.text).join('');
    return {
      sizes: parts.map(({ rows }) => rows),
      bytes: parts.map((one) => Buffer.byteLength(JSON.stringify(one.text))),
      rows: parse(text, { bom: true, columns: true }) as unknown as Record<string, string>[],
    };
  };
  return { table, part, whole };
}

const at = (second: number) => new Date(Date.parse('2030-01-01') + second * 1_000).toISOString();
const many = (count: number, fields: Partial<Customer> = {}) =>
  Array.from({ length: count }, (_, number) =>
    testCustomer({ name: `Company ${number}`, createdAt: at(number), ...fields }),
  );

describe('an export', () => {
  const customer = testCustomer({
    name: '=cmd|calc!A1',
    email: 'ada@engines.example',
    phone: '+44 20 7946 0100',
    taxId: 'GB 1',
    rank: 'gold',
    address: { line1: '12 St James Square', city: 'London', country: 'GB' },
    website: 'https://www.engines.example',
    notes: 'Met in May.\nCalls "on Mondays", mostly.',
    services: ['portal', 'support'],
    servicePlan: 'premium',
    groups: ['customers', 'partners'],
    contacts: 3,
    users: 2,
    owners: 1,
  });

  test('contains the same values as the API', async () => {
    const { whole } = await setup([customer]);
    const { rows } = await whole();
    expect(rows).toEqual([
      {
        id: customer.id,
        kind: 'customer',
        name: "'=cmd|calc!A1",
        status: 'active',
        email: 'ada@engines.example',
        phone: "'+44 20 7946 0100",
        taxId: 'GB 1',
        rank: 'gold',
        ...{ line1: '12 St James Square', line2: '', postalCode: '', city: 'London', region: '' },
        country: 'GB',
        website: 'https://www.engines.example',
        notes: 'Met in May.\nCalls "on Mondays", mostly.',
        services: 'portal support',
        servicePlan: 'premium',
        groups: 'customers partners',
        ...{ contacts: '3', users: '2', owners: '1' },
        copiedFrom: '',
        createdAt: customer.createdAt,
        updatedAt: customer.updatedAt,
      },
    ]);
  });

  test('has no column for the plan without the scope to see it', async () => {
    const { whole, part } = await setup([customer]);
    expect((await whole({}, { plan: false })).rows[0]).not.toHaveProperty('servicePlan');
    expect((await part({}, { plan: false })).text).not.toContain('premium');
  });

  test('contains one tenant only', async () => {
    const { whole } = await setup([customer, testCustomer({ tenantId: 'other', name: 'Theirs' })]);
    expect((await whole()).rows.map(({ id }) => id)).toEqual([customer.id]);
    const { rows } = await whole({}, { tenantId: 'other' });
    expect(rows.map(({ name }) => name)).toEqual(['Theirs']);
  });

  test('without customers is a header', async () => {
    const { part } = await setup([]);
    const { text, rows, nextCursor } = await part({});
    expect(text).toMatch(/^\ufeff"id","kind",[^\n]*"updatedAt"\r\n$/);
    expect([rows, nextCursor]).toEqual([0, null]);
  });
});

test('an export can be imported again unchanged, and invites each customer’s contact to that customer', async () => {
  const names = ['=Engines; -Ltd', 'Bücher & Söhne', "'@home'", '+1 Club, Inc.'];
  const customers = names.map((name, number) =>
    testCustomer({ name, email: `owner${number}@engines.example`, phone: '+44 20 7946 0100' }),
  );
  const { table, part } = await setup(customers);
  const { text } = await part({});
  const imports = importsOn(table, new TestClock(), new FakeUserPool());
  for (const dryRun of [true, false]) {
    const job = await startingImport(imports, { csv: text, dryRun });
    await workOff(imports.work, job);
    const { rows } = await importOf(imports, job);
    expect(rows.map(({ email }) => email).toSorted()).toEqual(customers.map(({ email }) => email));
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(
      new Set([dryRun ? 'would_create' : 'created']),
    );
  }
});

describe('a long export', () => {
  test('contains every customer once, in the order of the list, part by part', async () => {
    const all = many(230);
    const { whole } = await setup(all);
    const { sizes, rows } = await whole({ limit: '100' });
    expect(sizes).toEqual([100, 100, 30]);
    expect(rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toReversed());
    expect((await whole()).sizes).toEqual([230]);
  });

  test('applies the filters and the order of the list', async () => {
    const gold = many(60, { rank: 'gold' });
    const { whole } = await setup([...gold, ...many(60, { rank: 'silver', status: 'invited' })]);
    const found = await whole({ rank: 'gold', order: 'asc', limit: '25' });
    expect(found.rows.map(({ id }) => id)).toEqual(gold.map(({ id }) => id));
    const names = (await whole({ sort: 'name', status: 'invited', limit: '25' })).rows;
    expect(names).toHaveLength(60);
    expect(names.map(({ name }) => name)).toEqual(names.map(({ name }) => name).toSorted());
  });

  test('stays within the response limit of a function, no matter how long the records are', async () => {
    const notes = '"'.repeat(4_000);
    const all = many(250, { notes, website: `https://x.example/${'ä'.repeat(2_000)}` });
    const { whole } = await setup(all);
    const { sizes, bytes, rows } = await whole();
    expect(Math.max(...bytes)).toBeLessThan(6_000_000);
    expect(sizes.length).toBeGreaterThan(1);
    expect(rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toReversed());
  });

  test('continues only with the filters that it started with', async () => {
    const { part } = await setup(many(3));
    const { nextCursor } = await part({ limit: '2' });
    const cursor = nextCursor ?? '';
    for (const query of [
      { cursor, status: 'active' },
      { cursor, order: 'asc' },
    ])
      expect(Object.keys(await wrongFields(part(query)))).toEqual(['cursor']);
    expect(Object.keys(await wrongFields(part({ cursor }, { tenantId: 'other' })))).toEqual([
      'cursor',
    ]);
  });
});

test.each([
  [{ limit: '1001' }, ['limit']],
  [{ limit: '0' }, ['limit']],
  [{ limit: 'all' }, ['limit']],
  [{ rank: '' }, ['rank']],
  [{ name: 'a', sort: 'created' }, ['sort']],
  [{ columns: 'id' }, ['columns']],
])('%o is rejected with the name of the invalid parameter', async (query, paths) => {
  const wrong = wrongFields(
    Promise.resolve().then(() => parseRequest(exportCustomersSchema(), query)),
  );
  expect(Object.keys(await wrong)).toEqual(paths);
});
