import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { DynamoContactReader } from '../../../../lambdas/modules/access/access.ts';
import { type Contact, contactKey } from '../../../../lambdas/modules/records/contact.ts';
import { DynamoCustomerFinder } from '../../../../lambdas/modules/records/customer-item.ts';
import { updateMe, updateMyCustomer } from '../../../../lambdas/modules/self-service/update-me.ts';
import { beforeCall } from '../../../support/engine/dying.ts';
import { testContact } from '../../../support/modules/customers.ts';
import { customerArea } from '../../../support/modules/self-service.ts';

const ME = '/v1/me';
const COMPANY = '/v1/me/customer';
const PERSON = `${COMPANY}/contacts/{contactId}`;

type World = Awaited<ReturnType<typeof customerArea>>;
const of = (contactId: string) => ({ pathParameters: { contactId } });

describe('a contact of a customer', () => {
  test('sees their own profile', async () => {
    const { as, member, customer } = await customerArea();
    const answer = await as(member).get(ME);
    expect(answer.json).toEqual({
      id: member.id,
      role: 'member',
      email: 'alan@example.com',
      signInEmail: 'alan@example.com',
      firstName: 'Alan',
      lastName: 'Turing',
      groups: ['customers'],
      customer: { id: customer.id, name: 'Analytical Engines Ltd' },
      tenant: { name: 'Acme' },
      version: 1,
      createdAt: '2030-01-01T12:00:00.000Z',
      updatedAt: '2030-01-01T12:00:00.000Z',
    });
    expect(answer.headers['etag']).toBe('"1"');
  });

  test('sees the form of an address in another script with which they sign in', async () => {
    const { as, owner, member, setContact } = await customerArea();
    await setContact(member, { email: 'Alan@Bücher.example' });
    const forms = { email: 'Alan@Bücher.example', signInEmail: 'alan@xn--bcher-kva.example' };
    expect((await as(member).get(ME)).json).toMatchObject(forms);
    const colleagues = await as(owner).get(`${COMPANY}/contacts`);
    expect(colleagues.json['data']).toContainEqual(expect.objectContaining(forms));
  });

  test('changes name, job title, and phone, and removes them again', async () => {
    const { as, member, table } = await customerArea();
    const me = as(member);
    const answer = await me.patch(ME, {
      lastName: ' Mathison Turing ',
      jobTitle: 'Head of codes',
      phone: '+44 1908 640404',
    });
    expect(answer.json).toMatchObject({
      firstName: 'Alan',
      lastName: 'Mathison Turing',
      jobTitle: 'Head of codes',
      phone: '+44 1908 640404',
      version: 2,
      updatedAt: '2030-01-02T12:00:00.000Z',
    });
    expect((await me.patch(ME, { jobTitle: null })).json).not.toHaveProperty('jobTitle');
    const reader = new DynamoContactReader(table.client, table.tableName);
    expect(await reader.find(member.customerId, member.id)).toEqual({
      ...member,
      lastName: 'Mathison Turing',
      phone: '+44 1908 640404',
      version: 3,
      updatedAt: '2030-01-02T12:00:00.000Z',
    });
  });

  test('removes the last name only if the tenant allows one name', async () => {
    const registration = { customer: { optional: ['lastName' as const] } };
    const { as, member } = await customerArea({ tenant: { settings: { registration } } });
    const answer = await as(member).patch(ME, { firstName: 'Pelé', lastName: null });
    expect(answer.json).toMatchObject({ firstName: 'Pelé', version: 2 });
    expect(answer.json).not.toHaveProperty('lastName');
    // As a form sends it back.
    expect((await as(member).patch(ME, { lastName: null, jobTitle: 'Coach' })).status).toBe(200);

    const elsewhere = await customerArea();
    const refused = await elsewhere.as(elsewhere.member).patch(ME, { lastName: null });
    expect(refused).toMatchObject({
      status: 400,
      json: {
        code: 'invalid_request',
        errors: [{ path: 'lastName', message: 'The last name is required.' }],
      },
    });
    const supplier = await customerArea({
      tenant: { settings: { registration } },
      customer: { kind: 'supplier' },
    });
    expect((await supplier.as(supplier.member).patch(ME, { lastName: null })).status).toBe(400);
  });

  test('with one name can change everything else, even if the tenant now requires two names', async () => {
    const { as, member, deps } = await customerArea();
    const reduced = { ...member, lastName: undefined, version: 2 };
    await deps.members.replaceContact(reduced);
    const answer = await as(member).patch(ME, { jobTitle: 'Clerk', lastName: null });
    expect(answer).toMatchObject({ status: 200, json: { jobTitle: 'Clerk', version: 3 } });
  });

  test('cannot change the address that they sign in with, and learns why', async () => {
    const { as, member } = await customerArea();
    const answer = await as(member).patch(ME, { email: 'other@example.com', lastName: 'X' });
    expect(answer).toMatchObject({
      status: 400,
      json: {
        code: 'invalid_request',
        errors: [
          { path: 'email', message: 'email cannot be changed, because you sign in with it.' },
        ],
      },
    });
    expect((await as(member).get(ME)).json).toMatchObject({ lastName: 'Turing', version: 1 });
    expect((await as(member).patch(ME, { email: member.email, lastName: 'X' })).status).toBe(200);
  });

  test.each(['role', 'groups', 'userId', 'customerId', 'removedAt'])(
    'cannot set their own %s',
    async (field) => {
      const { as, member } = await customerArea();
      const answer = await as(member).patch(ME, { [field]: 'owner' });
      expect(answer).toMatchObject({ status: 400, json: { errors: [{ path: field }] } });
    },
  );

  test('from before versions existed changes the first version', async () => {
    const { as, member, table } = await customerArea();
    await table.client.send(
      new UpdateCommand({
        TableName: table.tableName,
        Key: contactKey(member.customerId, member.id),
        UpdateExpression: 'REMOVE version',
      }),
    );
    const answer = await as(member).patch(ME, { jobTitle: 'Head of codes' });
    expect(answer.json).toMatchObject({ jobTitle: 'Head of codes', version: 2 });
  });

  test('changes only the version that they have read, if they name it', async () => {
    const { as, member } = await customerArea();
    const me = as(member);
    const stale = { headers: { 'if-match': '"1"' } };
    expect((await me.patch(ME, { jobTitle: 'Clerk' }, stale)).status).toBe(200);
    expect((await me.patch(ME, { jobTitle: 'Buyer' }, stale)).json).toMatchObject({
      status: 412,
      code: 'version_mismatch',
    });
    const many = await Promise.all(['a', 'b', 'c'].map((jobTitle) => me.patch(ME, { jobTitle })));
    expect(many.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await me.get(ME)).json).toMatchObject({ version: 5 });
  });
});

