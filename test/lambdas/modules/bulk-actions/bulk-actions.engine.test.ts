import { describe, expect, test } from 'vitest';

import { toBulkResource } from '../../../../lambdas/modules/bulk-actions/bulk-action.ts';
import { bulkChunk } from '../../../../lambdas/modules/bulk-actions/bulk-chunk.ts';
import {
  cancelBulkAction,
  exportBulkAction,
  listBulkActions,
} from '../../../../lambdas/modules/bulk-actions/manage-bulk-actions.ts';
import { readImport } from '../../../../lambdas/modules/imports/read-imports.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DAY, MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { derivedId } from '../../../../lambdas/modules/platform/ids.ts';
import type { TenantSettings } from '../../../../lambdas/modules/records/tenant-settings.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import {
  bulkOf,
  bulkOn,
  startingBulk,
  workOffBulk,
} from '../../../support/modules/bulk-actions.ts';
import { importsOn } from '../../../support/modules/imports.ts';
import { record, writeRecords } from '../../../support/modules/invitation-records.ts';
import { administrator, invitingOn } from '../../../support/modules/invitations.ts';
import { testRules } from '../../../support/modules/tenants.ts';

const NOW = '2030-01-20T12:00:00.000Z';
const minutesAgo = (minutes: number) => new Date(Date.parse(NOW) - minutes * MINUTE).toISOString();

/** Creates invitations of a tenant, pending by default, and the dependencies of bulk actions. */
async function setup(count = 3, settings: TenantSettings = {}) {
  const table = await createTable();
  const clock = new TestClock(NOW);
  const all = Array.from({ length: count }, (_, index) => pendingOne(index));
  await writeRecords(table, all);
  const deps = bulkOn(table, clock, { settings });
  const inviting = invitingOn(table, clock);
  const now = async () => Promise.all(all.map(({ id }) => inviting.invitations.get(id)));
  const ids = all.map(({ id }) => id);
  return { table, clock, all, ids, deps, inviting, now };
}

function pendingOne(index: number, changes: Partial<Parameters<typeof record>[0]> = {}) {
  return record({
    address: `guest${index}@example.com`,
    createdAt: minutesAgo(1_000 - index),
    expiresAt: new Date(Date.parse(NOW) + 7 * DAY).toISOString(),
    delivery: { status: 'sent', updatedAt: minutesAgo(900), sends: 1 },
    ...changes,
  });
}

const outcomes = async (deps: Parameters<typeof bulkOf>[0], job: Parameters<typeof bulkOf>[1]) =>
  (await bulkOf(deps, job)).rows.map(({ outcome, ...row }) => [
    outcome,
    'reason' in row ? row.reason : undefined,
  ]);

