import { describe, expect, test } from 'vitest';

import { similarTo } from '../../../../lambdas/modules/customers/customer-rules.ts';
import { nameKeyOf } from '../../../../lambdas/modules/records/customer-item.ts';
import { managingCustomers, somebodyIn } from '../../../support/modules/managing-customers.ts';
import { wrongFields } from '../../../support/modules/settings.ts';

const everything = {
  name: '  Analytical Engines Ltd ',
  kind: 'supplier',
  email: 'Ada@Engines.example',
  phone: '+44 20 7946 0100',
  taxId: 'GB 123456789',
  rank: 'gold',
  address: { line1: '12 St James Square', city: 'London', country: 'gb' },
  website: 'https://www.engines.example/about',
  notes: 'Met in May.\nCalls on Mondays.',
  services: ['support'],
  servicePlan: 'premium',
  groups: ['partners'],
  contact: { firstName: 'Ada', lastName: 'Lovelace', jobTitle: 'Owner' },
};

describe('a new customer', () => {
  test('can have only a name, and gets the tenant’s defaults', async () => {
    const { create, read } = await managingCustomers();
    const { customer, contact } = await create({ name: 'Navy' });
    expect(contact).toBeUndefined();
    expect(customer).toMatchObject({
      kind: 'customer',
      name: 'Navy',
      status: 'inactive',
      services: ['portal'],
      groups: ['customers'],
      contacts: 0,
      users: 0,
      version: 1,
    });
    expect(await read(customer.id)).toMatchObject({ customer: { name: 'Navy' }, contacts: [] });
  });

  test('keeps all fields of the request, and its primary contact is an owner', async () => {
    const { create, read } = await managingCustomers();
    const { customer } = await create(everything);
    const stored = await read(customer.id);
    const { contact: person, ...said } = everything;
    expect(stored.customer).toMatchObject({
      ...said,
      name: 'Analytical Engines Ltd',
      address: { line1: '12 St James Square', city: 'London', country: 'GB' },
      status: 'inactive',
      contacts: 1,
      users: 0,
      owners: 0,
    });
    expect(stored.contacts).toMatchObject([
      {
        id: stored.customer.primaryContactId,
        role: 'owner',
        email: 'Ada@Engines.example',
        ...person,
        groups: ['partners'],
      },
    ]);
  });

  test.each([[{ email: 'ada@engines.example' }], [{ contact: { lastName: 'Lovelace' } }]])(
    'has a contact if only %o is known',
    async (known) => {
      const { create, read } = await managingCustomers();
      const { customer } = await create({ name: 'Navy', ...known });
      expect((await read(customer.id)).contacts).toHaveLength(1);
    },
  );

  test('accepts any rank if the tenant has no ranks', async () => {
    const { create } = await managingCustomers({});
    const { customer } = await create({ name: 'Navy', rank: 'of the line' });
    expect(customer.rank).toBe('of the line');
  });
});

describe('values that the tenant does not offer', () => {
  test('are rejected by name, all at once', async () => {
    const { create } = await managingCustomers();
    const refused = await wrongFields(
      create({
        name: 'Navy',
        rank: 'bronze',
        services: ['portal', 'catering'],
        servicePlan: 'free',
        groups: ['administrators'],
      }),
    );
    expect(Object.keys(refused).toSorted()).toEqual([
      'groups.0',
      'rank',
      'servicePlan',
      'services.1',
    ]);
    expect(refused['services.1']).toContain('portal, support');
    expect(refused['servicePlan']).toContain('standard, premium');
  });
});

describe('the service plan', () => {
  test('can be set only with the scope for plans', async () => {
    const { create } = await managingCustomers();
    const request = { name: 'Navy', servicePlan: 'standard' };
    await expect(create(request, { principal: somebodyIn('operators') })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('foyer/customers:plan') as string,
    });
    const { customer } = await create(request, { principal: somebodyIn('plan-managers') });
    expect(customer.servicePlan).toBe('standard');
  });
});

describe('a second customer with the same name', () => {
  test('is rejected, and the error names the first', async () => {
    const { create } = await managingCustomers();
    const first = await create({ name: 'Analytical Engines Ltd' });
    for (const name of [
      'Analytical Engines Ltd',
      ' ANALYTICAL  engines ltd',
      'Ａnalytical Engines Ltd',
    ])
      await expect(create({ name })).rejects.toMatchObject({
        code: 'customer_exists',
        conflictingId: first.customer.id,
      });
  });

  test('is created if the request allows it, and each shows the other as similar', async () => {
    const { create, lists } = await managingCustomers();
    const first = await create({ name: 'Navy' });
    const second = await create({ name: 'navy', allowDuplicate: true });
    const { id, name, status } = second.customer;
    expect(await similarTo(lists, first.customer)).toEqual([{ id, name, status, by: ['name'] }]);
    expect(await similarTo(lists, second.customer)).toMatchObject([{ id: first.customer.id }]);
  });

  test('is allowed in another tenant', async () => {
    const { create } = await managingCustomers();
    await create({ name: 'Navy' });
    const principal = somebodyIn('administrators', 'other');
    await expect(create({ name: 'Navy' }, { principal })).resolves.toBeDefined();
  });
});

