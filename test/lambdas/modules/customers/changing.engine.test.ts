import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { type Contact, contactKey } from '../../../../lambdas/modules/records/contact.ts';
import type { Customer } from '../../../../lambdas/modules/records/customer.ts';
import { customerKey } from '../../../../lambdas/modules/records/customer-item.ts';
import { putCustomers, testContact, testCustomer } from '../../../support/modules/customers.ts';
import { managingCustomers, somebodyIn } from '../../../support/modules/managing-customers.ts';
import { wrongFields } from '../../../support/modules/settings.ts';

/** Stores a customer with one contact. */
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

describe('updating a customer', () => {
  test('keeps fields that are not named, removes fields that are null, and increments the version', async () => {
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

  test('removes an address as a whole, or line by line', async () => {
    const address = { line1: '1 Pier', city: 'Portsmouth' };
    const { id, change } = await setup({ address });
    expect((await change(id, { address: { line1: null } })).address).toEqual({
      city: 'Portsmouth',
    });
    expect((await change(id, { address: { city: null } })).address).toBeUndefined();
    await change(id, { address });
    expect((await change(id, { address: null })).address).toBeUndefined();
  });

  test('moves the customer in the lists that contain it', async () => {
    const { id, change, lists } = await setup({ rank: 'silver' });
    await change(id, { name: 'Royal Navy', email: 'hq@royal.example' });
    expect(await lists.named('acme', 'royal navy', 5)).toMatchObject([{ id, name: 'Royal Navy' }]);
    expect(await lists.named('acme', 'navy', 5)).toEqual([]);
    expect(await lists.ofDomain('acme', 'royal.example', 5)).toMatchObject([{ id }]);
    expect(await lists.ofDomain('acme', 'navy.example', 5)).toEqual([]);
  });

  test('never writes the counts that sign-ups change, nor the status', async () => {
    const { id, change, table, read, deps } = await setup({ status: 'invited' });
    const find = deps.customerChanges.find.bind(deps.customerChanges);
    // A contact signs up between the read and the write of the update.
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

  test('requires the version that the request names, if any', async () => {
    const { id, change } = await setup();
    await change(id, { rank: 'gold' }, { ifMatch: '"1"' });
    await expect(change(id, { rank: 'silver' }, { ifMatch: '"1"' })).rejects.toMatchObject({
      code: 'version_mismatch',
    });
    await expect(change(id, { rank: 'silver' }, { ifMatch: '"2"' })).resolves.toMatchObject({
      version: 3,
    });
  });

  test('increments the version for each simultaneous update', async () => {
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

  test('checks changed values against what the tenant offers, but not values that stay', async () => {
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
    'setting the service plan to %o requires the scope for plans',
    async (servicePlan) => {
      const { id, change } = await setup({ servicePlan: 'standard' });
      await expect(
        change(id, { servicePlan }, { principal: somebodyIn('operators') }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      const changed = await change(id, { servicePlan }, { principal: somebodyIn('plan-managers') });
      expect(changed.servicePlan).toBe(servicePlan ?? undefined);
    },
  );

  test('rejects the name of another customer, unless the request allows it', async () => {
    const { id, change, create } = await setup();
    const { customer } = await create({ name: 'Army' });
    await expect(change(id, { name: 'army' })).rejects.toMatchObject({
      code: 'customer_exists',
      conflictingId: customer.id,
    });
    await expect(change(id, { name: 'NAVY' })).resolves.toMatchObject({ name: 'NAVY' });
    await expect(change(id, { name: 'army', allowDuplicate: true })).resolves.toBeDefined();
  });

  test('returns not found for another tenant’s customer', async () => {
    const { id, change, activate, suspend } = await setup();
    const principal = somebodyIn('administrators', 'other');
    const refused = { code: 'not_found' };
    await expect(change(id, { rank: 'gold' }, { principal })).rejects.toMatchObject(refused);
    await expect(activate(id, 'other')).rejects.toMatchObject(refused);
    await expect(suspend(id, 'other')).rejects.toMatchObject(refused);
  });
});

describe('the address of the primary contact', () => {
  test('changes with the customer’s address until the contact is invited', async () => {
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
  ])('cannot be changed after the contact %s', async (_when, person) => {
    const { id, change, read } = await setup({}, person);
    expect(Object.keys(await wrongFields(change(id, { email: 'hopper@navy.example' })))).toEqual([
      'email',
    ]);
    expect((await read(id)).customer.email).toBe('grace@navy.example');
    await expect(change(id, { email: 'grace@navy.example', rank: 'gold' })).resolves.toBeDefined();
  });

  test('cannot be changed by an update that an invitation overtakes', async () => {
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

describe('activating a customer', () => {
  test.each(['inactive', 'suspended'] as const)(
    'activates a customer that is %s and has contacts with accounts',
    async (status) => {
      const { id, activate, read } = await setup({ status, users: 1, owners: 1 });
      expect(await activate(id)).toMatchObject({ status: 'active', version: 2, users: 1 });
      expect((await read(id)).customer.status).toBe('active');
      expect(await activate(id)).toMatchObject({ status: 'active', version: 2 });
    },
  );

  test.each(['inactive', 'invited'] as const)(
    'rejects a customer that is %s and has no contact with an account',
    async (status) => {
      const { id, activate, read } = await setup({ status });
      await expect(activate(id)).rejects.toMatchObject({ code: 'customer_needs_user' });
      expect((await read(id)).customer).toMatchObject({ status, version: 1 });
    },
  );

  test('makes a customer inactive that was suspended before anybody signed up', async () => {
    const { id, activate } = await setup({ status: 'suspended' });
    expect(await activate(id)).toMatchObject({ status: 'inactive' });
    await expect(activate(id)).rejects.toMatchObject({ code: 'customer_needs_user' });
  });
});

describe('suspending a customer', () => {
  test.each(['inactive', 'invited', 'active'] as const)(
    'suspends a customer that is %s',
    async (status) => {
      const { id, suspend, read } = await setup({ status, users: 2 });
      expect(await suspend(id)).toMatchObject({ status: 'suspended', version: 2, users: 2 });
      expect(await suspend(id)).toMatchObject({ status: 'suspended', version: 2 });
      expect((await read(id)).customer.status).toBe('suspended');
    },
  );
});
