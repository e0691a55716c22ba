import { describe, expect, test } from 'vitest';

import {
  managingCustomers,
  OFFER,
  somebodyIn,
} from '../../../support/modules/managing-customers.ts';
import { wrongFields } from '../../../support/modules/settings.ts';

const source = {
  name: 'Analytical Engines Ltd',
  kind: 'supplier',
  email: 'ada@engines.example',
  contact: { firstName: 'Ada', lastName: 'Lovelace' },
  phone: '+44 20 7946 0100',
  taxId: 'GB 123456789',
  rank: 'gold',
  address: { line1: '12 St James Square', city: 'London', country: 'GB' },
  website: 'https://www.engines.example',
  notes: 'Met in May.',
  services: ['portal', 'support'],
  servicePlan: 'premium',
  groups: ['customers', 'partners'],
};
const everything = ['profile', 'notes', 'rank', 'services', 'servicePlan', 'groups'];
const name = 'Difference Engines Ltd';

/** Creates a customer with every setting, and a function that copies it. */
async function setup() {
  const managing = await managingCustomers();
  const { customer } = await managing.create(source);
  const copyOf = managing.copy;
  const copy = (request: object = {}, options: Parameters<typeof copyOf>[2] = {}) =>
    copyOf(customer.id, { name, ...request }, options);
  return { ...managing, original: customer, copyOf, copy };
}

describe('a copy', () => {
  test('has the chosen settings and none of the contacts', async () => {
    const { original, copy, read } = await setup();
    const { customer, contact } = await copy({ settings: everything });
    expect(contact).toBeUndefined();
    const stored = await read(customer.id);
    expect(stored.contacts).toEqual([]);
    const { phone, taxId, rank, address, website, notes, services, servicePlan, groups } = source;
    expect(stored.customer).toMatchObject({
      ...{ phone, taxId, rank, address, website, notes, services, servicePlan, groups },
      ...{ name, kind: 'supplier', status: 'inactive', copiedFrom: original.id, version: 1 },
      ...{ contacts: 0, users: 0, owners: 0 },
      copy: {
        copied: [
          ...['kind', 'phone', 'taxId', 'address', 'website', 'notes', 'rank', 'services'],
          ...['servicePlan', 'groups'],
        ],
        defaulted: [],
        omitted: [],
      },
    });
    expect(stored.customer).not.toHaveProperty('email');
    expect(stored.customer).not.toHaveProperty('primaryContactId');
    expect((await read(original.id)).customer).toEqual(original);
  });

  test('has notes and plan only if requested', async () => {
    const { copy } = await setup();
    const { customer } = await copy();
    const { phone, rank, groups } = source;
    expect(customer).toMatchObject({ phone, rank, groups });
    expect([customer.notes, customer.servicePlan]).toEqual([undefined, undefined]);
  });

  test('otherwise has the tenant’s defaults for new customers', async () => {
    const { copy } = await setup();
    const { customer } = await copy({ settings: [] });
    expect(customer).toMatchObject({
      ...{ kind: 'supplier', services: ['portal'], groups: ['customers'] },
      copy: { copied: ['kind'], defaulted: ['services', 'groups'], omitted: [] },
    });
    expect(customer.rank).toBeUndefined();
  });

  test('has no services if the original was set to have none', async () => {
    const { create, copy: copyOf } = await managingCustomers();
    const { customer } = await create({ name: 'Navy', services: [] });
    const made = await copyOf(customer.id, { name: 'Army' });
    expect(made.customer.services).toEqual([]);
    expect(made.customer.copy?.defaulted).toEqual([]);
  });
});

describe('a value that the tenant no longer offers', () => {
  const services = OFFER.services.filter(({ id }) => id === 'portal');
  const catalog = { services, servicePlans: [], ranks: ['silver'] };
  const settings = { allowedGroups: ['partners'] };

  test('is left out and reported, and the other values are copied', async () => {
    const { copy } = await setup();
    const { customer } = await copy({ settings: everything }, { tenant: { catalog, settings } });
    expect(customer).toMatchObject({ services: ['portal'], groups: ['partners'] });
    expect([customer.rank, customer.servicePlan]).toEqual([undefined, undefined]);
    expect(customer.copy?.omitted).toEqual([
      { field: 'rank', value: 'gold' },
      { field: 'services', value: 'support' },
      { field: 'servicePlan', value: 'premium' },
      { field: 'groups', value: 'customers' },
    ]);
    expect(customer.copy?.copied).not.toContain('rank');
    expect(customer.copy?.defaulted).toEqual([]);
  });

  test('is replaced by the defaults for new customers if no value remains', async () => {
    const { copy } = await setup();
    const other = { id: 'shop', name: 'Shop', enabledByDefault: true };
    const { customer } = await copy(
      {},
      { tenant: { catalog: { ...catalog, services: [other] }, settings } },
    );
    expect(customer.services).toEqual(['shop']);
    expect(customer.copy).toMatchObject({ defaulted: ['services'] });
  });
});

