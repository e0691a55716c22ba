import { describe, expect, test } from 'vitest';

import { readCustomerToJoin } from '../../../../lambdas/modules/customers/join-customer.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import { added, peopleOn, vendor } from '../../../support/modules/contacts.ts';
import { putCustomers, testContact, testCustomer } from '../../../support/modules/customers.ts';
import { invite as inviting } from '../../../support/modules/invitations.ts';

const email = 'ada@example.com';

/** Creates a customer with one contact who was not invited yet, and a function that invites an address to it. */
async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const deps = peopleOn(table, clock, new FakeUserPool());
  await putCustomers(table, [testCustomer({ id: 'cus_1', status: 'inactive' })]);
  const contact = await added(deps, 'cus_1', {
    ...{ email: 'Ada@Example.com', firstName: 'Ada', groups: ['partners'] },
  });
  const invite = (
    request: Record<string, unknown> = {},
    { idempotencyKey, tenantId }: { idempotencyKey?: string; tenantId?: string } = {},
  ) =>
    inviting(
      deps,
      { email, customerId: 'cus_1', ...request },
      {
        principal: { ...vendor.principal, ...(tenantId !== undefined && { tenantId }) },
        idempotencyKey,
      },
    );
  const contactStore = async () => (await deps.contactStore.list('cus_1', 100, undefined)).rows;
  return { table, clock, deps, contact, invite, contactStore };
}

describe('inviting an address to a customer', () => {
  test('invites the contact with that address, with the contact’s data', async () => {
    const { table, clock, deps, contact, invite, contactStore } = await setup();
    const invitation = await invite({ message: 'Welcome.' });
    expect(invitation).toMatchObject({
      ...{ contactId: contact.id, existingContact: true, role: 'owner', message: 'Welcome.' },
      ...{ groups: ['partners'], profile: { firstName: 'Ada' } },
    });
    expect(await contactStore()).toMatchObject([{ id: contact.id, invitationId: invitation.id }]);
    expect(await deps.contactStore.customer('cus_1')).toMatchObject({
      status: 'invited',
      contacts: 1,
    });
    await expectSound(table, clock.now());
  });

  test('uses the values of the request where it has any', async () => {
    const { invite } = await setup();
    const invitation = await invite({ groups: ['customers'], profile: { lastName: 'Lovelace' } });
    expect(invitation).toMatchObject({
      ...{ groups: ['customers'], profile: { firstName: 'Ada', lastName: 'Lovelace' } },
    });
  });

  test('does not let a new contact change the company’s name or tax number', async () => {
    const { table, deps, invite } = await setup();
    await putCustomers(table, [testCustomer({ id: 'cus_2', kind: 'supplier' })]);
    const fieldsOf = async (request: Record<string, unknown>) =>
      (await inviting(deps, { kind: 'supplier', ...request })).editableFields;
    const founder = await fieldsOf({ email: 'founder@example.com' });
    expect(founder).toEqual(expect.arrayContaining(['company', 'taxId']));
    const joining = { email: 'colleague@example.com', customerId: 'cus_2' };
    expect(await fieldsOf(joining)).toEqual(
      founder.filter((name) => name !== 'company' && name !== 'taxId'),
    );
    expect(await invite({ editableFields: ['company', 'firstName', 'lastName'] })).toMatchObject({
      editableFields: ['firstName', 'lastName'],
    });
  });

  test('creates a new contact if no contact has the address', async () => {
    const { contact, invite } = await setup();
    const invitation = await invite({ email: 'grace@example.com' });
    expect(invitation).toMatchObject({ existingContact: false, role: 'member' });
    expect(invitation.contactId).not.toBe(contact.id);
  });

  test('makes the first contact the owner, whichever way it is invited', async () => {
    const { table, invite } = await setup();
    await putCustomers(table, [testCustomer({ id: 'cus_2', status: 'inactive' })]);
    const invitation = await invite({ email: 'grace@example.com', customerId: 'cus_2' });
    expect(invitation).toMatchObject({ existingContact: false, role: 'owner' });
  });

  test('invites the same contact again after the first invitation has ended', async () => {
    const { deps, contact, invite, contactStore } = await setup();
    const first = await invite();
    await expect(invite()).rejects.toMatchObject({
      ...{ code: 'already_invited', conflictingId: first.id },
    });
    expect(await invite({ onConflict: 'resend' })).toMatchObject({ id: first.id });
    await revokeInvitation(deps, vendor.principal, first.id);
    const second = await invite();
    expect(second).toMatchObject({ contactId: contact.id, existingContact: true });
    expect(await contactStore()).toMatchObject([{ id: contact.id, invitationId: second.id }]);
  });

  test('does not resend an invitation to another customer instead', async () => {
    const { table, deps, invite } = await setup();
    await putCustomers(table, [testCustomer({ id: 'cus_2', status: 'inactive' })]);
    const first = await invite();
    await expect(invite({ customerId: 'cus_2', onConflict: 'resend' })).rejects.toMatchObject({
      ...{ code: 'already_invited', conflictingId: first.id },
    });
    expect((await deps.renewals.get(first.id))?.delivery.sends).toBe(first.delivery.sends);
  });

  test('finds its contact among a large number', async () => {
    const { table, contact, invite } = await setup();
    const others = Array.from({ length: 120 }, (_, n) =>
      testContact({ customerId: 'cus_1', email: `other-${n}@example.com` }),
    );
    await putCustomers(table, [], others);
    expect(await invite()).toMatchObject({ contactId: contact.id });
  });

  test('creates a new contact if the owner was removed', async () => {
    const { table, invite } = await setup();
    const removed = testContact({
      ...{ customerId: 'cus_1', email: 'gone@example.com', removedAt: '2030-01-01T12:00:00.000Z' },
    });
    await putCustomers(table, [], [removed]);
    expect(await invite({ email: 'gone@example.com' })).toMatchObject({ existingContact: false });
  });

  test('does not find a customer of another tenant', async () => {
    const { table } = await setup();
    const standing = (customerId: string, tenantId: string) =>
      readCustomerToJoin(table.client, table.tableName, { customerId, tenantId });
    expect(await standing('cus_1', 'acme')).toMatchObject({ id: 'cus_1' });
    expect(await standing('cus_1', 'other')).toBeUndefined();
    expect(await standing('cus_2', 'acme')).toBeUndefined();
  });

  test('rejects the ID of another tenant’s customer', async () => {
    const { contact, invite, contactStore } = await setup();
    await expect(invite({}, { tenantId: 'other' })).rejects.toMatchObject({
      ...{ code: 'invalid_request', errors: [{ path: 'customerId' }] },
    });
    expect(await contactStore()).toEqual([contact]);
  });
});

describe('repeating with the same Idempotency-Key', () => {
  test('returns the invitation of the first request, for any number of simultaneous requests', async () => {
    const { invite } = await setup();
    const options = { idempotencyKey: 'key-1' };
    const all = await Promise.all(Array.from({ length: 3 }, () => invite({}, options)));
    all.push(await invite({}, options));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  });
});
