import { describe, expect, test } from 'vitest';

import { createInvitationLink } from '../../../../lambdas/modules/invitations/create-invitation-link.ts';
import { deleteInvitation } from '../../../../lambdas/modules/invitations/delete-invitation.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { readToken } from '../../../../lambdas/modules/invitations/token.ts';
import { DAY, MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import { readInvitation } from '../../../../lambdas/modules/records/invitation-item.ts';
import type { TenantSettings } from '../../../../lambdas/modules/records/tenant-settings.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { requestNewInvitationLink } from '../../../../lambdas/modules/sign-up/request-new-invitation-link.ts';
import { sendVerificationCode } from '../../../../lambdas/modules/sign-up/send-verification-code.ts';
import { reconcile } from '../../../../lambdas/reconciler/reconcile.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { beforeCall } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import {
  administrator,
  armCode,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';
import { reconcilingOn } from '../../../support/modules/reconciling.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';

async function setup(settings: TenantSettings = {}) {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const deps = invitingOn(table, clock, pool, settings);
  const accepting = acceptingOn(table, clock, pool);
  const invitation = await invite(deps);
  const read = () => readInvitation(table.client, table.tableName, invitation.id);
  const resend = (principal = administrator) => resendInvitation(deps, principal, invitation.id);
  const submission = (token: string, code?: string) => ({
    token,
    code,
    password: 'Correct-horse-battery-9',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    idempotencyKey: 'submission-1',
  });
  return { table, clock, pool, deps, accepting, invitation, read, resend, submission };
}

describe('resending', () => {
  test('is limited for one invitation within 24 hours, and the error says when to retry', async () => {
    const { resend, clock } = await setup({ limits: { resendsPerInvitationPerDay: 2 } });
    await resend();
    clock.advance(60 * MINUTE);
    await resend();
    clock.advance(60 * MINUTE);
    const refusal = { code: 'rate_limited', retryAfterSeconds: 22 * 60 * 60 };
    await expect(resend()).rejects.toMatchObject(refusal);
    clock.advance(22 * 60 * MINUTE + 1);
    await resend();
  });

  test('is limited for one address within a day, even if its invitations are revoked and created again', async () => {
    const { deps, clock, invitation } = await setup({ limits: { mailsPerRecipientPerDay: 3 } });
    let current = invitation;
    for (let count = 1; count < 3; count++) {
      await revokeInvitation(deps, administrator, current.id);
      current = await invite(deps);
    }
    await revokeInvitation(deps, administrator, current.id);
    await expect(invite(deps)).rejects.toMatchObject({ code: 'rate_limited' });
    clock.advance(DAY);
    await invite(deps);
  });

  test('is limited for one administrator and for the whole tenant within an hour', async () => {
    const limits = { invitationsPerAdministratorPerHour: 1, invitationsPerTenantPerHour: 2 };
    const { resend, clock } = await setup({ limits });
    // Creating the invitation was the first one.
    clock.advance(60 * MINUTE);
    await resend();
    clock.advance(1_000);
    await expect(resend()).rejects.toMatchObject({ code: 'rate_limited' });
    await resend({ ...administrator, id: 'another' });
    clock.advance(1_000);
    await expect(resend({ ...administrator, id: 'third' })).rejects.toMatchObject({
      code: 'rate_limited',
    });
    clock.advance(60 * MINUTE);
    await resend();
  });
});

describe('two resends of an invitation within one millisecond', () => {
  test('the second one keeps the link that the first one had emailed', async () => {
    let moments = 0;
    for (; ; moments++) {
      const { deps, invitation, table, clock, read, resend } = await setup();
      let mailed = '';
      const { target, reached } = beforeCall(deps.renewals, moments + 1, async () => {
        mailed = await mailedToken(table, clock, await resend());
      });
      const again = resendInvitation({ ...deps, renewals: target }, administrator, invitation.id);
      const { delivery } = await again;
      const stored = await read();
      // A request that reads the invitation after the first resend asks for one more email, and its response says so.
      const sends = reached() && moments === 0 ? 3 : 2;
      expect([delivery.sends, stored?.delivery.sends]).toEqual([sends, sends]);
      if (!reached()) break;
      const isGood = stored?.tokenHashes.has(readToken(mailed)?.hash ?? '');
      expect(isGood).toBe(moments > 0);
    }
    // A read and a write.
    expect(moments).toBeGreaterThanOrEqual(2);
  });
});

describe('the hourly limit of invitations', () => {
  const contactStore = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ email: `guest-${index}@example.com` }));

  test('applies to an administrator, for any number of simultaneous requests', async () => {
    const limits = { invitationsPerAdministratorPerHour: 6 };
    const { deps, clock } = await setup({ limits });
    const asked = await Promise.allSettled(contactStore(20).map((person) => invite(deps, person)));
    // One was created before.
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    for (const result of asked)
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 3600 });
    await invite(
      deps,
      { email: 'other@example.com' },
      { principal: { ...administrator, id: 'b' } },
    );
    clock.advance(60 * MINUTE);
    await invite(deps, { email: 'later@example.com' });
  });

  test('counts a request once, no matter how often it is repeated with its Idempotency-Key', async () => {
    const { deps } = await setup({ limits: { invitationsPerAdministratorPerHour: 3 } });
    const repeat = () => invite(deps, { email: 'a@example.com' }, { idempotencyKey: 'one' });
    await Promise.all([repeat(), repeat()]);
    await repeat();
    await invite(deps, { email: 'b@example.com' });
    await expect(invite(deps, { email: 'c@example.com' })).rejects.toMatchObject({
      code: 'rate_limited',
    });
    await repeat();
  });

  test('counts neither rejected requests nor repeated resends', async () => {
    const { deps, clock } = await setup({ limits: { invitationsPerAdministratorPerHour: 3 } });
    for (let count = 0; count < 4; count++) {
      await expect(invite(deps)).rejects.toMatchObject({ code: 'already_invited' });
      await expect(invite(deps, { groups: ['x'] })).rejects.toMatchObject({
        code: 'grant_not_allowed',
      });
    }
    clock.advance(1_000);
    await invite(deps, { onConflict: 'resend' });
    await invite(deps, { email: 'b@example.com' });
    await expect(invite(deps, { email: 'c@example.com' })).rejects.toMatchObject({
      code: 'rate_limited',
    });
  });

  test('includes resends and links', async () => {
    const { deps, clock, invitation } = await setup({
      limits: { invitationsPerAdministratorPerHour: 3 },
    });
    clock.advance(1_000);
    await resendInvitation(deps, administrator, invitation.id);
    clock.advance(1_000);
    await createInvitationLink(deps, administrator, invitation.id);
    for (const more of [
      () => invite(deps, { email: 'b@example.com' }),
      () => resendInvitation(deps, administrator, invitation.id),
      () => createInvitationLink(deps, administrator, invitation.id),
    ])
      await expect(more()).rejects.toMatchObject({ code: 'rate_limited' });
  });
});

