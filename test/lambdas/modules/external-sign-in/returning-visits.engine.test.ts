import { expect, test } from 'vitest';

import { deleteContact } from '../../../../lambdas/modules/contacts/delete-contact.ts';
import { startProviderSignUp } from '../../../../lambdas/modules/external-sign-in/start-provider-sign-up.ts';
import { reconcile } from '../../../../lambdas/reconciler/reconcile.ts';
import type { RemovalStore } from '../../../../lambdas/reconciler/remove-former-user.ts';
import { ProcessDied } from '../../../support/engine/dying.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import { vendor } from '../../../support/modules/contacts.ts';
import { externalWorld, GRACE, NAME } from '../../../support/modules/external-sign-in.ts';
import { invite, mailedToken } from '../../../support/modules/invitations.ts';
import { reconcilingOn } from '../../../support/modules/reconciling.ts';

test('a person who was removed and returns from the provider with the same name keeps the account', async () => {
  const world = await externalWorld();
  const { table, clock, pool, inviting, invitation, federation, triggers, visiting } = world;
  const signIn = () => federation.signIn(triggers(), 'company-login', GRACE);
  await world.leave();
  await signIn();
  const { customerId, contactId } = invitation;
  await deleteContact(inviting, { by: vendor, customerId, contactId, ifMatch: undefined });
  await expect(signIn()).rejects.toThrow();

  // The user is deleted from the pool, and the reconciler crashes before it records that.
  const { reconcilingIn, failures } = reconcilingOn(table, clock, pool);
  const { removals, ...rest } = reconcilingIn();
  const done = () => Promise.reject(new ProcessDied());
  const dying = Object.assign(Object.create(removals) as RemovalStore, { done });
  const first = { ...rest, remover: world.accepting.remover, removals: dying };
  expect(await reconcile(first)).toMatchObject({ removed: 0, failed: 1 });
  expect(failures).toEqual([expect.any(ProcessDied)]);
  expect(pool.external.has(NAME)).toBe(false);

  const next = await invite(inviting);
  const token = await mailedToken(table, clock, next);
  await startProviderSignUp(visiting, { token, provider: 'company-login' });
  await signIn();
  expect(await reconcile(reconcilingIn())).toMatchObject({ removed: 0, failed: 0 });
  expect(pool.external.has(NAME)).toBe(true);
  await expect(signIn()).resolves.toMatchObject({ claims: { contact_id: next.contactId } });
  await expectSound(table, clock.now());
});