describe('a bulk action', () => {
  test('resends each invitation once, with an email that waits behind single ones', async () => {
    const { deps, ids, now } = await setup();
    const job = await startingBulk(deps, { action: 'resend', ids });
    expect(toBulkResource(job)).toMatchObject({ status: 'queued', counts: { pending: 3 } });
    await workOffBulk(deps, job);
    await workOffBulk(deps, job);
    const { job: after } = await bulkOf(deps, job);
    expect(toBulkResource(after)).toMatchObject({
      status: 'completed',
      total: 3,
      counts: { done: 3, skipped: 0, error: 0, pending: 0 },
    });
    for (const invitation of await now()) {
      expect(invitation?.delivery).toMatchObject({ status: 'queued', sends: 2, bulk: true });
      expect(invitation?.timeline.filter(({ type }) => type === 'resent')).toHaveLength(1);
    }
  });

  test('gives the reason for each invitation that it skips, and continues with the others', async () => {
    const { deps, ids, inviting } = await setup();
    const [first = '', second = '', third = ''] = ids;
    await revokeInvitation(inviting, administrator, second);
    const unknown = derivedId('inv', 'nobody');
    const job = await startingBulk(deps, {
      action: 'revoke',
      ids: [first, second, first, unknown, third],
    });
    await workOffBulk(deps, job);
    expect(await outcomes(deps, job)).toEqual([
      ['done', undefined],
      ['skipped', 'invitation_not_pending'],
      ['skipped', 'duplicate_row'],
      ['error', 'not_found'],
      ['done', undefined],
    ]);
  });

  test.each(['resend', 'revoke', 'delete'] as const)(
    '(%s) changes nothing more once the tenant is suspended',
    async (action) => {
      const { deps, ids, now } = await setup();
      const before = await now();
      const job = await startingBulk(deps, { action, ids });
      const filtered = await startingBulk(deps, { action, filter: { status: ['pending'] } });
      const rulesFor = async () => ({ ...(await testRules().rulesFor('acme')), suspended: true });
      const acting = { ...deps.work.acting, rules: { rulesFor } };
      const suspended = { ...deps, work: { ...deps.work, acting } };
      await workOffBulk(suspended, job);
      await workOffBulk(suspended, filtered);
      expect(await outcomes(deps, job)).toEqual(ids.map(() => ['skipped', 'tenant_suspended']));
      expect(toBulkResource((await bulkOf(deps, filtered)).job)).toMatchObject({
        status: 'completed',
        counts: { done: 0 },
      });
      expect(await now()).toEqual(before);
    },
  );

  test('deletes ended invitations, and keeps those that can still be accepted', async () => {
    const { deps, ids, inviting, now } = await setup();
    await revokeInvitation(inviting, administrator, ids[0] ?? '');
    const job = await startingBulk(deps, { action: 'delete', ids });
    await workOffBulk(deps, job);
    expect(await outcomes(deps, job)).toEqual([
      ['done', undefined],
      ['skipped', 'invitation_pending'],
      ['skipped', 'invitation_pending'],
    ]);
    expect((await now()).map((invitation) => invitation?.status)).toEqual([
      undefined,
      'pending',
      'pending',
    ]);
  });

  test('gives the same results as a dry run, which changes nothing', async () => {
    const { deps, ids, inviting, now } = await setup();
    await revokeInvitation(inviting, administrator, ids[1] ?? '');
    const before = await now();
    for (const action of ['resend', 'revoke', 'delete'] as const) {
      const tried = await startingBulk(deps, { action, ids, dryRun: true });
      await workOffBulk(deps, tried);
      expect(await now()).toEqual(before);
      const job = await startingBulk(deps, { action, ids: [ids[0], ids[1]] });
      const expected = (await outcomes(deps, tried)).slice(0, 2);
      if (action === 'delete') continue;
      expect(expected).toEqual([
        ['would_do', undefined],
        ['skipped', 'invitation_not_pending'],
      ]);
      await cancelBulkAction(deps, administrator, job.id);
    }
  });

  test('follows the same limit of resends as a single resend', async () => {
    const { deps, ids } = await setup(3, { limits: { invitationsPerTenantPerHour: 2 } });
    const job = await startingBulk(deps, { action: 'resend', ids });
    await workOffBulk(deps, job);
    expect(await outcomes(deps, job)).toEqual([
      ['done', undefined],
      ['done', undefined],
      ['error', 'rate_limited'],
    ]);
  });

  test('touches nothing of another tenant, and is found neither there nor among imports', async () => {
    const { table, clock, deps, ids } = await setup();
    const foreign = pendingOne(99, { tenantId: 'other' });
    await writeRecords(table, [foreign]);
    for (const action of ['resend', 'revoke', 'delete'] as const) {
      const job = await startingBulk(deps, { action, ids: [foreign.id] });
      await workOffBulk(deps, job);
      expect(await outcomes(deps, job)).toEqual([['error', 'not_found']]);
      await expect(bulkOf(deps, job, 'other')).rejects.toMatchObject({ code: 'not_found' });
      const theirs = { ...administrator, tenantId: 'other' };
      await expect(cancelBulkAction(deps, theirs, job.id)).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    const job = await startingBulk(deps, { action: 'revoke', ids });
    const imports = importsOn(table, clock, new FakeUserPool());
    const query = { tenantId: 'acme', outcome: undefined, limit: 10, cursor: undefined };
    await expect(readImport(imports, { ...query, importId: job.id })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await inTable(table, clock, foreign.id))?.status).toBe('pending');
  });

  test('is the same for the same Idempotency-Key, which is rejected for another request', async () => {
    const { deps, ids } = await setup();
    const key = { idempotencyKey: 'once' };
    const [one, other] = await Promise.all([
      startingBulk(deps, { action: 'revoke', ids }, key),
      startingBulk(deps, { action: 'revoke', ids }, key),
    ]);
    expect(other.id).toBe(one.id);
    await expect(startingBulk(deps, { action: 'delete', ids }, key)).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    const { rows } = await listBulkActions(deps, 'acme', { limit: 10 });
    expect(rows.map(({ id }) => id)).toEqual([one.id]);
    expect((await listBulkActions(deps, 'other', { limit: 10 })).rows).toEqual([]);
  });

  test('that is canceled leaves the remaining invitations alone, and says so', async () => {
    const { deps, ids, now } = await setup(30);
    const job = await startingBulk(deps, { action: 'revoke', ids });
    await bulkChunk(deps.work, { importId: job.id, chunk: 1 }, { lastTry: false });
    await cancelBulkAction(deps, administrator, job.id);
    await workOffBulk(deps, job);
    const { job: after } = await bulkOf(deps, job);
    expect(toBulkResource(after)).toMatchObject({
      status: 'canceled',
      counts: { done: 25, skipped: 5, pending: 0 },
    });
    expect((await now()).filter((row) => row?.status === 'revoked')).toHaveLength(25);
    const { text } = await exportBulkAction(deps, {
      ...{ tenantId: 'acme', id: job.id, outcome: 'skipped', limit: 500, cursor: undefined },
    });
    expect(text.trim().split('\r\n')).toHaveLength(6);
  });
});

