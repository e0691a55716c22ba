import { describe, expect, test } from 'vitest';

import { DynamoContactStore } from '../../../../lambdas/modules/contacts/contact-store.ts';
import { deleteContact } from '../../../../lambdas/modules/contacts/delete-contact.ts';
import { getContact } from '../../../../lambdas/modules/contacts/read-contacts.ts';
import { updateContact } from '../../../../lambdas/modules/contacts/update-contact.ts';
import { DynamoCustomerChanges } from '../../../../lambdas/modules/customers/customer-store.ts';
import { suspendCustomer } from '../../../../lambdas/modules/customers/update-customer.ts';
import type { ContactActor } from '../../../../lambdas/modules/invitations/invitation-rules.ts';
import { MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import type { PrefilledProfile } from '../../../../lambdas/modules/platform/sign-up-form.ts';
import type { Contact } from '../../../../lambdas/modules/records/contact.ts';
import type { TenantSettings } from '../../../../lambdas/modules/records/tenant-settings.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { reconcile } from '../../../../lambdas/reconciler/reconcile.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { beforeCall, MortalProcess } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import { added, peopleOn, vendor } from '../../../support/modules/contacts.ts';
import { putCustomers, testCustomer } from '../../../support/modules/customers.ts';
import { mailedToken } from '../../../support/modules/invitations.ts';
import { reconcilingOn } from '../../../support/modules/reconciling.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';
import { testRules } from '../../../support/modules/tenants.ts';

const PASSWORD = 'Correct-horse-battery-1';

async function setup(settings: TenantSettings = {}) {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const deps = peopleOn(table, clock, pool, settings);
  const { reconcilingIn, failures } = reconcilingOn(table, clock, pool, settings);
  await putCustomers(table, [testCustomer({ id: 'cus_1', status: 'inactive' })]);
  const named = (contact: Pick<Contact, 'id'>, by: ContactActor = vendor) => ({
    ...{ by, customerId: 'cus_1', contactId: contact.id },
  });
  const find = (contact: Pick<Contact, 'id'>) => getContact(deps, named(contact));
  const token = async ({ invitationId = '' }: Contact) => {
    const invitation = await deps.invitations.get(invitationId);
    if (invitation === undefined) throw new Error('The invitation does not exist.');
    return mailedToken(table, clock, invitation);
  };
  const accept = async (
    link: string,
    process?: MortalProcess,
    profile: PrefilledProfile = { firstName: 'Ada', lastName: 'Lovelace' },
  ) =>
    acceptInvitation(
      {
        ...acceptingOn(table, clock, pool, process),
        ...{ rules: testRules(settings), currentRules: testRules(settings) },
      },
      {
        ...{ token: link, password: PASSWORD, idempotencyKey: undefined },
        profile,
      },
    );
  const customerChanges = new DynamoCustomerChanges(table.client, table.tableName);
  return {
    ...{ table, clock, pool, deps, named, find, token, accept, failures },
    suspend: () => suspendCustomer({ customerChanges, clock }, 'acme', 'cus_1'),
    /** Removes a contact, with `work` between the two reads and the write. */
    removeMeanwhile: async (contact: Pick<Contact, 'id'>, work: () => Promise<unknown>) => {
      const { target, reached } = beforeCall(table.client, 3, work);
      const contactStore = new DynamoContactStore(target, table.tableName);
      await deleteContact({ ...deps, contactStore }, { ...named(contact), ifMatch: undefined });
      expect(reached()).toBe(true);
    },
    invited: (email: string) => added(deps, 'cus_1', { email, sendInvite: true }),
    customer: () => deps.contactStore.customer('cus_1'),
    remove: (contact: Pick<Contact, 'id'>, by: ContactActor = vendor) =>
      deleteContact(deps, { ...named(contact, by), ifMatch: undefined }),
    reconciled: () => reconcile(reconcilingIn()),
    sound: () => expectSound(table, clock.now()),
  };
}

describe('signing up as an existing contact', () => {
  test('links the account to it, and the first sign-up activates the customer', async () => {
    const { invited, token, accept, customer, find, sound } = await setup();
    const contact = await invited('ada@example.com');
    await accept(await token(contact));
    expect(await find(contact)).toMatchObject({ firstName: 'Ada', role: 'owner' });
    expect((await find(contact)).userId).toBeDefined();
    expect(await customer()).toMatchObject({ status: 'active', contacts: 1, users: 1, owners: 1 });
    await sound();
  });

  test('with one name removes the last name that the contact had', async () => {
    const registration = { customer: { optional: ['lastName' as const] } };
    const { deps, token, accept, find, sound } = await setup({ registration });
    const known = { firstName: 'Sukarno', lastName: 'Lovelace', sendInvite: true };
    const contact = await added(deps, 'cus_1', { ...known, email: 'ada@example.com' });
    await accept(await token(contact), undefined, { firstName: 'Sukarno' });
    const arrived = await find(contact);
    expect(arrived).toMatchObject({ firstName: 'Sukarno' });
    expect(arrived.userId).toBeDefined();
    expect(arrived).not.toHaveProperty('lastName');
    await sound();
  });

  test('waits for approval if the tenant requires it', async () => {
    const { invited, token, accept, customer, sound } = await setup({ requiresApproval: true });
    await accept(await token(await invited('ada@example.com')));
    expect(await customer()).toMatchObject({ status: 'inactive', users: 1 });
    await sound();
  });

  test('counts three colleagues who sign up at once', async () => {
    const { invited, token, accept, customer, sound } = await setup();
    const links: string[] = [];
    for (const name of ['ada', 'grace', 'mary'])
      links.push(await token(await invited(`${name}@example.com`)));
    await Promise.all(links.map((link) => accept(link)));
    expect(await customer()).toMatchObject({ status: 'active', contacts: 3, users: 3, owners: 1 });
    await sound();
  });

  test('is rejected after the contact was removed, and leaves no user', async () => {
    const { invited, token, accept, remove, pool, customer, sound } = await setup();
    const contact = await invited('ada@example.com');
    const link = await token(contact);
    await remove(contact);
    await expect(accept(link)).rejects.toMatchObject({ code: 'invitation_revoked' });
    expect(pool.users.size).toBe(0);
    expect(await customer()).toMatchObject({ contacts: 0 });
    await sound();
  });

  test.each<[string, Partial<Contact>]>([
    ['was removed', { removedAt: '2030-01-01T12:00:00.000Z' }],
    ['got an account', { userId: 'user-of-somebody-else' }],
    ['belongs to another tenant', { tenantId: 'globex' }],
  ])('is rejected if the contact %s while the account is being created', async (_name, change) => {
    const { invited, token, find, table, clock, pool } = await setup();
    const contact = await invited('ada@example.com');
    const link = await token(contact);
    const seen = await find(contact);
    const deps = acceptingOn(table, clock, pool);
    // The calls are a read, the claim, and then the link to the account.
    const { target, reached } = beforeCall(deps.invitations, 3, () =>
      putCustomers(table, [], [{ ...seen, ...change }]),
    );
    const accepted = acceptInvitation(
      { ...deps, invitations: target },
      {
        ...{ token: link, password: PASSWORD, idempotencyKey: undefined },
        profile: { firstName: 'Ada', lastName: 'Lovelace' },
      },
    );
    await expect(accepted).rejects.toMatchObject({ code: 'grant_not_allowed' });
    expect(reached()).toBe(true);
    const contactStore = new DynamoContactStore(table.client, table.tableName);
    expect(await contactStore.find('cus_1', contact.id)).toMatchObject(change);
  });

  test('that crashed at its last step is completed by the reconciler', async () => {
    const { invited, token, accept, clock, customer, find, reconciled, sound } = await setup();
    const contact = await invited('ada@example.com');
    const alive = new MortalProcess();
    const rehearsal = await setup();
    await rehearsal.accept(await rehearsal.token(await rehearsal.invited('x@example.com')), alive);
    const last = new MortalProcess({ call: alive.names.indexOf('complete') + 1, moment: 'before' });
    await expect(accept(await token(contact), last)).rejects.toThrow();
    clock.advance(10 * MINUTE);
    expect(await reconciled()).toMatchObject({ completed: 1, failed: 0 });
    expect((await find(contact)).userId).toBeDefined();
    expect(await customer()).toMatchObject({ status: 'active', users: 1 });
    await sound();
  });
});

describe('removing a contact', () => {
  test('with an account ends its access, and the reconciler deletes the user from the pool', async () => {
    const { invited, token, accept, remove, reconciled, pool, customer, find, sound } =
      await setup();
    const contact = await invited('ada@example.com');
    await accept(await token(contact));
    await remove(contact);
    const removed = await find(contact);
    expect(removed).toMatchObject({ email: 'ada@example.com', removedBy: { name: 'Ada Admin' } });
    expect(removed.userId).toBeUndefined();
    expect(await customer()).toMatchObject({
      status: 'inactive',
      contacts: 0,
      users: 0,
      owners: 0,
    });
    await sound();
    expect(await reconciled()).toMatchObject({ removed: 1, failed: 0 });
    expect(pool.users.size).toBe(0);
    expect((await find(contact)).formerUserId).toBeUndefined();
    expect(await reconciled()).toMatchObject({ removed: 0, failed: 0 });
    await sound();
  });

  test('that is the last one with an account leaves a suspended customer suspended', async () => {
    const { invited, token, accept, remove, customer, suspend, sound } = await setup();
    const contact = await invited('ada@example.com');
    await accept(await token(contact));
    await suspend();
    await remove(contact);
    expect(await customer()).toMatchObject({ status: 'suspended', users: 0, contacts: 0 });
    await sound();
  });

  test('that is the last one with an account leaves a customer suspended if it is suspended at the same time', async () => {
    const { invited, token, accept, customer, removeMeanwhile, suspend, sound } = await setup();
    // The first one is the primary contact, whose removal would be rejected for another reason.
    await invited('first@example.com');
    const contact = await invited('ada@example.com');
    await accept(await token(contact));
    await removeMeanwhile(contact, suspend);
    expect(await customer()).toMatchObject({ status: 'suspended', users: 0, contacts: 1 });
    await sound();
  });

  test('deactivates the customer when the last two with an account are removed at the same time', async () => {
    const { invited, token, accept, remove, removeMeanwhile, deps, named, customer, sound } =
      await setup();
    const [first, second] = [await invited('ada@example.com'), await invited('bob@example.com')];
    for (const contact of [first, second]) await accept(await token(contact));
    // Nobody is an owner, so only the number of accounts shows that there were two.
    await updateContact(deps, { ...named(first), change: { role: 'member' }, ifMatch: undefined });
    await removeMeanwhile(first, () => remove(second));
    expect(await customer()).toMatchObject({ status: 'inactive', users: 0, owners: 0 });
    await sound();
  });

  test('makes a simultaneous update of the contact fail', async () => {
    const { deps, table, named, find, remove, sound } = await setup();
    // The contact has no invitation, so no invitation can make the update fail.
    const contact = await added(deps, 'cus_1', { email: 'ada@example.com', jobTitle: 'Analyst' });
    const { target, reached } = beforeCall(table.client, 3, () => remove(contact));
    const contactStore = new DynamoContactStore(target, table.tableName);
    const change = { ...named(contact), change: { jobTitle: 'Boss' }, ifMatch: undefined };
    await expect(updateContact({ ...deps, contactStore }, change)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(reached()).toBe(true);
    expect(await find(contact)).toMatchObject({ jobTitle: 'Analyst', version: 2 });
    await sound();
  });

  test('frees its address immediately: a new contact signs up before the old user is deleted', async () => {
    const { invited, token, accept, remove, reconciled, pool, find, sound } = await setup();
    const first = await invited('ada@example.com');
    await accept(await token(first));
    await remove(first);
    const second = await invited('ada@example.com');
    await accept(await token(second));
    const { userId } = await find(second);
    await reconciled();
    expect([...pool.users.values()].map((user) => user.userId)).toEqual([userId]);
    await sound();
  });

  test('works in a suspended customer, which stays suspended', async () => {
    const { table, deps, customer, remove, sound } = await setup();
    const contact = await added(deps, 'cus_1', { email: 'ada@example.com' });
    const [suspended, left] = [
      { status: 'suspended', contacts: 1 },
      { status: 'suspended', contacts: 0 },
    ] as const;
    await putCustomers(table, [testCustomer({ id: 'cus_1', ...suspended })]);
    await remove(contact);
    expect(await customer()).toMatchObject(left);
    await sound();
  });

  test('can be repeated, also by several callers at once', async () => {
    const { invited, token, accept, remove, customer, sound } = await setup();
    const contact = await invited('ada@example.com');
    await accept(await token(contact));
    await Promise.all([remove(contact), remove(contact), remove(contact)]);
    expect(await customer()).toMatchObject({ contacts: 0, users: 0, owners: 0 });
    await sound();
  });

  test('keeps an owner: the customer’s contacts cannot remove the last one, but the vendor can', async () => {
    const { invited, token, accept, remove, deps, named, find, customer, sound } = await setup();
    const contact = await invited('ada@example.com');
    await accept(await token(contact));
    const member = await find(contact);
    const own = { principal: vendor.principal, member };
    const refused = { code: 'last_owner' };
    await expect(remove(contact, own)).rejects.toMatchObject(refused);
    const demotion = { change: { role: 'member' as const }, ifMatch: undefined };
    await expect(
      updateContact(deps, { ...named(contact, own), ...demotion }),
    ).rejects.toMatchObject(refused);
    const job = { change: { jobTitle: 'Buyer' }, ifMatch: undefined };
    await updateContact(deps, { ...named(contact, own), ...job });
    expect(await find(contact)).toMatchObject({ role: 'owner', jobTitle: 'Buyer' });
    await remove(contact);
    expect(await customer()).toMatchObject({ owners: 0 });
    await sound();
  });
});