describe('a company', () => {
  const secret = {
    rank: 'gold',
    notes: 'Pays late.',
    servicePlan: 'premium',
    groups: ['customers', 'partners'],
  };

  test('is shown to its contacts without the vendor’s internal fields', async () => {
    const { as, member, owner } = await customerArea({
      tenant: {
        catalog: {
          services: [
            { id: 'support', name: 'Support' },
            { id: 'training', name: 'Training' },
          ],
        },
      },
      customer: {
        ...secret,
        services: ['support', 'gone'],
        phone: '+44 1',
        website: 'https://x.example',
      },
    });
    for (const person of [member, owner]) {
      const answer = await as(person).get(COMPANY);
      expect(Object.keys(answer.json).toSorted()).toEqual([
        'counts',
        'createdAt',
        'id',
        'kind',
        'name',
        'phone',
        'services',
        'status',
        'updatedAt',
        'version',
        'website',
      ]);
      expect(answer.json).toMatchObject({ services: [{ id: 'support', name: 'Support' }] });
      expect(answer.text).not.toMatch(/gold|Pays late|premium|partners|training/);
    }
  });

  test('can be changed by an owner, in the fields of its profile', async () => {
    const { as, owner, table, customer, setCustomer } = await customerArea({ customer: secret });
    const answer = await as(owner).patch(COMPANY, {
      name: 'Difference Engines Ltd',
      phone: '+44 20 7946 0100',
      website: 'https://engines.example',
      address: { line1: '1 Dorset Street', city: 'London', country: 'gb' },
    });
    expect(answer).toMatchObject({
      status: 200,
      json: { name: 'Difference Engines Ltd', address: { country: 'GB' }, version: 2 },
    });
    expect(answer.headers['etag']).toBe('"2"');
    await setCustomer({ users: 7 });
    const further = await as(owner).patch(COMPANY, { phone: null, address: { line1: null } });
    expect(further.json).toMatchObject({ address: { city: 'London', country: 'GB' } });
    expect(further.json).not.toHaveProperty('phone');
    const stored = await new DynamoCustomerFinder(table.client, table.tableName).find(customer.id);
    expect(stored).toMatchObject({
      ...secret,
      name: 'Difference Engines Ltd',
      website: 'https://engines.example',
      status: 'active',
      users: 7,
      version: 3,
    });
  });

  test('cannot be changed by a member', async () => {
    const { as, member, owner } = await customerArea();
    expect((await as(member).patch(COMPANY, { name: 'Mine' })).json).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    expect((await as(owner).get(COMPANY)).json).toMatchObject({ name: 'Analytical Engines Ltd' });
  });

  test.each([
    'notes',
    'rank',
    'services',
    'servicePlan',
    'groups',
    'status',
    'kind',
    'email',
    'taxId',
  ])('cannot set its own %s', async (field) => {
    const { as, owner } = await customerArea();
    const answer = await as(owner).patch(COMPANY, { [field]: 'active' });
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ path: field }] } });
  });

  test.each(['javascript:alert(1)', 'https://', 'https://user@evil.example', 'example.com'])(
    'cannot have the website %j',
    async (website) => {
      const { as, owner } = await customerArea();
      const answer = await as(owner).patch(COMPANY, { website });
      expect(answer).toMatchObject({ status: 400, json: { errors: [{ path: 'website' }] } });
    },
  );
});

