import { expect, test } from 'vitest';

import { createInvitationLink } from '../../../../lambdas/modules/invitations/create-invitation-link.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import type { CustomerStatus } from '../../../../lambdas/modules/records/customer.ts';
import { readInvitation } from '../../../../lambdas/modules/records/invitation-item.ts';
import { requestNewInvitationLink } from '../../../../lambdas/modules/sign-up/request-new-invitation-link.ts';
import { reconcile } from '../../../../lambdas/reconciler/reconcile.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { putCustomers, testCustomer } from '../../../support/modules/customers.ts';
import {
  administrator,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';
import { reconcilingOn } from '../../../support/modules/reconciling.ts';

const SETTINGS = { reminderDaysBefore: [3] };

/** Creates an invitation whose email was sent, and whose customer was then suspended. */
async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const deps = invitingOn(table, clock, pool, SETTINGS);
  const become = (status: CustomerStatus) =>
    putCustomers(table, [testCustomer({ id: 'cus_1', status })]);
  await become('active');
  const invitation = await invite(deps, { customerId: 'cus_1' });
  const token = await mailedToken(table, clock, invitation);
  await become('suspended');
  const read = () => readInvitation(table.client, table.tableName, invitation.id);
  const run = () => reconcile(reconcilingOn(table, clock, pool, SETTINGS).reconcilingIn());
  return { clock, deps, invitation, token, become, read, run };
}

test('an invitation to a suspended customer gets no new link, by email or through an administrator', async () => {
  const { deps, invitation, become, read } = await setup();
  const before = await read();
  const refused = { code: 'customer_suspended' };
  await expect(resendInvitation(deps, administrator, invitation.id)).rejects.toMatchObject(refused);
  await expect(invite(deps, { onConflict: 'resend' })).rejects.toMatchObject(refused);
  await expect(createInvitationLink(deps, administrator, invitation.id)).rejects.toMatchObject(
    refused,
  );
  expect(await read()).toEqual(before);
  await become('active');
  await createInvitationLink(deps, administrator, invitation.id);
  await expect(resendInvitation(deps, administrator, invitation.id)).resolves.toMatchObject({
    delivery: { sends: 2 },
  });
});

test('an invitation to a suspended customer cannot be renewed with an expired link', async () => {
  const { deps, clock, token, become, read } = await setup();
  clock.advance(8 * DAY);
  await requestNewInvitationLink(deps, token);
  expect(await read()).toMatchObject({ delivery: { sends: 1 } });
  await become('active');
  await requestNewInvitationLink(deps, token);
  expect(await read()).toMatchObject({ delivery: { sends: 2 } });
});

test.each([
  { status: 'suspended', reminded: 0 },
  { status: 'active', reminded: 1 },
] as const)('invitees of a customer that is $status get $reminded reminders', async (expected) => {
  const { clock, become, read, run } = await setup();
  await become(expected.status);
  clock.advance(4 * DAY + 1);
  await expect(run()).resolves.toMatchObject({ reminded: expected.reminded, failed: 0 });
  expect((await read())?.delivery.sends).toBe(1 + expected.reminded);
});
