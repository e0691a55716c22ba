import { expect, test } from 'vitest';

import { startProviderSignUp } from '../../../../lambdas/modules/external-sign-in/start-provider-sign-up.ts';
import { createInvitationLink } from '../../../../lambdas/modules/invitations/create-invitation-link.ts';
import { sendVerificationCode } from '../../../../lambdas/modules/sign-up/send-verification-code.ts';
import { putCustomers, testContact, testCustomer } from '../../../support/modules/customers.ts';
import {
  expectAccepted,
  type ExternalWorld,
  externalWorld,
  GRACE,
  NAME,
} from '../../../support/modules/external-sign-in.ts';
import { administrator, armCode, changeInvitation } from '../../../support/modules/invitations.ts';

const CODE = '04719325';

/** Creates an invitation whose link an administrator delivers, so that the link does not prove the mailbox. */
async function setup() {
  const world = await externalWorld();
  const { link } = await createInvitationLink(world.inviting, administrator, world.invitation.id);
  const token = link.slice(link.indexOf('#') + 1);
  const leave = (code?: string) =>
    startProviderSignUp(world.visiting, {
      token,
      provider: 'company-login',
      ...(code !== undefined && { code }),
    });
  const askForCode = async () => {
    await sendVerificationCode(world.accepting, { token });
    await armCode(world.table, world.clock, world.invitation.id, CODE);
  };
  return { world, leave, askForCode };
}

function signIn(world: ExternalWorld) {
  return world.federation.signIn(world.triggers(), 'company-login', GRACE);
}

test('a link that was delivered by hand does not start a provider sign-in without a code', async () => {
  const { world, leave, askForCode } = await setup();
  await expect(leave()).rejects.toMatchObject({
    code: 'invalid_request',
    errors: [{ path: 'code' }],
  });
  await expect(leave(CODE)).rejects.toMatchObject({ errors: [{ path: 'code' }] });
  await askForCode();
  await expect(leave('00000000')).rejects.toMatchObject({ errors: [{ path: 'code' }] });
  expect((await world.stored())?.visit).toBeUndefined();
  await expect(signIn(world)).rejects.toMatchObject({ reason: 'no_invitation' });
  expect((await world.stored())?.status).toBe('pending');
});

test('a link that was delivered by hand works with the emailed code', async () => {
  const { world, leave, askForCode } = await setup();
  await askForCode();
  await expect(leave(CODE)).resolves.toMatchObject({ identityProvider: 'company-login' });
  await signIn(world);
  await expectAccepted(world);
});

test('five wrong codes are the limit: the right one no longer helps', async () => {
  const { leave, askForCode } = await setup();
  await askForCode();
  for (let attempt = 0; attempt < 5; attempt += 1)
    await expect(leave('00000000')).rejects.toMatchObject({ errors: [{ path: 'code' }] });
  await expect(leave(CODE)).rejects.toMatchObject({ errors: [{ path: 'code' }] });
});

/** Invites a colleague to a customer with this status. */
async function colleague(status: 'active' | 'suspended') {
  const world = await externalWorld();
  const { table, invitation } = world;
  // As it is stored, with its link.
  const stored = await world.stored();
  await changeInvitation(table, stored ?? invitation, { existingCustomer: true, role: 'member' });
  const change = (to: typeof status) =>
    putCustomers(table, [
      testCustomer({
        id: invitation.customerId,
        name: 'Navy',
        email: 'first@example.com',
        users: 1,
        status: to,
      }),
    ]);
  await change(status);
  return { world, change };
}

test('a colleague who signs in with a provider joins the existing customer', async () => {
  const { world } = await colleague('active');
  await world.leave();
  await signIn(world);
  const customer = await world.customers.get(world.invitation.customerId);
  expect(customer).toMatchObject({
    customer: { name: 'Navy', email: 'first@example.com' },
    contacts: [{ userId: NAME, role: 'member' }],
  });
});

test('a colleague is rejected if the customer is suspended in the meantime, and admitted once it is active again', async () => {
  const { world, change } = await colleague('active');
  await world.leave();
  await change('suspended');
  await expect(signIn(world)).rejects.toMatchObject({ reason: 'grant_not_allowed' });
  // No user is left in the pool, and nothing prevents another attempt.
  expect(world.pool.external.size).toBe(0);
  expect(await world.externals.named(NAME)).toBeUndefined();
  expect((await world.stored())?.status).toBe('pending');

  await change('active');
  await world.leave();
  await signIn(world);
  expect((await world.stored())?.status).toBe('accepted');
});

test('a colleague who became a contact in the meantime signs in as that contact', async () => {
  const { world } = await colleague('active');
  const { customerId } = world.invitation;
  const known = testContact({ customerId, email: 'Grace@Example.com', role: 'owner' });
  await putCustomers(world.table, [], [known]);
  await world.leave();
  await signIn(world);
  expect((await world.customers.get(customerId))?.contacts).toMatchObject([
    { id: known.id, userId: NAME, role: 'owner', email: 'grace@example.com' },
  ]);
});

test('a person who is already a contact of the customer signs in as that contact', async () => {
  const world = await externalWorld();
  const { table, invitation } = world;
  const { customerId, contactId, id: invitationId } = invitation;
  const known = { existingCustomer: true, existingContact: true };
  await changeInvitation(table, (await world.stored()) ?? invitation, known);
  const contactStore = { contacts: 1, primaryContactId: contactId, email: 'grace@example.com' };
  await putCustomers(
    table,
    [testCustomer({ id: customerId, name: 'Navy', status: 'invited', ...contactStore })],
    [testContact({ id: contactId, customerId, invitationId })],
  );
  await world.leave();
  await signIn(world);
  expect(await world.customers.get(customerId)).toMatchObject({
    customer: { status: 'active', contacts: 1, users: 1 },
    contacts: [{ id: contactId, userId: NAME, role: 'owner' }],
  });
});
