import { describe, expect, test } from 'vitest';

import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { readToken } from '../../../../lambdas/modules/invitations/token.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import { readInvitation } from '../../../../lambdas/modules/records/invitation-item.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import {
  type DeclineDeps,
  declineInvitation,
  DynamoDeclineStore,
} from '../../../../lambdas/modules/sign-up/decline-invitation.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { beforeCall } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import {
  administrator,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const inviting = invitingOn(table, clock, pool);
  const invitation = await invite(inviting);
  const token = await mailedToken(table, clock, invitation);
  const accepting = acceptingOn(table, clock, pool);
  const deps: DeclineDeps = {
    invitations: accepting.invitations,
    declines: new DynamoDeclineStore(table.client, table.tableName),
    clock,
  };
  const stored = () => readInvitation(table.client, table.tableName, invitation.id);
  const submission = {
    token,
    password: 'Correct-horse-battery-9',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    idempotencyKey: 'submission-1',
  };
  return { clock, pool, inviting, invitation, token, accepting, deps, stored, submission };
}

describe('declining', () => {
  test('ends the invitation, and a repeat changes nothing', async () => {
    const { deps, token, stored, clock } = await setup();
    await declineInvitation(deps, token);
    const first = await stored();
    expect(first).toMatchObject({ status: 'declined', declinedAt: clock.now().toISOString() });
    expect(first?.timeline.at(-1)?.type).toBe('declined');
    clock.advance(1_000);
    await declineInvitation(deps, token);
    expect(await stored()).toEqual(first);
  });

  test('also works with the whole link and with text appended to it', async () => {
    const { deps, token, stored } = await setup();
    await declineInvitation(deps, `<https://join.example.com/sign-up#${token}>.%0A`);
    expect(await stored()).toMatchObject({ status: 'declined' });
  });

  test('lets nobody in afterwards, and says why', async () => {
    const { deps, token, accepting, submission, pool } = await setup();
    await declineInvitation(deps, token);
    await expect(acceptInvitation(accepting, submission)).rejects.toMatchObject({
      code: 'invitation_declined',
    });
    expect(pool.users.size).toBe(0);
  });

  test('frees the address for a new invitation', async () => {
    const { deps, token, inviting } = await setup();
    await declineInvitation(deps, token);
    await expect(invite(inviting)).resolves.toMatchObject({ status: 'pending' });
  });

  test('is rejected for an accepted, revoked, or expired invitation, with the reason', async () => {
    const accepted = await setup();
    await acceptInvitation(accepted.accepting, accepted.submission);
    await expect(declineInvitation(accepted.deps, accepted.token)).rejects.toMatchObject({
      code: 'invitation_accepted',
    });
    const revoked = await setup();
    await revokeInvitation(revoked.inviting, administrator, revoked.invitation.id);
    await expect(declineInvitation(revoked.deps, revoked.token)).rejects.toMatchObject({
      code: 'invitation_revoked',
    });
    const expired = await setup();
    expired.clock.advance(8 * DAY);
    await expect(declineInvitation(expired.deps, expired.token)).rejects.toMatchObject({
      code: 'invitation_expired',
    });
  });

  test.each(['', 'inv_0123456789', `inv_${'0'.repeat(26)}.${'A'.repeat(43)}`])(
    'with the invalid link %j returns not found',
    async (forged) => {
      const { deps, stored } = await setup();
      await expect(declineInvitation(deps, forged)).rejects.toMatchObject({ code: 'not_found' });
      expect((await stored())?.status).toBe('pending');
    },
  );

  test('and accepting at the same time: one of the two succeeds', async () => {
    const { deps, token, accepting, submission, stored, pool } = await setup();
    const [declined, accepted] = await Promise.allSettled([
      declineInvitation(deps, token),
      acceptInvitation(accepting, submission),
    ]);
    const status = (await stored())?.status;
    expect([declined.status, accepted.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(status).toBe(declined.status === 'fulfilled' ? 'declined' : 'accepted');
    expect(pool.users.size).toBe(status === 'accepted' ? 1 : 0);
  });

  test('with a link that is replaced in the meantime ends nothing', async () => {
    const { deps, token, stored, clock, inviting, invitation } = await setup();
    const { target, reached } = beforeCall(deps.declines, 1, async () => {
      clock.advance(1);
      await resendInvitation(inviting, administrator, invitation.id);
    });
    const declined = declineInvitation({ ...deps, declines: target }, token);
    await expect(declined).rejects.toMatchObject({ code: 'not_found' });
    expect(reached()).toBe(true);
    expect(await stored()).toMatchObject({ status: 'pending' });
  });

  test('that is written after the expiry ends nothing', async () => {
    const { deps, token, stored, invitation } = await setup();
    const hash = readToken(token)?.hash ?? '';
    const expiry = new Date(invitation.expiresAt);
    await expect(deps.declines.decline(invitation, hash, expiry)).resolves.toBe(false);
    expect(await stored()).toMatchObject({ status: 'pending' });
    const before = new Date(expiry.getTime() - 1);
    await expect(deps.declines.decline(invitation, hash, before)).resolves.toBe(true);
  });
});
