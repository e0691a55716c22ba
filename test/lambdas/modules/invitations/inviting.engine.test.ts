import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';

import type { ListPosition } from '../../../../lambdas/modules/dynamodb/list-reader.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import {
  administrator,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';

const foreigner = { id: 'user-other', name: 'Otto Other', tenantId: 'other' };

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  return { table, clock, pool, deps: invitingOn(table, clock, pool) };
}

describe('inviting an address', () => {
  test('writes a pending invitation with a queued email', async () => {
    const { deps } = await setup();
    const invitation = await invite(deps, {
      company: 'Navy',
      groups: ['partners'],
      expiresInDays: 3,
    });
    expect(await deps.invitations.get(invitation.id)).toMatchObject({
      tenantId: 'acme',
      status: 'pending',
      delivery: { status: 'queued', sends: 1 },
      groups: ['partners'],
      company: 'Navy',
      expiresAt: '2030-01-04T12:00:00.000Z',
      invitedBy: { id: 'user-admin', name: 'Ada Admin' },
      timeline: [{ type: 'created' }],
    });
  });

  test('with a pending invitation is rejected with its ID, in any spelling of the address', async () => {
    const { deps } = await setup();
    const first = await invite(deps);
    await expect(invite(deps, { email: ' GRACE@Example.COM ' })).rejects.toMatchObject({
      code: 'already_invited',
      conflictingId: first.id,
    });
  });

  test('with a plus tag is inviting another address', async () => {
    const { deps } = await setup();
    await invite(deps);
    await expect(invite(deps, { email: 'grace+foyer@example.com' })).resolves.toBeDefined();
  });

  test('that another tenant invited works for this one', async () => {
    const { deps } = await setup();
    await invite(deps);
    await expect(invite(deps, {}, { principal: foreigner })).resolves.toMatchObject({
      tenantId: 'other',
    });
  });

  test('thirty times at once creates one invitation', async () => {
    const { deps } = await setup();
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => invite(deps)));
    const made = results.flatMap((result) =>
      result.status === 'fulfilled' ? [result.value.id] : [],
    );
    expect(made).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'already_invited', conflictingId: made[0] });
    expect((await list(deps)).map(({ id }) => id)).toEqual(made);
  });

  test('works again as soon as the invitation has expired', async () => {
    const { deps, clock } = await setup();
    const first = await invite(deps);
    clock.advance(7 * DAY - 1);
    await expect(invite(deps)).rejects.toMatchObject({ code: 'already_invited' });
    clock.advance(1);
    const second = await invite(deps);
    expect(second.id).not.toBe(first.id);
  });

  test('works again immediately after it is revoked', async () => {
    const { deps } = await setup();
    const first = await invite(deps);
    await revokeInvitation(deps, administrator, first.id);
    const second = await invite(deps);
    expect(second.id).not.toBe(first.id);
    await expect(invite(deps)).rejects.toMatchObject({ conflictingId: second.id });
  });

  test('thirty times at once after it is revoked still creates one', async () => {
    const { deps } = await setup();
    const first = await invite(deps);
    await revokeInvitation(deps, administrator, first.id);
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => invite(deps)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await list(deps, 'pending')).toHaveLength(1);
  });

  test('with an account is rejected', async () => {
    const { deps, pool } = await setup();
    pool.add('grace@example.com', 'irrelevant');
    await expect(invite(deps)).rejects.toMatchObject({ code: 'user_already_exists' });
    expect(await list(deps)).toEqual([]);
  });

  test.each([
    [{ groups: ['administrators'] }, 'grant_not_allowed', 'groups.0'],
    [{ groups: ['customers', 'root'] }, 'grant_not_allowed', 'groups.1'],
    [{ expiresInDays: 31 }, 'invalid_request', 'expiresInDays'],
    [{ email: 'grace@localhost' }, 'invalid_request', 'email'],
    [{ editableFields: ['lastName'] }, 'invalid_request', 'profile.firstName'],
  ])(
    '%j is rejected with the name of its field, and nothing is written',
    async (request, code, path) => {
      const { deps } = await setup();
      await expect(invite(deps, request)).rejects.toMatchObject({ code, errors: [{ path }] });
      expect(await list(deps)).toEqual([]);
    },
  );
});

