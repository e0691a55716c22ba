import { describe, expect, test } from 'vitest';

import { toImportResource } from '../../../../lambdas/admin-api/import-operations.ts';
import { CHUNK_ROWS, type ImportJob } from '../../../../lambdas/modules/imports/import.ts';
import { importChunk } from '../../../../lambdas/modules/imports/import-chunk.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { SECOND } from '../../../../lambdas/modules/platform/clock.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import { suppressionFrom } from '../../../../lambdas/modules/suppressions/suppression.ts';
import { DynamoSuppressionWriter } from '../../../../lambdas/modules/suppressions/suppression-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { type Death, MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { createTable, type TestTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { importOf, importsOn, startingImport, workOff } from '../../../support/modules/imports.ts';
import { administrator, invite, invitingOn } from '../../../support/modules/invitations.ts';

const PASSWORD = 'Correct-horse-battery-9';

/** Creates an administrator's tenant, in its own table or in a given one. */
async function setup({ tenantId = 'acme', table }: { tenantId?: string; table?: TestTable } = {}) {
  return tenantIn(table ?? (await createTable()), tenantId);
}

function tenantIn(table: TestTable, tenantId: string) {
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const inviting = invitingOn(table, clock, pool);
  const deps = importsOn(table, clock, pool);
  const dying = (death: Death) => importsOn(table, clock, pool, new MortalProcess(death));
  const countingIn = (process: MortalProcess) => importsOn(table, clock, pool, process);
  const principal = { ...administrator, tenantId };
  const invited = async () => {
    const query = { tenantId, filters: {}, order: 'desc', limit: 100, now: clock.now() } as const;
    return (await inviting.lists.list(query)).rows.map(({ email }) => email).toSorted();
  };
  return { table, clock, pool, principal, inviting, deps, dying, countingIn, invited };
}
type World = ReturnType<typeof tenantIn>;

/** One row for each outcome: to invite, duplicate, invalid, already invited, already a customer, and suppressed. */
const MIXED = [
  'email,company,groups',
  'new@example.com,Navy,',
  'NEW@example.com,Navy again,',
  'nobody,Navy,',
  'invited@example.com,,',
  'account@example.com,,',
  'bounced@example.com,,',
  'group@example.com,,kings',
  'other@example.com,Bits,',
].join('\n');

/** Returns `count` different addresses. */
function people(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `guest-${index}@example.com`);
}

async function mixedTable(world: World): Promise<string> {
  world.pool.add('account@example.com', PASSWORD);
  const writer = new DynamoSuppressionWriter(world.table.client, world.table.tableName);
  await writer.add('bounced@example.com', suppressionFrom('hard_bounce', world.clock.now()));
  const { inviting, principal } = world;
  return (await invite(inviting, { email: 'invited@example.com' }, { principal })).id;
}

function expectMixed(
  { rows }: Awaited<ReturnType<typeof importOf>>,
  invitedBefore: string,
  outcome: 'created' | 'would_create',
): void {
  expect(rows.map(({ row, outcome: is }) => [row, is])).toEqual([
    [2, outcome],
    [3, 'skipped'],
    [4, 'error'],
    [5, 'skipped'],
    [6, 'skipped'],
    [7, 'skipped'],
    [8, 'error'],
    [9, outcome],
  ]);
  expect(rows[1]).toMatchObject({ reason: 'duplicate_row', email: 'NEW@example.com' });
  expect(rows[2]).toMatchObject({ reason: 'invalid_request', field: 'email', email: 'nobody' });
  expect(rows[3]).toMatchObject({ reason: 'already_invited', invitationId: invitedBefore });
  expect(rows[4]).toMatchObject({ reason: 'user_already_exists' });
  expect(rows[5]).toMatchObject({ reason: 'email_suppressed', field: 'email' });
  expect(rows[6]).toMatchObject({ reason: 'grant_not_allowed', field: 'groups.0' });
}