describe('a bulk action with a filter', () => {
  test('reaches every matching invitation, page by page, and none that is created later', async () => {
    const { table, deps, clock, now } = await setup(60);
    const bounced = Array.from({ length: 30 }, (_, index) =>
      pendingOne(100 + index, {
        delivery: { status: 'bounced', updatedAt: minutesAgo(1), sends: 1 },
      }),
    );
    await writeRecords(table, bounced);
    const filter = { status: ['pending'], delivery: ['bounced', 'failed'] };
    const job = await startingBulk(deps, { action: 'revoke', filter });
    expect(toBulkResource(job)).toMatchObject({ status: 'queued', total: 0, totalIsFinal: false });
    clock.advance(MINUTE);
    const late = pendingOne(999, {
      createdAt: clock.now().toISOString(),
      delivery: { status: 'bounced', updatedAt: minutesAgo(1), sends: 1 },
    });
    await writeRecords(table, [late]);
    await workOffBulk(deps, job);
    const { job: after } = await bulkOf(deps, job);
    expect(toBulkResource(after)).toMatchObject({
      status: 'completed',
      total: 30,
      totalIsFinal: true,
      truncated: false,
      counts: { done: 30, pending: 0 },
    });
    expect((await inTable(table, clock, late.id))?.status).toBe('pending');
    expect((await now()).every((row) => row?.status === 'pending')).toBe(true);
  });

  test('skips an invitation that was resent after it was selected', async () => {
    const { deps, ids, inviting, clock } = await setup(2);
    const job = await startingBulk(deps, { action: 'resend', filter: { status: ['pending'] } });
    const { lists } = deps.work;
    const slow = {
      ...deps.work,
      lists: {
        list: async (query: Parameters<typeof lists.list>[0]) => {
          const page = await lists.list(query);
          clock.advance(1);
          await resendInvitation(inviting, administrator, ids[0] ?? '');
          return page;
        },
      },
    };
    await bulkChunk(slow, { importId: job.id, chunk: 1 }, { lastTry: false });
    expect(await outcomes(deps, job)).toEqual([
      ['skipped', 'changed'],
      ['done', undefined],
    ]);
  });

  test('that selects nothing completes immediately', async () => {
    const { deps } = await setup(1);
    const job = await startingBulk(deps, { action: 'delete', filter: { status: ['declined'] } });
    await workOffBulk(deps, job);
    const { job: after } = await bulkOf(deps, job);
    expect(toBulkResource(after)).toMatchObject({ status: 'completed', total: 0 });
  });

  test('ends if it is canceled before it has found everything', async () => {
    const { deps, now } = await setup(60);
    const job = await startingBulk(deps, { action: 'revoke', filter: { status: ['pending'] } });
    await bulkChunk(deps.work, { importId: job.id, chunk: 1 }, { lastTry: false });
    await cancelBulkAction(deps, administrator, job.id);
    await workOffBulk(deps, job);
    const { job: after } = await bulkOf(deps, job);
    expect(after.remaining).toBe(0);
    expect(toBulkResource(after)).toMatchObject({ status: 'canceled', counts: { done: 25 } });
    expect((await now()).filter((row) => row?.status === 'revoked')).toHaveLength(25);
  });

  test('processed by two workers at once finds and resends each invitation once', async () => {
    const { deps, now } = await setup(30);
    const job = await startingBulk(deps, { action: 'resend', filter: { status: ['pending'] } });
    await Promise.all([workOffBulk(deps, job), workOffBulk(deps, job)]);
    await workOffBulk(deps, job);
    const { job: after } = await bulkOf(deps, job);
    expect(after).toMatchObject({ total: 30, created: 30, remaining: 0 });
    for (const invitation of await now()) expect(invitation?.delivery.sends).toBe(2);
  });
});