describe('a valid token', () => {
  async function refusedFor(world: Awaited<ReturnType<typeof customerArea>>) {
    const answers = [
      await world.as(world.owner).get(ME),
      await world.as(world.owner).patch(ME, { jobTitle: 'Thief' }),
      await world.as(world.owner).get(COMPANY),
      await world.as(world.owner).patch(COMPANY, { name: 'Mine' }),
    ];
    return new Set(answers.map(({ status, json }) => [status, json['code']].join(' ')));
  }

  test('is rejected after the contact was removed', async () => {
    const world = await customerArea();
    await world.setContact(world.owner, { removedAt: '2030-01-02T11:00:00.000Z' });
    expect(await refusedFor(world)).toEqual(new Set(['403 forbidden']));
  });

  test.each(['suspended', 'inactive', 'invited'] as const)(
    'is rejected while the customer is %s, and accepted when it is active again',
    async (status) => {
      const world = await customerArea();
      await world.setCustomer({ status });
      expect(await refusedFor(world)).toEqual(new Set(['403 forbidden']));
      await world.setCustomer({ status: 'active' });
      expect((await world.as(world.owner).get(ME)).status).toBe(200);
    },
  );

  test('of a suspended tenant is rejected', async () => {
    expect(await refusedFor(await customerArea({ tenant: { status: 'suspended' } }))).toEqual(
      new Set(['403 forbidden']),
    );
  });

  test('for an account other than the contact’s is rejected', async () => {
    const { as, owner } = await customerArea();
    for (const change of [
      { username: 'user-member' },
      { tenant_id: 'other' },
      { contact_id: 'con_other' },
      { customer_id: 'cus_other' },
    ])
      expect((await as(owner, change).get(ME)).json).toMatchObject({ code: 'forbidden' });
    const stranger = testContact({ customerId: owner.customerId, userId: 'user-owner' });
    expect((await as(stranger).get(ME)).json).toMatchObject({ code: 'forbidden' });
  });

  test('of an administrator is rejected', async () => {
    const { as, owner } = await customerArea();
    const answer = await as(owner, { customer_id: '', contact_id: '' }).get(ME);
    expect([401, 403]).toContain(answer.status);
    const administrator = await as(owner, { scope: 'foyer/customers:write' }).get(ME);
    expect(administrator.json).toMatchObject({ status: 403, code: 'forbidden' });
  });
});

describe('an update that comes too late', () => {
  const principalOf = ({ id: contactId, tenantId, customerId, userId = '' }: Contact) => ({
    ...{ id: userId, name: 'Grace Hopper', tenantId },
    member: { customerId, contactId, userId },
  });

  test.each<[string, (world: World) => Promise<unknown>]>([
    ['by an owner', ({ as, owner, member }) => as(owner).delete(PERSON, of(member.id))],
    [
      'in any other way, without a new version',
      ({ setContact, member }) => setContact(member, { removedAt: '2030-01-02T12:00:00.000Z' }),
    ],
  ])('of a contact that was removed in the meantime, %s, is rejected', async (_name, removal) => {
    const world = await customerArea();
    const { deps, member, table } = world;
    const { target, reached } = beforeCall(deps.members, 1, () => removal(world));
    const changed = updateMe(
      { ...deps, members: target },
      { principal: principalOf(member), change: { firstName: 'Alonzo' }, ifMatch: undefined },
    );
    await expect(changed).rejects.toMatchObject({ code: 'forbidden' });
    expect(reached()).toBe(true);
    const reader = new DynamoContactReader(table.client, table.tableName);
    expect(await reader.find(member.customerId, member.id)).toMatchObject({ firstName: 'Alan' });
  });

  test('of a contact that an owner updates at the same time keeps the owner’s update', async () => {
    const { deps, as, owner, member } = await customerArea();
    const { target, reached } = beforeCall(deps.members, 1, () =>
      as(owner).patch(PERSON, { firstName: 'Alonzo' }, of(member.id)),
    );
    const changed = await updateMe(
      { ...deps, members: target },
      { principal: principalOf(member), change: { phone: '+441908640404' }, ifMatch: undefined },
    );
    expect(reached()).toBe(true);
    expect(changed.contact).toMatchObject({ firstName: 'Alonzo', version: 3 });
    expect((await as(member).get(ME)).json).toMatchObject({
      ...{ firstName: 'Alonzo', phone: changed.contact.phone, version: 3 },
    });
  });

  test('of a company that was suspended in the meantime is rejected, and does not activate it', async () => {
    const { deps, owner, customer, table, setCustomer } = await customerArea();
    // As a sign-up does: without a new version.
    const { target, reached } = beforeCall(deps.members, 1, () =>
      setCustomer({ status: 'suspended' }),
    );
    const changed = updateMyCustomer(
      { ...deps, members: target },
      { principal: principalOf(owner), change: { name: 'Other Engines' }, ifMatch: undefined },
    );
    await expect(changed).rejects.toMatchObject({ code: 'forbidden' });
    expect(reached()).toBe(true);
    const finder = new DynamoCustomerFinder(table.client, table.tableName);
    expect(await finder.find(customer.id)).toMatchObject({
      status: 'suspended',
      name: customer.name,
    });
  });
});