describe('an import', () => {
  test('is pending with all its rows', async () => {
    const { deps, invited } = await setup();
    const job = await startingImport(deps, { csv: MIXED });
    expect(toImportResource(job)).toMatchObject({
      status: 'queued',
      dryRun: false,
      total: 8,
      counts: { created: 0, wouldCreate: 0, skipped: 0, error: 0, pending: 8 },
      createdBy: { id: 'user-admin', name: 'Ada Admin' },
      createdAt: '2030-01-01T12:00:00.000Z',
      completedAt: undefined,
    });
    const { rows } = await importOf(deps, job);
    expect(rows[0]).toEqual({ row: 2, email: 'new@example.com', outcome: 'pending' });
    expect(rows.every(({ outcome }) => outcome === 'pending')).toBe(true);
    expect(await invited()).toEqual([]);
  });

  test('counts the rows of a chunk once, no matter how often its message arrives, while other chunks wait', async () => {
    const { deps } = await setup();
    const csv = ['email', ...people(CHUNK_ROWS + 5)].join('\n');
    const job = await startingImport(deps, { csv });
    expect(job).toMatchObject({ chunks: 2 });
    const again = () => importChunk(deps.work, { importId: job.id, chunk: 2 }, { lastTry: false });
    await expect(again()).resolves.toBe('finished');
    await expect(again()).resolves.toBe('dropped');
    // A worker that read the rows before the first one completed them still has all of them to count.
    const rows = Array.from({ length: 5 }, (_, index) => ({
      ...{ row: CHUNK_ROWS + index + 2, email: `guest-${CHUNK_ROWS + index}@example.com` },
      ...{ outcome: 'created' as const, invitationId: 'inv_1' },
    }));
    const { imports } = deps.work;
    await expect(imports.finish(job, 2, rows, new Date(job.createdAt))).resolves.toBe(false);
    const { job: after } = await importOf(deps, job);
    expect(after).toMatchObject({ created: 5, remaining: CHUNK_ROWS, skipped: 0, error: 0 });
    await workOff(deps.work, job);
    const { job: end } = await importOf(deps, job);
    expect(end).toMatchObject({ created: CHUNK_ROWS + 5, remaining: 0 });
  });

  test('invites each person in the name of its creator, and has a result for each row', async () => {
    const world = await setup();
    const { deps, inviting, invited, clock } = world;
    const before = await mixedTable(world);
    const job = await startingImport(deps, {
      csv: MIXED,
      defaults: { groups: ['partners'], message: 'Welcome' },
    });
    clock.advance(5 * SECOND);
    await workOff(deps.work, job);
    const result = await importOf(deps, job);
    expectMixed(result, before, 'created');
    expect(toImportResource(result.job)).toMatchObject({
      status: 'completed',
      counts: { created: 2, wouldCreate: 0, skipped: 4, error: 2, pending: 0 },
      completedAt: '2030-01-01T12:00:05.000Z',
    });
    expect(await invited()).toEqual([
      'invited@example.com',
      'new@example.com',
      'other@example.com',
    ]);
    const [first] = result.rows;
    const id = first !== undefined && 'invitationId' in first ? first.invitationId : undefined;
    expect(await inviting.invitations.get(id ?? '')).toMatchObject({
      tenantId: 'acme',
      company: 'Navy',
      groups: ['partners'],
      message: 'Welcome',
      importId: job.id,
      invitedBy: { id: 'user-admin', name: 'Ada Admin' },
      delivery: { status: 'queued', sends: 1 },
    });
  });

  test('as a dry run has the same results and invites nobody', async () => {
    const world = await setup();
    const before = await mixedTable(world);
    const job = await startingImport(world.deps, { csv: MIXED, dryRun: true });
    await workOff(world.deps.work, job);
    const result = await importOf(world.deps, job);
    expectMixed(result, before, 'would_create');
    expect(toImportResource(result.job)).toMatchObject({
      dryRun: true,
      status: 'completed',
      counts: { created: 0, wouldCreate: 2, skipped: 4, error: 2 },
    });
    expect(await world.invited()).toEqual(['invited@example.com']);
    // The dry run left nothing that would affect the real import.
    const real = await startingImport(world.deps, { csv: MIXED });
    await workOff(world.deps.work, real);
    expectMixed(await importOf(world.deps, real), before, 'created');
  });

  test('as a dry run recognizes that an earlier invitation has ended', async () => {
    const { deps, inviting, clock } = await setup();
    await invite(inviting, { email: 'ada@example.com', expiresInDays: 1 });
    clock.advance(2 * 24 * 60 * 60 * SECOND);
    const job = await startingImport(deps, { rows: [{ email: 'ada@example.com' }], dryRun: true });
    await workOff(deps.work, job);
    expect((await importOf(deps, job)).rows[0]).toMatchObject({ outcome: 'would_create' });
  });

  test.each([
    [true, { outcome: 'error', reason: 'rate_limited' }],
    [false, { outcome: 'would_create' }],
  ])(
    'as a dry run counts the emails of the day if emails are requested (%s)',
    async (notify, row) => {
      const { table, clock, pool } = await setup();
      const once = { limits: { mailsPerRecipientPerDay: 1 } };
      const deps = importsOn(table, clock, pool, new MortalProcess(), once);
      const inviting = invitingOn(table, clock, pool, once);
      const email = 'ada@example.com';
      const { id } = await invite(inviting, { email });
      await revokeInvitation(inviting, administrator, id);
      const job = await startingImport(deps, {
        rows: [{ email }],
        defaults: { notify },
        dryRun: true,
      });
      await workOff(deps.work, job);
      expect((await importOf(deps, job)).rows[0]).toMatchObject(row);
    },
  );

  test('updates its counts while it runs', async () => {
    const { deps } = await setup();
    const rows = Array.from({ length: 60 }, (_, n) => ({ email: `guest${n}@example.com` }));
    const job = await startingImport(deps, { rows, dryRun: true });
    const seen = [];
    for (let chunk = 1; chunk <= 3; chunk++) {
      await importChunk(deps.work, { importId: job.id, chunk }, { lastTry: false });
      const { status, counts } = toImportResource((await importOf(deps, job)).job);
      seen.push([status, counts.wouldCreate, counts.pending]);
    }
    expect(seen).toEqual([
      ['running', 25, 35],
      ['running', 50, 10],
      ['completed', 60, 0],
    ]);
  });

  test('that TTL has removed has nothing left to do', async () => {
    const { deps } = await setup();
    const message = { importId: 'imp_gone', chunk: 1 };
    expect(await importChunk(deps.work, message, { lastTry: false })).toBe('dropped');
  });
});

