import { describe, expect, test } from 'vitest';

import {
  DEFAULT_TERMS,
  invite as inviteAnybody,
} from '../../../../lambdas/modules/contacts/invite.ts';
import { inviteContact } from '../../../../lambdas/modules/contacts/invite-contact.ts';
import { nameAccountOnConflict } from '../../../../lambdas/modules/contacts/known-contact.ts';
import { requireUniqueName } from '../../../../lambdas/modules/customers/customer-rules.ts';
import { problemResponse } from '../../../../lambdas/modules/http/problem.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { added, peopleOn, vendor } from '../../../support/modules/contacts.ts';
import { putCustomers, testContact, testCustomer } from '../../../support/modules/customers.ts';
import { invite } from '../../../support/modules/invitations.ts';

const CONTACT = { customerId: 'cus_1', contactId: 'con_1' };

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const deps = peopleOn(table, clock, new FakeUserPool(), {});
  await putCustomers(
    table,
    [testCustomer({ id: 'cus_1' })],
    [testContact({ id: 'con_1', customerId: 'cus_1', userId: 'user-1', email: 'ada@example.com' })],
  );
  const refused = () =>
    Promise.reject(
      new FoyerError('user_already_exists', 'This email address already has an account.', {
        account: CONTACT,
      }),
    );
  return { clock, deps, refused };
}

describe('a conflict names its record and the record’s status', () => {
  test('for a pending invitation, with its expiry', async () => {
    const { deps } = await setup();
    const { id, expiresAt } = await invite(deps);
    await expect(invite(deps)).rejects.toMatchObject({
      ...{ code: 'already_invited', conflictingId: id },
      conflict: { type: 'invitation', id, status: 'pending', expiresAt },
    });
  });

  test('for an expired invitation of a contact, so that a page can offer to resend it', async () => {
    const { deps, clock } = await setup();
    const contact = await added(deps, 'cus_1', { email: 'grace@example.com', sendInvite: true });
    clock.advance(8 * DAY);
    const target = { by: 'contact', customerId: 'cus_1', contactId: contact.id } as const;
    const command = { actor: vendor, target, request: DEFAULT_TERMS, idempotencyKey: undefined };
    await expect(inviteAnybody(deps, command)).rejects.toMatchObject({
      conflict: { type: 'invitation', id: contact.invitationId, status: 'expired' },
    });
  });

  test('for a contact with an account', async () => {
    const { deps } = await setup();
    const conflict = { type: 'contact', id: 'con_1', status: 'active', customerId: 'cus_1' };
    await expect(inviteContact(deps, { by: vendor, ...CONTACT })).rejects.toMatchObject({
      ...{ code: 'contact_has_account', conflictingId: 'con_1', conflict },
    });
    const joining = { email: 'ada@example.com', customerId: 'cus_1' };
    await expect(invite(deps, joining)).rejects.toMatchObject({
      ...{ code: 'user_already_exists', conflictingId: 'con_1', conflict },
    });
  });

  test('for a customer with the same name', async () => {
    const twin = testCustomer({ id: 'cus_2', name: 'Engines', status: 'suspended' });
    const names = { named: () => Promise.resolve([{ ...twin, similar: [] }]) };
    const made = { id: 'cus_3', tenantId: 'acme', name: 'engines' };
    await expect(requireUniqueName(names, made)).rejects.toMatchObject({
      ...{ conflictingId: 'cus_2', conflict: { type: 'customer', status: 'suspended' } },
    });
  });
});

describe('the contact behind an account', () => {
  test('is named to its own tenant', async () => {
    const { deps, refused } = await setup();
    await expect(nameAccountOnConflict(deps.contactStore, vendor, refused)).rejects.toMatchObject({
      conflict: { type: 'contact', id: 'con_1', status: 'active' },
    });
  });

  test('is not named to another tenant or to contacts of another customer', async () => {
    const { deps, refused } = await setup();
    const foreign = { principal: { ...vendor.principal, tenantId: 'other' } };
    const member = testContact({ id: 'con_9', customerId: 'cus_9' });
    for (const actor of [foreign, { ...vendor, member }]) {
      const error: unknown = await nameAccountOnConflict(deps.contactStore, actor, refused).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code: 'user_already_exists' });
      const { body } = problemResponse(error as FoyerError, 'request-1');
      expect(body).not.toContain('con_1');
      expect(body).not.toContain('cus_1');
    }
  });
});