describe('the service plan of the original', () => {
  const principal = somebodyIn('operators');

  test('is not copied by an administrator without the scope for plans', async () => {
    const { copy } = await setup();
    await expect(copy({ settings: ['servicePlan'] }, { principal })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('foyer/customers:plan') as string,
    });
    const { customer } = await copy({}, { principal });
    expect(JSON.stringify(customer)).not.toContain('premium');
  });
});

describe('the name of a copy', () => {
  test.each([{}, { allowDuplicate: true }])(
    'must differ from the original, also with %o',
    async (fields) => {
      const { copy } = await setup();
      const refused = await wrongFields(copy({ name: ' ANALYTICAL  engines ltd', ...fields }));
      expect(Object.keys(refused)).toEqual(['name']);
    },
  );

  test('must differ from other customers, unless the request allows it', async () => {
    const { copy, create } = await setup();
    const navy = await create({ name: 'Navy' });
    await expect(copy({ name: 'NAVY' })).rejects.toMatchObject({
      ...{ code: 'customer_exists', conflictingId: navy.customer.id },
    });
    await expect(copy({ name: 'NAVY', allowDuplicate: true })).resolves.toBeDefined();
  });
});

describe('a copy with a primary contact', () => {
  const grace = { email: 'grace@navy.example', contact: { firstName: 'Grace' } };

  test('invites the contact in the same step, with the copied groups', async () => {
    const { copy, deps } = await setup();
    const { customer, contact } = await copy({ ...grace, sendInvite: true });
    expect(customer).toMatchObject({ status: 'invited', contacts: 1, email: grace.email });
    expect(contact).toMatchObject({ role: 'owner', groups: source.groups });
    const invitation = await deps.inviting.invitations.get(contact?.invitationId ?? '');
    expect(invitation).toMatchObject({ company: name, kind: 'supplier', groups: source.groups });
  });

  test('is not created if the contact cannot be invited', async () => {
    const { copy, lists } = await setup();
    await copy({ ...grace, sendInvite: true });
    await expect(copy({ ...grace, name: 'Army', sendInvite: true })).rejects.toMatchObject({
      code: 'already_invited',
    });
    expect(await lists.named('acme', 'Army', 1)).toEqual([]);
  });
});

describe('repeating with the same Idempotency-Key', () => {
  test.each([{}, { email: 'grace@navy.example', sendInvite: true }])(
    'creates one copy and returns the same response, whatever changed in the meantime: %o',
    async (fields) => {
      const { copy, change, original } = await setup();
      const options = { idempotencyKey: 'key-1' };
      const all = await Promise.all(Array.from({ length: 4 }, () => copy(fields, options)));
      await change(original.id, { rank: null, groups: ['customers'] });
      all.push(await copy(fields, options));
      expect(new Set(all.map(({ customer }) => customer.id)).size).toBe(1);
      expect(new Set(all.map(({ customer }) => JSON.stringify(customer.copy))).size).toBe(1);
    },
  );

  test('is rejected with a different request', async () => {
    const { copy, copyOf, create } = await setup();
    const options = { idempotencyKey: 'key-1' };
    await copy({}, options);
    const navy = await create({ name: 'Navy' });
    for (const other of [
      () => copy({ settings: [] }, options),
      () => copyOf(navy.customer.id, { name }, options),
      () => create({ name }, options),
    ])
      await expect(other()).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });
});

test('a customer of another tenant, or an unknown one, cannot be copied', async () => {
  const { copy, copyOf } = await setup();
  const principal = somebodyIn('administrators', 'other');
  await expect(copy({}, { principal })).rejects.toMatchObject({ code: 'not_found' });
  await expect(copyOf('cus_none', { name })).rejects.toMatchObject({ code: 'not_found' });
});

test.each([
  [{ name: undefined }, ['name']],
  [{ settings: ['contactStore'] }, ['settings.0']],
  [{ settings: ['rank', 'rank'] }, ['settings']],
  [{ rank: 'gold' }, ['rank']],
])('%o is rejected with the name of the invalid field', async (request, paths) => {
  const { copy } = await setup();
  expect(Object.keys(await wrongFields(Promise.resolve().then(() => copy(request))))).toEqual(
    paths,
  );
});