/** Returns every call of `run` before and after which a process can crash. */
async function deathsOf(run: (process: MortalProcess) => Promise<unknown>): Promise<Death[]> {
  const process = new MortalProcess();
  await run(process);
  return Array.from({ length: process.calls }, (_, call) => call + 1).flatMap((call) => [
    { call, moment: 'before' as const },
    { call, moment: 'after' as const },
  ]);
}

describe('a worker that crashes', () => {
  test.each([false, true])(
    'at any call leaves a chunk that the next one completes, and nobody is invited or counted twice (dry run: %s)',
    async (dryRun) => {
      const outcome = dryRun ? 'would_create' : 'created';
      const start = async (world: World): Promise<{ before: string; job: ImportJob }> => {
        const before = await mixedTable(world);
        const { deps, principal } = world;
        return { before, job: await startingImport(deps, { csv: MIXED, dryRun }, { principal }) };
      };
      const deaths = await deathsOf(async (process) => {
        const world = await setup();
        const { job } = await start(world);
        await workOff(world.countingIn(process).work, job);
      });
      expect(deaths.length).toBeGreaterThan(30);
      const table = await createTable();
      for (const [place, death] of deaths.entries()) {
        const world = await setup({ table, tenantId: `tenant-${place}` });
        const { before, job } = await start(world);
        await expect(workOff(world.dying(death).work, job)).rejects.toThrow(ProcessDied);
        await workOff(world.deps.work, job);
        await workOff(world.deps.work, job);
        const result = await importOf(world.deps, job, world.principal.tenantId);
        expectMixed(result, before, outcome);
        expect(toImportResource(result.job).counts).toEqual({
          created: dryRun ? 0 : 2,
          wouldCreate: dryRun ? 2 : 0,
          skipped: 4,
          error: 2,
          pending: 0,
        });
        expect(await world.invited()).toEqual(
          dryRun
            ? ['invited@example.com']
            : ['invited@example.com', 'new@example.com', 'other@example.com'],
        );
      }
    },
    240 * SECOND,
  );

  test('after inviting a person still counts them as created if they have signed up since', async () => {
    const { deps, dying, pool, countingIn } = await setup();
    const rows = [{ email: 'ada@example.com' }];
    const counting = new MortalProcess();
    await workOff(countingIn(counting).work, await startingImport(deps, { rows, dryRun: true }));
    const job = await startingImport(deps, { rows });
    const last = { call: counting.calls, moment: 'before' } as const;
    await expect(workOff(dying(last).work, job)).rejects.toThrow(ProcessDied);
    pool.add('ada@example.com', PASSWORD);
    await workOff(deps.work, job);
    expect((await importOf(deps, job)).rows[0]).toMatchObject({ outcome: 'created' });
  });
});

