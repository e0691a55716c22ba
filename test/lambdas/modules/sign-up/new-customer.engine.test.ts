import { describe, expect, test } from 'vitest';

import { deleteContact } from '../../../../lambdas/modules/contacts/delete-contact.ts';
import { inviteContact } from '../../../../lambdas/modules/contacts/invite-contact.ts';
import { updateContact } from '../../../../lambdas/modules/contacts/update-contact.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { DAY, MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { reconcile } from '../../../../lambdas/reconciler/reconcile.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import { added, peopleOn, vendor } from '../../../support/modules/contacts.ts';
import { putCustomers, testContact, testCustomer } from '../../../support/modules/customers.ts';
import { invite, mailedToken } from '../../../support/modules/invitations.ts';
import { reconcilingOn } from '../../../support/modules/reconciling.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';

const EMAIL = 'ada@example.com';

/** Creates an invitation to a customer that has no contact with the address. */
async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const deps = peopleOn(table, clock, pool);
  await putCustomers(table, [testCustomer({ id: 'cus_1', status: 'inactive' })]);
  const invitation = await invite(deps, {
    email: EMAIL,
    customerId: 'cus_1',
    groups: ['partners'],
  });
  const first = await mailedToken(table, clock, invitation);
  const accept = (process?: MortalProcess, token = first) =>
    acceptInvitation(acceptingOn(table, clock, pool, process), {
      ...{ token, password: 'Correct-horse-battery-9', idempotencyKey: 'key-1' },
      profile: { firstName: 'Ada', lastName: 'Lovelace' },
    });
  return {
    ...{ table, clock, pool, deps, invitation, accept },
    add: (request: Record<string, unknown>) => added(deps, 'cus_1', request),
    contactStore: async () => (await deps.contactStore.list('cus_1', 100, undefined)).rows,
    customer: () => deps.contactStore.customer('cus_1'),
    reconciled: () => reconcile(reconcilingOn(table, clock, pool).reconcilingIn()),
    sound: () => expectSound(table, clock.now()),
  };
}

describe('accepting an invitation whose address became a contact in the meantime', () => {
  test('gives that contact the account: role and job title stay, the groups are those of the invitation', async () => {
    const { add, accept, pool, contactStore, customer, invitation, sound } = await setup();
    const contact = await add({ email: 'Ada@Example.com', jobTitle: 'Buyer', role: 'member' });
    await accept();
    const [user] = [...pool.users.values()];
    expect(await contactStore()).toMatchObject([
      {
        ...{ id: contact.id, userId: user?.userId, invitationId: invitation.id, role: 'member' },
        ...{ firstName: 'Ada', jobTitle: 'Buyer', groups: ['partners'], email: EMAIL },
      },
    ]);
    expect(user).toMatchObject({ contactId: contact.id, groups: new Set(['partners']) });
    expect(await customer()).toMatchObject({
      status: 'active',
      contacts: 1,
      users: 1,
      email: EMAIL,
    });
    await sound();
  });

  test('is rejected if that contact was removed since, until somebody sends the invitation again', async () => {
    const { add, accept, deps, table, clock, invitation, pool, customer } = await setup();
    const { id: contactId } = await add({ email: EMAIL });
    clock.advance(MINUTE);
    await deleteContact(deps, { by: vendor, customerId: 'cus_1', contactId, ifMatch: undefined });
    await expect(accept()).rejects.toMatchObject({ code: 'invitation_revoked' });
    expect(pool.users.size).toBe(0);
    expect(await customer()).toMatchObject({ contacts: 0, users: 0 });
    clock.advance(MINUTE);
    const again = await resendInvitation(deps, vendor.principal, invitation.id);
    await accept(undefined, await mailedToken(table, clock, again));
    expect(await customer()).toMatchObject({ status: 'active', contacts: 1, users: 1 });
  });

  test('also if the contact’s address was changed to it', async () => {
    const { add, accept, deps, contactStore, sound } = await setup();
    const { id: contactId } = await add({ email: 'other@example.com' });
    const command = { by: vendor, customerId: 'cus_1', contactId, ifMatch: undefined };
    await updateContact(deps, { ...command, change: { email: EMAIL } });
    await accept();
    expect(await contactStore()).toMatchObject([{ id: contactId, email: EMAIL }]);
    await sound();
  });

  test('revokes the contact’s own invitation', async () => {
    const { table, add, accept, deps, contactStore, clock, invitation, sound } = await setup();
    const other = await add({ email: 'other@example.com' });
    const command = { by: vendor, customerId: 'cus_1', contactId: other.id };
    const first = await inviteContact(deps, command);
    // Only a direct write can change an invited contact's address: a PATCH revokes the invitation.
    const [contact] = await contactStore();
    if (contact === undefined) throw new Error('The contact is missing.');
    await putCustomers(table, [], [{ ...contact, email: EMAIL }]);
    clock.advance(DAY);
    await accept();
    expect(await deps.invitations.get(first.invitation.id)).toMatchObject({ status: 'revoked' });
    expect(await deps.invitations.get(invitation.id)).toMatchObject({ contactId: other.id });
    expect(await contactStore()).toMatchObject([{ id: other.id, invitationId: invitation.id }]);
    await sound();
  });

  test('does not affect a contact that was removed, or that has an account', async () => {
    const { table, accept, contactStore, sound } = await setup();
    const removedAt = '2030-01-01T12:00:00.000Z';
    const gone = testContact({ customerId: 'cus_1', email: EMAIL, removedAt });
    await putCustomers(table, [], [gone]);
    await accept();
    expect(await contactStore()).toHaveLength(2);
    expect((await contactStore()).filter(({ userId }) => userId !== undefined)).toHaveLength(1);
    await sound();
  });

  test('that crashes after any call leads to one contact, whoever completes it', async () => {
    const rehearsal = await setup();
    await rehearsal.add({ email: EMAIL });
    const alive = new MortalProcess();
    await rehearsal.accept(alive);
    expect(alive.names).toContain('meet');
    for (let call = 1; call <= alive.calls; call++)
      for (const again of [true, false]) {
        const world = await setup();
        const contact = await world.add({ email: EMAIL });
        const death = new MortalProcess({ call, moment: 'after' });
        await expect(world.accept(death)).rejects.toThrow(ProcessDied);
        if (!again) {
          world.clock.advance(10 * MINUTE);
          await world.reconciled();
        }
        await world.accept();
        expect(await world.contactStore()).toMatchObject([{ id: contact.id, firstName: 'Ada' }]);
        expect(await world.customer()).toMatchObject({ contacts: 1, users: 1 });
        expect(world.pool.users.size).toBe(1);
        await world.sound();
      }
  });

  test('keeps its planned contact if an earlier attempt left a user', async () => {
    const { add, accept, pool, contactStore, deps, sound } = await setup();
    const rehearsal = await setup();
    const alive = new MortalProcess();
    await rehearsal.accept(alive);
    const call = alive.names.indexOf('setPassword') + 1;
    await expect(accept(new MortalProcess({ call, moment: 'after' }))).rejects.toThrow(ProcessDied);
    await add({ email: EMAIL });
    await accept();
    const [user] = [...pool.users.values()];
    const account = (await contactStore()).find(({ userId }) => userId !== undefined);
    // The user names a contact, which must exist when the person signs in.
    expect(account?.id).toBe(user?.contactId);
    expect(await deps.contactStore.customer('cus_1')).toMatchObject({ users: 1 });
    await sound();
  });
});