describe('a request with an Idempotency-Key', () => {
  test('whose transaction keeps conflicting gets an error that another is in progress, with the time to retry', async () => {
    const { deps, table } = await setup();
    const busy = new TransactionCanceledException({
      message: 'busy',
      $metadata: {},
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    });
    let attempts = 0;
    table.client.middlewareStack.add((next, { commandName }) => async (args) => {
      if (commandName !== 'TransactWriteItemsCommand') return next(args);
      attempts++;
      throw busy;
    });
    await expect(invite(deps, {}, { idempotencyKey: 'key-1' })).rejects.toMatchObject({
      code: 'idempotency_key_in_use',
      retryAfterSeconds: 1,
    });
    expect(attempts).toBe(8);
    await expect(invite(deps)).rejects.toMatchObject({ code: 'temporarily_unavailable' });
  });

  test('returns the same invitation when it is repeated, and requests no second email', async () => {
    const { deps } = await setup();
    const first = await invite(deps, {}, { idempotencyKey: 'key-1' });
    const second = await invite(deps, {}, { idempotencyKey: 'key-1' });
    expect(second).toEqual(first);
    expect(await list(deps)).toHaveLength(1);
  });

  test('creates one invitation for twenty simultaneous requests, which all return it', async () => {
    const { deps } = await setup();
    const made = await Promise.all(
      Array.from({ length: 20 }, () => invite(deps, {}, { idempotencyKey: 'key-1' })),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  });

  test('is rejected with another body', async () => {
    const { deps } = await setup();
    await invite(deps, {}, { idempotencyKey: 'key-1' });
    await expect(
      invite(deps, { email: 'other@example.com' }, { idempotencyKey: 'key-1' }),
    ).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  test('from another administrator is a separate request', async () => {
    const { deps } = await setup();
    const first = await invite(deps, {}, { idempotencyKey: 'key-1' });
    const second = await invite(deps, {}, { idempotencyKey: 'key-1', principal: foreigner });
    expect(second.id).not.toBe(first.id);
  });
});

describe('resending', () => {
  test('keeps the ID, extends the expiry, and requests one more email, also after the expiry', async () => {
    const { deps, clock } = await setup();
    const invitation = await invite(deps);
    clock.advance(10 * DAY);
    const resent = await resendInvitation(deps, administrator, invitation.id);
    expect(resent).toMatchObject({
      id: invitation.id,
      status: 'pending',
      delivery: { status: 'queued', sends: 2 },
      expiresAt: '2030-01-18T12:00:00.000Z',
    });
    expect(await deps.invitations.get(invitation.id)).toEqual(resent);
    await expect(invite(deps)).rejects.toMatchObject({ conflictingId: invitation.id });
  });

  test('twice at the same time requests one email', async () => {
    const { deps } = await setup();
    const invitation = await invite(deps);
    await Promise.all([1, 2, 3].map(() => resendInvitation(deps, administrator, invitation.id)));
    // A request that arrives late enough to read the first resend requests another email. It is a second click, not a
    // double click.
    const after = await deps.invitations.get(invitation.id);
    expect(after?.timeline.filter(({ type }) => type === 'resent')).toHaveLength(
      (after?.delivery.sends ?? 0) - 1,
    );
  });

  test('is rejected while a newer invitation to the address is pending', async () => {
    const { deps, clock } = await setup();
    const first = await invite(deps);
    clock.advance(8 * DAY);
    const second = await invite(deps);
    await expect(resendInvitation(deps, administrator, first.id)).rejects.toMatchObject({
      ...{ code: 'already_invited', conflictingId: second.id },
      conflict: { type: 'invitation', id: second.id, status: 'pending' },
    });
  });

  test('works after the newer invitation to the address was revoked', async () => {
    const { deps, clock } = await setup();
    const first = await invite(deps);
    clock.advance(8 * DAY);
    const second = await invite(deps);
    await revokeInvitation(deps, administrator, second.id);
    const resent = await resendInvitation(deps, administrator, first.id);
    expect(resent).toMatchObject({ id: first.id, status: 'pending' });
    await expect(invite(deps)).rejects.toMatchObject({ conflictingId: first.id });
  });

  test('while inviting again at the same time leaves one pending invitation', async () => {
    const { deps, clock } = await setup();
    const first = await invite(deps);
    clock.advance(8 * DAY);
    await Promise.allSettled([
      invite(deps),
      resendInvitation(deps, administrator, first.id),
      invite(deps),
    ]);
    expect(await list(deps, 'pending')).toHaveLength(1);
  });

  test('stops as soon as the address has an account', async () => {
    const { deps, pool } = await setup();
    const invitation = await invite(deps);
    pool.add('grace@example.com', 'irrelevant');
    await expect(resendInvitation(deps, administrator, invitation.id)).rejects.toMatchObject({
      code: 'user_already_exists',
    });
  });

  test('a hundred times keeps the item small: only the first and the latest entries are kept', async () => {
    const { deps, clock } = await setup();
    const invitation = await invite(deps);
    for (let round = 0; round < 100; round++) {
      clock.advance(DAY);
      await resendInvitation(deps, administrator, invitation.id);
    }
    const after = await deps.invitations.get(invitation.id);
    expect(after?.delivery.sends).toBe(101);
    expect(after?.timeline).toHaveLength(50);
    expect(after?.timeline[0]?.type).toBe('created');
    expect(after?.timeline.at(-1)?.at).toBe(clock.now().toISOString());
  });

  test('succeeds even if the mailer writes at the same time', async () => {
    const { deps, table, clock } = await setup();
    const invitation = await invite(deps);
    const [resent] = await Promise.all([
      resendInvitation(deps, administrator, invitation.id),
      mailedToken(table, clock, invitation).catch(() => undefined),
    ]);
    expect(resent.delivery).toMatchObject({ status: 'queued', sends: 2 });
  });

  test('is rejected for a revoked invitation', async () => {
    const { deps } = await setup();
    const invitation = await invite(deps);
    await revokeInvitation(deps, administrator, invitation.id);
    await expect(resendInvitation(deps, administrator, invitation.id)).rejects.toMatchObject({
      code: 'invitation_not_pending',
    });
  });
});

describe('another tenant’s invitation', () => {
  test('is not found: it cannot be resent or revoked, and stays unchanged', async () => {
    const { deps } = await setup();
    const invitation = await invite(deps);
    await expect(resendInvitation(deps, foreigner, invitation.id)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(revokeInvitation(deps, foreigner, invitation.id)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await deps.invitations.get(invitation.id)).toEqual(invitation);
    expect(await list(deps, undefined, 'other')).toEqual([]);
  });
});

describe('revoking', () => {
  test('twice is rejected the second time, and the first request remains recorded', async () => {
    const { deps, clock } = await setup();
    const invitation = await invite(deps);
    const revoked = await revokeInvitation(deps, administrator, invitation.id);
    expect(revoked).toMatchObject({ status: 'revoked', revokedBy: { id: 'user-admin' } });
    clock.advance(1);
    await expect(revokeInvitation(deps, administrator, invitation.id)).rejects.toMatchObject({
      code: 'invitation_not_pending',
    });
  });
});

describe('listing', () => {
  test('returns every invitation once, newest first, page by page, without an empty last page', async () => {
    const { deps, clock } = await setup();
    const made: string[] = [];
    for (let index = 0; index < 12; index++) {
      made.unshift((await invite(deps, { email: `guest-${index}@example.com` })).id);
      clock.advance(1);
    }
    const seen: string[] = [];
    let after: ListPosition | undefined;
    let pages = 0;
    do {
      const page = await deps.lists.list({
        tenantId: 'acme',
        filters: {},
        order: 'desc',
        limit: 4,
        now: clock.now(),
        after,
      });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
      pages++;
    } while (after !== undefined);
    expect(seen).toEqual(made);
    expect(pages).toBe(3);
  });

  test('separates pending from expired by the clock alone, and pages through both', async () => {
    const { deps, clock } = await setup();
    for (let index = 0; index < 20; index++) {
      await invite(deps, {
        email: `guest-${index}@example.com`,
        expiresInDays: index % 2 === 0 ? 1 : 20,
      });
      clock.advance(1);
    }
    expect(await list(deps, 'pending')).toHaveLength(20);
    clock.advance(DAY);
    expect((await list(deps, 'pending')).map(({ email }) => email)).toEqual(
      Array.from({ length: 10 }, (_, index) => `guest-${19 - 2 * index}@example.com`),
    );
    expect(await list(deps, 'expired')).toHaveLength(10);
  });

  test('by another status returns only that status', async () => {
    const { deps } = await setup();
    const kept = await invite(deps, { email: 'kept@example.com' });
    const revoked = await invite(deps, { email: 'revoked@example.com' });
    await revokeInvitation(deps, administrator, revoked.id);
    expect((await list(deps, 'revoked')).map(({ id }) => id)).toEqual([revoked.id]);
    expect((await list(deps, 'pending')).map(({ id }) => id)).toEqual([kept.id]);
    expect(await list(deps, 'accepted')).toEqual([]);
  });
});

type Deps = Awaited<ReturnType<typeof setup>>['deps'];

/** Returns all rows of a list, read in small pages. */
async function list(
  deps: Deps,
  status?: 'pending' | 'expired' | 'revoked' | 'accepted',
  tenantId = 'acme',
) {
  const rows = [];
  let after: ListPosition | undefined;
  do {
    const page = await deps.lists.list({
      tenantId,
      filters: { status },
      order: 'desc',
      limit: 3,
      now: deps.clock.now(),
      after,
    });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return rows;
}