describe('several workers at once', () => {
  test('on the same chunk invite and count everybody once', async () => {
    const { deps, invited } = await setup();
    const rows = Array.from({ length: 10 }, (_, n) => ({ email: `guest${n}@example.com` }));
    const job = await startingImport(deps, { rows });
    await Promise.all(Array.from({ length: 4 }, () => workOff(deps.work, job)));
    const result = await importOf(deps, job);
    expect(result.rows.map(({ outcome }) => outcome)).toEqual(rows.map(() => 'created'));
    expect(toImportResource(result.job).counts).toMatchObject({ created: 10, pending: 0 });
    expect(await invited()).toHaveLength(10);
  });

  test('on different chunks complete the import together, in any order', async () => {
    const { deps } = await setup();
    const rows = Array.from({ length: 100 }, (_, n) => ({ email: `guest${n}@example.com` }));
    const job = await startingImport(deps, { rows, dryRun: true });
    await Promise.all(
      [1, 2, 3, 4].map((chunk) =>
        importChunk(deps.work, { importId: job.id, chunk }, { lastTry: false }),
      ),
    );
    const { job: after } = await importOf(deps, job);
    expect(toImportResource(after)).toMatchObject({
      status: 'completed',
      counts: { wouldCreate: 100, pending: 0 },
    });
  });

  test('on two imports of the same people invite each once: the other import names the first', async () => {
    const { deps, invited } = await setup();
    const rows = Array.from({ length: 20 }, (_, n) => ({ email: `guest${n}@example.com` }));
    const jobs = [
      await startingImport(deps, { rows }),
      await startingImport(deps, { rows: rows.toReversed() }),
    ];
    await Promise.all(jobs.map((job) => workOff(deps.work, job)));
    expect(await invited()).toHaveLength(20);
    const results = await Promise.all(jobs.map((job) => importOf(deps, job)));
    expect(results.reduce((sum, { job }) => sum + job.created, 0)).toBe(20);
    expect(results.reduce((sum, { job }) => sum + job.skipped, 0)).toBe(20);
  });
});

describe('a temporary failure', () => {
  const throttled = new FoyerError('temporarily_unavailable', 'Try again in a moment.');

  test('is not an error of a row: the chunk is retried from where it stopped', async () => {
    const { deps, invited } = await setup();
    const rows = [{ email: 'a@example.com' }, { email: 'b@example.com' }];
    const job = await startingImport(deps, { rows });
    let calls = 0;
    const accounts = {
      find: () => (++calls === 2 ? Promise.reject(throttled) : Promise.resolve(undefined)),
    };
    const work = { ...deps.work, inviting: { ...deps.work.inviting, accounts } };
    await expect(workOff(work, job)).rejects.toBe(throttled);
    expect(toImportResource((await importOf(deps, job)).job)).toMatchObject({
      status: 'queued',
      counts: { pending: 2 },
    });
    await workOff(work, job);
    // The first row was already processed. Nothing waited for the rest of its request.
    expect(calls).toBe(4);
    expect(await invited()).toEqual(['a@example.com', 'b@example.com']);
  });

  test.each([
    ['throttling', throttled],
    ['an error', new Error('Something broke.')],
  ])('%s on the last attempt ends the row, so that the import ends', async (_name, error) => {
    const { deps } = await setup();
    const rows = [{ email: 'a@example.com' }, { email: 'b@example.com' }];
    const job = await startingImport(deps, { rows });
    const failures: unknown[] = [];
    const accounts = {
      find: (address: string) =>
        address === 'a@example.com' ? Promise.reject(error) : Promise.resolve(undefined),
    };
    const work = {
      ...deps.work,
      inviting: { ...deps.work.inviting, accounts },
      onFailure: (_importId: string, row: number, cause: unknown) => failures.push([row, cause]),
    };
    await importChunk(work, { importId: job.id, chunk: 1 }, { lastTry: true });
    const result = await importOf(deps, job);
    expect(result.rows).toMatchObject([
      { outcome: 'error', reason: 'temporarily_unavailable' },
      { outcome: 'created' },
    ]);
    expect(toImportResource(result.job).status).toBe('completed');
    expect(failures).toEqual([[1, error]]);
  });
});

test('an import row waits between invitations, so that other requests are served', async () => {
  const { deps, clock } = await setup();
  const waited: number[] = [];
  const work = {
    ...deps.work,
    pause: async (milliseconds: number) => void waited.push(milliseconds),
  };
  const rows = [{ email: 'a@example.com' }, { email: 'wrong' }, { email: 'b@example.com' }];
  await workOff(work, await startingImport(deps, { rows, dryRun: true }));
  expect(waited).toEqual([40, 40]);
  const slow = {
    find: async () => {
      clock.advance(150);
      return undefined;
    },
  };
  const inviting = { ...work.inviting, accounts: slow };
  await workOff({ ...work, inviting }, await startingImport(deps, { rows }));
  expect(waited.slice(2)).toEqual([50, 50]);
});

test('the creator of an import is the inviter of every row', async () => {
  const { deps, inviting } = await setup();
  const principal = { id: 'user-2', name: 'Berta', tenantId: 'acme' };
  const job = await startingImport(deps, { rows: [{ email: 'a@example.com' }] }, { principal });
  await workOff(deps.work, job);
  const [row] = (await importOf(deps, job)).rows;
  const id = row !== undefined && 'invitationId' in row ? row.invitationId : undefined;
  const invitation = await inviting.invitations.get(id ?? '');
  expect(invitation?.invitedBy).toEqual({ id: 'user-2', name: 'Berta' });
});
