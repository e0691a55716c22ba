import { expect, test } from 'vitest';

import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { readToken } from '../../../../lambdas/modules/invitations/token.ts';
import { isoAfter, SECOND } from '../../../../lambdas/modules/platform/clock.ts';
import { DynamoAcceptanceStore } from '../../../../lambdas/modules/sign-up/acceptance-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import {
  administrator,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';

const LEASE = 30 * SECOND;

/** Sets up an invitation whose submission crashed, at the exact millisecond when its lease ends. */
async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const inviting = invitingOn(table, clock);
  const invitation = await invite(inviting);
  const key = readToken(await mailedToken(table, clock, invitation));
  if (key === undefined) throw new Error('The mailed token is none.');
  const acceptances = new DynamoAcceptanceStore(table.client, table.tableName);
  const claim = (id: string) =>
    acceptances.claim(
      key,
      { id, leaseUntil: isoAfter(clock.now(), LEASE), profile: {} },
      clock.now(),
    );
  await claim('claim-1');
  clock.advance(LEASE);
  return { clock, inviting, invitation, claim };
}

test('one millisecond earlier, another submission waits', async () => {
  const { clock, claim } = await setup();
  clock.advance(-1);
  await expect(claim('claim-2')).resolves.toMatchObject({ claimed: false });
});

test('another submission can claim the invitation', async () => {
  const { claim } = await setup();
  await expect(claim('claim-2')).resolves.toMatchObject({ claimed: true });
});

test('a resend succeeds: it must not report success without an email', async () => {
  const { inviting, invitation } = await setup();
  const resent = await resendInvitation(inviting, administrator, invitation.id);
  expect(resent).toMatchObject({ status: 'pending', delivery: { sends: 2, status: 'queued' } });
  await expect(inviting.invitations.get(invitation.id)).resolves.toEqual(resent);
});

test('a revocation succeeds', async () => {
  const { inviting, invitation } = await setup();
  await expect(revokeInvitation(inviting, administrator, invitation.id)).resolves.toMatchObject({
    status: 'revoked',
  });
});