describe('inviting an address with a pending invitation', () => {
  test('resends that invitation if the request asks for it, and once for the same key', async () => {
    const { deps, invitation, clock } = await setup();
    clock.advance(1_000);
    const again = await invite(deps, { onConflict: 'resend' }, { idempotencyKey: 'again' });
    expect(again).toMatchObject({ id: invitation.id, delivery: { sends: 2 } });
    clock.advance(1_000);
    const repeated = await invite(deps, { onConflict: 'resend' }, { idempotencyKey: 'again' });
    expect(repeated).toMatchObject({ id: invitation.id, delivery: { sends: 2 } });
    await expect(
      invite(deps, { onConflict: 'resend', message: 'Hi' }, { idempotencyKey: 'again' }),
    ).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });
});

describe('a link that an administrator delivers', () => {
  test('opens the invitation only together with a code from the invited mailbox', async () => {
    const { deps, invitation, accepting, submission, table, clock, pool } = await setup();
    const { link } = await createInvitationLink(deps, administrator, invitation.id);
    const token = link.slice(link.indexOf('#') + 1);
    await expect(acceptInvitation(accepting, submission(token))).rejects.toMatchObject({
      errors: [{ path: 'code' }],
    });
    await sendVerificationCode(accepting, { token });
    await armCode(table, clock, invitation.id, '12345678');
    await acceptInvitation(accepting, submission(token, '12345678'));
    expect(pool.users.size).toBe(1);
  });

  test('replaces the previous one, but emailed links keep working', async () => {
    const { deps, invitation, table, clock, read } = await setup();
    const mailed = readToken(await mailedToken(table, clock, invitation))?.hash ?? '';
    await createInvitationLink(deps, administrator, invitation.id);
    clock.advance(1_000);
    const { link } = await createInvitationLink(deps, administrator, invitation.id);
    const hash = readToken(link.slice(link.indexOf('#') + 1))?.hash ?? '';
    const stored = await read();
    expect(stored?.linkHashes).toEqual(new Set([hash]));
    expect(stored?.tokenHashes).toEqual(new Set([mailed]));
  });

  test('stops working when the invitation is resent by email', async () => {
    const { deps, invitation, clock, read, resend, accepting, submission } = await setup();
    const { link } = await createInvitationLink(deps, administrator, invitation.id);
    clock.advance(1_000);
    await resend();
    expect((await read())?.linkHashes).toEqual(new Set());
    const token = link.slice(link.indexOf('#') + 1);
    await expect(acceptInvitation(accepting, submission(token))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('renews an expired invitation without an email', async () => {
    const { deps, invitation, clock, read } = await setup();
    clock.advance(8 * DAY);
    const { expiresAt } = await createInvitationLink(deps, administrator, invitation.id);
    expect(expiresAt > clock.now().toISOString()).toBe(true);
    expect(await read()).toMatchObject({ status: 'pending', delivery: { sends: 1 } });
  });

  test('is not available to another tenant', async () => {
    const { deps, invitation } = await setup();
    const foreigner = { ...administrator, tenantId: 'globex' };
    await expect(createInvitationLink(deps, foreigner, invitation.id)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('deleting an invitation', () => {
  test('removes one that has ended, and later requests do not find it', async () => {
    const { deps, invitation, read } = await setup();
    await revokeInvitation(deps, administrator, invitation.id);
    await deleteInvitation(deps, administrator, invitation.id);
    expect(await read()).toBeUndefined();
    await expect(deleteInvitation(deps, administrator, invitation.id)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(invite(deps)).resolves.toMatchObject({ status: 'pending' });
  });

  test('is rejected while it can be accepted, and for another tenant', async () => {
    const { deps, invitation, clock } = await setup();
    await expect(deleteInvitation(deps, administrator, invitation.id)).rejects.toMatchObject({
      code: 'invitation_pending',
    });
    clock.advance(8 * DAY);
    const foreigner = { ...administrator, tenantId: 'globex' };
    await expect(deleteInvitation(deps, foreigner, invitation.id)).rejects.toMatchObject({
      code: 'not_found',
    });
    await deleteInvitation(deps, administrator, invitation.id);
  });
});

describe('deleting an invitation with an unfinished user', () => {
  test('waits until that user is deleted, because only the invitation refers to it', async () => {
    const { deps, invitation, accepting, submission, table, clock, pool, read } = await setup();
    const token = await mailedToken(table, clock, invitation);
    const setPassword = pool.setPassword.bind(pool);
    pool.setPassword = () => Promise.reject(new FoyerError('password_policy', 'Refused.'));
    await expect(acceptInvitation(accepting, submission(token))).rejects.toMatchObject({
      code: 'password_policy',
    });
    pool.setPassword = setPassword;
    clock.advance(8 * DAY);
    const erased = () => deleteInvitation(deps, administrator, invitation.id);
    await expect(erased()).rejects.toMatchObject({ code: 'acceptance_in_progress' });
    const { reconcilingIn } = reconcilingOn(table, clock, pool);
    await reconcile(reconcilingIn());
    expect(pool.users.size).toBe(0);
    await erased();
    expect(await read()).toBeUndefined();
  });
});

describe('requesting a new link', () => {
  test('renews an expired invitation once, no matter how often it is requested', async () => {
    const { deps, invitation, table, clock, read } = await setup();
    const token = await mailedToken(table, clock, invitation);
    clock.advance(8 * DAY);
    await Promise.all([1, 2, 3, 4].map(() => requestNewInvitationLink(deps, token)));
    await requestNewInvitationLink(deps, token);
    const stored = await read();
    expect(stored).toMatchObject({ status: 'pending', delivery: { status: 'queued', sends: 2 } });
    expect(stored?.tokenHashes.size).toBe(0);
    expect(stored?.timeline.at(-1)?.type).toBe('renewed');
  });

  test('does nothing before the expiry, after a revocation, for an account, or with a forged link', async () => {
    const open = await setup();
    const token = await mailedToken(open.table, open.clock, open.invitation);
    await requestNewInvitationLink(open.deps, token);
    await requestNewInvitationLink(open.deps, `${token.slice(0, -2)}AA`);
    await requestNewInvitationLink(open.deps, 'nonsense');
    expect((await open.read())?.delivery.sends).toBe(1);
    await revokeInvitation(open.deps, administrator, open.invitation.id);
    await requestNewInvitationLink(open.deps, token);
    expect((await open.read())?.status).toBe('revoked');

    const known = await setup();
    const late = await mailedToken(known.table, known.clock, known.invitation);
    known.pool.add('grace@example.com', 'Correct-horse-battery-9');
    known.clock.advance(8 * DAY);
    await requestNewInvitationLink(known.deps, late);
    expect((await known.read())?.delivery.sends).toBe(1);
  });
});
