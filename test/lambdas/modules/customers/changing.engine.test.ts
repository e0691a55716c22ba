import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import type { Contact } from '../../../../lambdas/modules/records/contact.ts';
import type { Customer } from '../../../../lambdas/modules/records/customer.ts';
import { contactKey, customerKey } from '../../../../lambdas/modules/records/customer-item.ts';
import { putCustomers, testContact, testCustomer } from '../../../support/modules/customers.ts';
import { managingCustomers, somebodyIn } from '../../../support/modules/managing-customers.ts';
import { wrongFields } from '../../../support/modules/settings.ts';

/** A customer with one contact, as they stand in the table. */
async function setup(fields: Partial<Customer> = {}, person: Partial<Contact> = {}) {
  const managing = await managingCustomers();
  const contact = testContact({ email: 'grace@navy.example', ...person });
  const customer = testCustomer({
    name: 'Navy',
    email: 'grace@navy.example',
    primaryContactId: contact.id,
    contacts: 1,
    services: ['portal'],
    groups: ['customers'],
    ...fields,
  });
  await putCustomers(managing.table, [customer], [{ ...contact, customerId: customer.id }]);
  return { ...managing, customer, id: customer.id, contactId: contact.id };
}

describe('a change', () => {
  test('leaves what it does not name, takes away what is null, and counts', async () => {
    const { id, change, read, clock } = await setup({
      phone: '+44 20 7946 0100',
      address: { line1: '1 Pier', city: 'Portsmouth' },
    });
    clock.advance(1_000);
    const changed = await change(id, {
      name: 'Royal Navy',
      phone: null,
      rank: 'gold',
      address: { city: 'Plymouth', country: 'GB' },
      services: ['portal', 'support'],
      notes: 'Calls on Mondays.',
    });
    expect(changed).toMatchObject({ name: 'Royal Navy', version: 2, email: 'grace@navy.example' });
    const { customer } = await read(id);
    expect(customer).toEqual(changed);
    expect(customer.phone).toBeUndefined();
    expect(customer.address).toEqual({ line1: '1 Pier', city: 'Plymouth', country: 'GB' });
    expect(customer.updatedAt).toBe(clock.now().toISOString());
  });

  test('takes an address away as a whole, and line by line', async () => {
    const address = { line1: '1 Pier', city: 'Portsmouth' };
    const { id, change } = await setup({ address });
    expect((await change(id, { address: { line1: null } })).address).toEqual({
      city: 'Portsmouth',
    });
    expect((await change(id, { address: { city: null } })).address).toBeUndefined();
    await change(id, { address });
    expect((await change(id, { address: null })).address).toBeUndefined();
  });

  test('moves the customer in the lists that it is found in', async () => {
    const { id, change, lists } = await setup({ rank: 'silver' });
    await change(id, { name: 'Royal Navy', email: 'hq@royal.example' });
    expect(await lists.named('acme', 'royal navy', 5)).toMatchObject([{ id, name: 'Royal Navy' }]);
    expect(await lists.named('acme', 'navy', 5)).toEqual([]);
    expect(await lists.ofDomain('acme', 'royal.example', 5)).toMatchObject([{ id }]);
    expect(await lists.ofDomain('acme', 'navy.example', 5)).toEqual([]);
  });

  test('never writes what people arriving count, nor the status', async () => {
    const { id, change, table, read, deps } = await setup({ status: 'invited' });
    const find = deps.customerChanges.find.bind(deps.customerChanges);
    // Somebody arrives between the reading and the writing of the change.
    deps.customerChanges.find = async (customerId) => {
      const found = await find(customerId);
      await table.client.send(
        new UpdateCommand({
          TableName: table.tableName,
          Key: customerKey(customerId),
          UpdateExpression: 'SET #status = :active, #users = :one, owners = :one',
          ExpressionAttributeNames: { '#status': 'status', '#users': 'users' },
          ExpressionAttributeValues: { ':active': 'active', ':one': 1 },
        }),
      );
      return found;
    };
    await change(id, { rank: 'gold' });
    expect((await read(id)).customer).toMatchObject({
      rank: 'gold',
      status: 'active',
      users: 1,
      owners: 1,
    });
  });

  test('is held to the version that it was made for, if it says one', async () => {
    const { id, change } = await setup();
    await change(id, { rank: 'gold' }, { ifMatch: '"1"' });
    await expect(change(id, { rank: 'silver' }, { ifMatch: '"1"' })).rejects.toMatchObject({
      code: 'version_mismatch',
    });
    await expect(change(id, { rank: 'silver' }, { ifMatch: '"2"' })).resolves.toMatchObject({
      version: 3,
    });
  });

  test('counts beside others that are made at the same moment', async () => {
    const { id, change, read } = await setup();
    await Promise.all([
      change(id, { rank: 'gold' }),
      change(id, { notes: 'Calls on Mondays.' }),
      change(id, { phone: '+44 20 7946 0100' }),
    ]);
    expect((await read(id)).customer).toMatchObject({
      rank: 'gold',
      notes: 'Calls on Mondays.',
      phone: '+44 20 7946 0100',
      version: 4,
    });
  });

  test('is checked against what the tenant offers, but not for what stays', async () => {
    const { id, change } = await setup({ services: ['retired'], rank: 'bronze' });
    const refused = await wrongFields(
      change(id, { services: ['catering'], servicePlan: 'free', rank: 'tin', groups: ['viewers'] }),
    );
    expect(Object.keys(refused).toSorted()).toEqual([
      'groups.0',
      'rank',
      'servicePlan',
      'services.0',
    ]);
    await expect(change(id, { notes: 'Kept.' })).resolves.toMatchObject({ services: ['retired'] });
  });

  test.each([['premium'], [null]])(
    'of the service plan to %o needs the privilege for it',
    async (servicePlan) => {
      const { id, change } = await setup({ servicePlan: 'standard' });
      await expect(
        change(id, { servicePlan }, { principal: somebodyIn('operators') }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      const changed = await change(id, { servicePlan }, { principal: somebodyIn('plan-managers') });
      expect(changed.servicePlan).toBe(servicePlan ?? undefined);
    },
  );

  test('to the name of another customer is refused, unless that is wanted', async () => {
    const { id, change, create } = await setup();
    const { customer } = await create({ name: 'Army' });
    await expect(change(id, { name: 'army' })).rejects.toMatchObject({
      code: 'customer_exists',
      conflictingId: customer.id,
    });
    await expect(change(id, { name: 'NAVY' })).resolves.toMatchObject({ name: 'NAVY' });
    await expect(change(id, { name: 'army', allowDuplicate: true })).resolves.toBeDefined();
  });

  test('of another tenant’s customer is one of nothing', async () => {
    const { id, change, activate, suspend } = await setup();
    const principal = somebodyIn('administrators', 'other');
    const refused = { code: 'not_found' };
    await expect(change(id, { rank: 'gold' }, { principal })).rejects.toMatchObject(refused);
    await expect(activate(id, 'other')).rejects.toMatchObject(refused);
    await expect(suspend(id, 'other')).rejects.toMatchObject(refused);
  });
});

describe('the address of the primary contact', () => {
  test('changes with the customer’s as long as nobody was invited', async () => {
    const { id, change, read } = await setup();
    await change(id, { email: 'hopper@navy.example' });
    const { customer, contacts } = await read(id);
    expect(customer.email).toBe('hopper@navy.example');
    expect(contacts).toMatchObject([{ email: 'hopper@navy.example', version: 2 }]);
    await change(id, { email: null });
    const after = await read(id);
    expect([after.customer.email, after.contacts[0]?.email]).toEqual([undefined, undefined]);
  });

  test.each<[string, Partial<Contact>]>([
    ['was invited', { invitationId: 'inv_1' }],
    ['has an account', { invitationId: 'inv_1', userId: 'user-1' }],
  ])('cannot be changed once the contact %s', async (_when, person) => {
    const { id, change, read } = await setup({}, person);
    expect(Object.keys(await wrongFields(change(id, { email: 'hopper@navy.example' })))).toEqual([
      'email',
    ]);
    expect((await read(id)).customer.email).toBe('grace@navy.example');
    await expect(change(id, { email: 'grace@navy.example', rank: 'gold' })).resolves.toBeDefined();
  });

  test('cannot be changed by who is overtaken by an invitation', async () => {
    const { id, change, table, contactId, deps } = await setup();
    const findContact = deps.customerChanges.findContact.bind(deps.customerChanges);
    deps.customerChanges.findContact = async (...ids) => {
      const found = await findContact(...ids);
      await table.client.send(
        new UpdateCommand({
          TableName: table.tableName,
          Key: contactKey(id, contactId),
          UpdateExpression: 'SET invitationId = :id',
          ExpressionAttributeValues: { ':id': 'inv_1' },
        }),
      );
      return found;
    };
    expect(Object.keys(await wrongFields(change(id, { email: 'x@navy.example' })))).toEqual([
      'email',
    ]);
  });
});

describe('activating', () => {
  test.each(['inactive', 'suspended'] as const)(
    'opens a customer that is %s and has people',
    async (status) => {
      const { id, activate, read } = await setup({ status, users: 1, owners: 1 });
      expect(await activate(id)).toMatchObject({ status: 'active', version: 2, users: 1 });
      expect((await read(id)).customer.status).toBe('active');
      expect(await activate(id)).toMatchObject({ status: 'active', version: 2 });
    },
  );

  test.each(['inactive', 'invited'] as const)(
    'is refused for one that is %s and has nobody',
    async (status) => {
      const { id, activate, read } = await setup({ status });
      await expect(activate(id)).rejects.toMatchObject({ code: 'customer_needs_user' });
      expect((await read(id)).customer).toMatchObject({ status, version: 1 });
    },
  );

  test('opens one that was suspended before anybody came to whoever comes first', async () => {
    const { id, activate } = await setup({ status: 'suspended' });
    expect(await activate(id)).toMatchObject({ status: 'inactive' });
    await expect(activate(id)).rejects.toMatchObject({ code: 'customer_needs_user' });
  });
});

describe('suspending', () => {
  test.each(['inactive', 'invited', 'active'] as const)(
    'closes a customer that is %s',
    async (status) => {
      const { id, suspend, read } = await setup({ status, users: 2 });
      expect(await suspend(id)).toMatchObject({ status: 'suspended', version: 2, users: 2 });
      expect(await suspend(id)).toMatchObject({ status: 'suspended', version: 2 });
      expect((await read(id)).customer.status).toBe('suspended');
    },
  );
});