describe('customers with addresses of one domain', () => {
  test('show each other as similar, unless the domain is a public email provider', async () => {
    const { create, lists } = await managingCustomers();
    const [first, second, third, fourth] = await Promise.all(
      ['a@engines.example', 'b@Engines.example', 'c@gmail.com', 'd@gmail.com'].map((email, index) =>
        create({ name: `Company ${index}`, email }),
      ),
    );
    const similarOf = async (made: typeof first) =>
      made && (await similarTo(lists, made.customer)).map(({ id, by }) => [id, by]);
    expect(await similarOf(first)).toEqual([[second?.customer.id, ['domain']]]);
    expect(await similarOf(third)).toEqual([]);
    expect(await similarOf(fourth)).toEqual([]);
  });
});

describe('repeating with the same Idempotency-Key', () => {
  test('returns the customer of the first request', async () => {
    const { create, read } = await managingCustomers();
    const [first, ...repeats] = await Promise.all(
      Array.from({ length: 5 }, () => create(everything, { idempotencyKey: 'key-1' })),
    );
    const later = await create(everything, { idempotencyKey: 'key-1' });
    for (const repeat of [...repeats, later]) expect(repeat.customer.id).toBe(first?.customer.id);
    expect(later.contact?.email).toBe('Ada@Engines.example');
    expect((await read(later.customer.id)).contacts).toHaveLength(1);
  });

  test('is rejected with a different request', async () => {
    const { create } = await managingCustomers();
    await create({ name: 'Navy' }, { idempotencyKey: 'key-1' });
    await expect(create({ name: 'Army' }, { idempotencyKey: 'key-1' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });
});

test.each([
  [{}, ['name']],
  [{ name: ' ' }, ['name']],
  [{ name: 'Navy', email: 'nobody' }, ['email']],
  [{ name: 'Navy', website: 'javascript:alert(1)' }, ['website']],
  [{ name: 'Navy', website: 'https://a@b.example' }, ['website']],
  [{ name: 'Navy', notes: 'a\ufffdb' }, ['notes']],
  [{ name: 'Navy', address: { country: 'Great Britain' } }, ['address.country']],
  [{ name: 'Navy', address: { planet: 'Earth' } }, ['address.planet']],
  [{ name: 'Navy', services: ['portal', 'portal'] }, ['services']],
  [{ name: 'Navy', status: 'active' }, ['status']],
  [{ name: 'Navy', contact: { email: 'ada@example.com' } }, ['contact.email']],
])('%o is rejected with the name of the invalid field', async (request, paths) => {
  const { create } = await managingCustomers();
  expect(Object.keys(await wrongFields(Promise.resolve().then(() => create(request))))).toEqual(
    paths,
  );
});

describe('a customer whose primary contact is invited in the same step', () => {
  const request = {
    name: 'Navy',
    email: 'grace@navy.example',
    contact: { firstName: 'Grace', lastName: 'Hopper' },
    sendInvite: true,
  };

  test('is created together with contact and invitation', async () => {
    const { create, read, deps } = await managingCustomers();
    const { customer, contact } = await create(request);
    expect(customer).toMatchObject({ status: 'invited', contacts: 1, users: 0 });
    expect((await read(customer.id)).contacts).toEqual([contact]);
    const invitation = await deps.inviting.invitations.get(contact?.invitationId ?? '');
    expect(invitation).toMatchObject({
      email: 'grace@navy.example',
      company: 'Navy',
      customerId: customer.id,
      existingCustomer: true,
      contactId: contact?.id,
      existingContact: true,
      role: 'owner',
      groups: ['customers'],
      profile: { firstName: 'Grace', lastName: 'Hopper' },
      delivery: { status: 'queued' },
    });
  });

  test('is created once, no matter how often the request is repeated', async () => {
    const { create } = await managingCustomers();
    const all = await Promise.all(
      Array.from({ length: 4 }, () => create(request, { idempotencyKey: 'key-1' })),
    );
    expect(new Set(all.map(({ customer }) => customer.id)).size).toBe(1);
    expect(new Set(all.map(({ contact }) => contact?.invitationId)).size).toBe(1);
  });

  test('is not created if its contact cannot be invited', async () => {
    const { create, lists } = await managingCustomers();
    await create(request);
    await expect(create({ ...request, name: 'Army' })).rejects.toMatchObject({
      code: 'already_invited',
    });
    expect(await lists.named('acme', 'Army', 1)).toEqual([]);
  });

  test('requires an address', async () => {
    const { create } = await managingCustomers();
    await expect(create({ name: 'Navy', sendInvite: true })).rejects.toMatchObject({
      code: 'email_required',
      errors: [{ path: 'email' }],
    });
  });

  test('requires the scope to invite', async () => {
    const { create } = await managingCustomers();
    const principal = somebodyIn('plan-managers');
    await expect(create(request, { principal })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(create({ ...request, sendInvite: false }, { principal })).resolves.toBeDefined();
  });
});

test('names are compared the way people read them', () => {
  expect(nameKeyOf('  ACME\t Ｇｍｂｈ ')).toBe('acme gmbh');
});

test('a name with characters that expand when normalized is kept as entered, and found', async () => {
  const { create, read } = await managingCustomers();
  const name = 'ﷺ'.repeat(160);
  const { customer } = await create({ name });
  expect((await read(customer.id)).customer.name).toBe(name);
  await expect(create({ name })).rejects.toMatchObject({ code: 'customer_exists' });
});