describe('a worker that crashes', () => {
  test.each(['resend', 'revoke', 'delete'] as const)(
    'at any call of a %s leaves nothing undone and repeats nothing',
    async (action) => {
      const counting = new MortalProcess();
      await run(action, counting);
      expect(counting.calls).toBeGreaterThan(6);
      for (let call = 1; call <= counting.calls; call++)
        for (const moment of ['before', 'after'] as const)
          await run(action, new MortalProcess({ call, moment }));
    },
    240_000,
  );

  async function run(action: 'resend' | 'revoke' | 'delete', process: MortalProcess) {
    const { table, clock, deps, inviting, ids, now } = await setup(2);
    if (action === 'delete')
      for (const id of ids) await revokeInvitation(inviting, administrator, id);
    const status = action === 'delete' ? 'revoked' : 'pending';
    const job = await startingBulk(deps, { action, filter: { status: [status] } });
    await workOffBulk(bulkOn(table, clock, { process }), job).catch((error: unknown) => {
      if (!(error instanceof ProcessDied)) throw error;
    });
    clock.advance(MINUTE);
    await workOffBulk(deps, job);
    const { job: after } = await bulkOf(deps, job);
    expect(after).toMatchObject({ total: 2, created: 2, skipped: 0, error: 0, remaining: 0 });
    const invitations = await now();
    if (action === 'delete') expect(invitations).toEqual([undefined, undefined]);
    if (action === 'resend')
      expect(invitations.map((invitation) => invitation?.delivery.sends)).toEqual([2, 2]);
    if (action === 'revoke')
      for (const invitation of invitations)
        expect(invitation?.timeline.filter(({ type }) => type === 'revoked')).toHaveLength(1);
  }
});

function inTable(table: Awaited<ReturnType<typeof createTable>>, clock: TestClock, id: string) {
  return invitingOn(table, clock).invitations.get(id);
}
