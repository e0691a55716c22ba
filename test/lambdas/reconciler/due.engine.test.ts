import { describe, expect, test } from 'vitest';

import { resendInvitation } from '../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DAY, MINUTE } from '../../../lambdas/modules/platform/clock.ts';
import type { Invitation } from '../../../lambdas/modules/records/invitation.ts';
import { readInvitation } from '../../../lambdas/modules/records/invitation-item.ts';
import type { TenantSettings } from '../../../lambdas/modules/records/tenant-settings.ts';
import { acceptInvitation } from '../../../lambdas/modules/sign-up/accept-invitation.ts';
import { suppressionFrom } from '../../../lambdas/modules/suppressions/suppression.ts';
import { DynamoSuppressionWriter } from '../../../lambdas/modules/suppressions/suppression-store.ts';
import { reconcile } from '../../../lambdas/reconciler/reconcile.ts';
import { TestClock } from '../../support/engine/clock.ts';
import { createTable } from '../../support/engine/table.ts';
import { FakeUserPool } from '../../support/fakes/fake-user-pool.ts';
import {
  administrator,
  changeInvitation,
  invite,
  invitingOn,
  mailedToken,
} from '../../support/modules/invitations.ts';
import { reconcilingOn } from '../../support/modules/reconciling.ts';
import { acceptingOn } from '../../support/modules/sign-up.ts';

const REMINDING = { reminderDaysBefore: [3, 1] };

async function setup(settings: TenantSettings = {}) {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const deps = invitingOn(table, clock, pool, settings);
  const { reconcilingIn } = reconcilingOn(table, clock, pool, settings);
  const invitation = await invite(deps);
  const token = await mailedToken(table, clock, invitation);
  const run = () => reconcile(reconcilingIn());
  const read = async () => {
    const stored = await readInvitation(table.client, table.tableName, invitation.id);
    if (stored === undefined) throw new Error('The invitation is gone.');
    return stored;
  };
  const become = async (changes: Partial<Invitation>) =>
    changeInvitation(table, await read(), changes);
  return { table, clock, pool, deps, invitation, token, run, read, become };
}

describe('an expiry', () => {
  test('is recorded by the next run, once, with the time at which it happened', async () => {
    const { clock, run, read, invitation } = await setup();
    clock.advance(7 * DAY - 1);
    await expect(run()).resolves.toMatchObject({ expired: 0 });
    clock.advance(MINUTE);
    const runs = await Promise.all([run(), run()]);
    expect(runs.reduce((sum, { expired }) => sum + expired, 0)).toBe(1);
    const stored = await read();
    expect(stored.expiredAt).toBe(invitation.expiresAt);
    expect(stored.timeline.at(-1)).toMatchObject({ type: 'expired', at: invitation.expiresAt });
    await expect(run()).resolves.toMatchObject({ expired: 0, failed: 0 });
  });

  test('that was recorded is undone by a resend, and recorded again later', async () => {
    const { clock, run, read, deps, invitation } = await setup();
    clock.advance(8 * DAY);
    await run();
    await resendInvitation(deps, administrator, invitation.id);
    expect(await read()).toMatchObject({ status: 'pending' });
    expect((await read()).expiredAt).toBeUndefined();
    clock.advance(8 * DAY);
    await expect(run()).resolves.toMatchObject({ expired: 1 });
  });

  test('of many invitations at once is processed in one run', async () => {
    const { clock, run, deps } = await setup();
    const addresses = Array.from({ length: 90 }, (_, index) => `guest-${index}@example.com`);
    for (let from = 0; from < addresses.length; from += 30)
      await Promise.all(addresses.slice(from, from + 30).map((email) => invite(deps, { email })));
    clock.advance(8 * DAY);
    await expect(run()).resolves.toMatchObject({ expired: 91, failed: 0 });
  });

  test('of an invitation that ended in the meantime is not recorded', async () => {
    const { clock, run, read, deps, invitation } = await setup();
    await revokeInvitation(deps, administrator, invitation.id);
    clock.advance(8 * DAY);
    await expect(run()).resolves.toMatchObject({ expired: 0, failed: 0 });
    expect((await read()).expiredAt).toBeUndefined();
  });
});

describe('a reminder', () => {
  test('is another email some days before the expiry, as often as the tenant has configured', async () => {
    const { clock, run, read, become } = await setup(REMINDING);
    clock.advance(4 * DAY + 1);
    await expect(run()).resolves.toMatchObject({ reminded: 1 });
    await expect(run()).resolves.toMatchObject({ reminded: 0 });
    expect((await read()).delivery).toMatchObject({ status: 'queued', sends: 2, mail: 'reminder' });
    await become({ delivery: { ...(await read()).delivery, status: 'delivered' } });
    clock.advance(2 * DAY);
    await expect(run()).resolves.toMatchObject({ reminded: 1 });
    expect((await read()).delivery.sends).toBe(3);
  });

  test('is not sent to somebody who has signed up with another invitation', async () => {
    const { clock, run, read, become, pool, invitation } = await setup(REMINDING);
    await become({ delivery: { ...invitation.delivery, status: 'delivered' } });
    clock.advance(4 * DAY + 1);
    pool.add(invitation.address, 'Correct-horse-battery-9');
    await expect(run()).resolves.toMatchObject({ reminded: 0, failed: 0 });
    expect((await read()).delivery.sends).toBe(1);
  });

  test('does not invalidate links', async () => {
    const { clock, run, pool, table, token } = await setup(REMINDING);
    clock.advance(4 * DAY + 1);
    await run();
    await acceptInvitation(acceptingOn(table, clock, pool), {
      token,
      password: 'Correct-horse-battery-9',
      profile: { firstName: 'Grace', lastName: 'Hopper' },
      idempotencyKey: 'submission-1',
    });
    expect(pool.users.size).toBe(1);
  });

  test.each(['bounced', 'complained', 'suppressed', 'failed', 'none', 'queued'] as const)(
    'is not sent if the delivery status is %s',
    async (status) => {
      const { clock, run, read, become } = await setup(REMINDING);
      await become({ delivery: { ...(await read()).delivery, status } });
      clock.advance(4 * DAY + 1);
      await expect(run()).resolves.toMatchObject({ reminded: 0, failed: 0 });
    },
  );

  test('is not sent to an invitee who declined, or whose invitation was revoked', async () => {
    const { clock, run, become } = await setup(REMINDING);
    await become({ status: 'declined' });
    clock.advance(4 * DAY + 1);
    await expect(run()).resolves.toMatchObject({ reminded: 0, failed: 0 });
  });

  test('is not sent to a suppressed address until the suppression ends', async () => {
    const reminded = async (at: Date) => {
      const { clock, run, table, invitation } = await setup(REMINDING);
      const suppression = suppressionFrom('suppression_list', at);
      await new DynamoSuppressionWriter(table.client, table.tableName).add(
        invitation.address,
        suppression,
      );
      clock.advance(4 * DAY + 1);
      return (await run()).reminded;
    };
    const begin = new TestClock().now().getTime();
    expect(await reminded(new Date(begin))).toBe(0);
    expect(await reminded(new Date(begin - 11 * DAY))).toBe(1);
  });

  test('is off unless the tenant enables it', async () => {
    const { clock, run } = await setup();
    clock.advance(6 * DAY);
    await expect(run()).resolves.toMatchObject({ reminded: 0, expired: 0 });
  });

  test('is sent once by two simultaneous runs', async () => {
    const { clock, run } = await setup(REMINDING);
    clock.advance(4 * DAY + 1);
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(1);
  });
});
