import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import type { ImportJob, ImportOutcome } from '../../../../lambdas/modules/imports/import.ts';
import {
  listInvitationImports,
  readImport,
} from '../../../../lambdas/modules/imports/read-imports.ts';
import { DAY, MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { importOf, importsOn, startingImport, workOff } from '../../../support/modules/imports.ts';
import { groundsWith, testRules } from '../../../support/modules/tenants.ts';

const foreigner = { id: 'user-other', name: 'Otto Other', tenantId: 'other' };

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const importsIn = (process?: MortalProcess) => importsOn(table, clock, pool, process);
  const items = async () => {
    const scan = new ScanCommand({ TableName: table.tableName, ConsistentRead: true });
    return (await table.client.send(scan)).Items ?? [];
  };
  return { clock, deps: importsIn(), importsIn, items };
}

const people = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ email: `guest${n}@example.com`, company: 'Navy' }));

describe('a request with an Idempotency-Key', () => {
  test('returns the same import when it is repeated', async () => {
    const { deps, items } = await setup();
    const request = { rows: people(30) };
    const first = await startingImport(deps, request, { idempotencyKey: 'upload-1' });
    const before = await items();
    expect(await startingImport(deps, request, { idempotencyKey: 'upload-1' })).toEqual(first);
    expect(await items()).toEqual(before);
  });

  test('is rejected with another body, and changes nothing', async () => {
    const { deps, items } = await setup();
    await startingImport(deps, { rows: people(30) }, { idempotencyKey: 'upload-1' });
    const before = await items();
    const another = startingImport(deps, { rows: people(31) }, { idempotencyKey: 'upload-1' });
    await expect(another).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(await items()).toEqual(before);
  });

  test('from another administrator is a separate request', async () => {
    const { deps } = await setup();
    const request = { rows: people(1) };
    const ours = await startingImport(deps, request, { idempotencyKey: 'upload-1' });
    const theirs = await startingImport(deps, request, {
      idempotencyKey: 'upload-1',
      principal: foreigner,
    });
    expect(theirs.id).not.toBe(ours.id);
  });

  test('creates one import for five simultaneous requests', async () => {
    const { deps } = await setup();
    const request = { rows: people(60) };
    const jobs = await Promise.all(
      Array.from({ length: 5 }, () =>
        startingImport(deps, request, { idempotencyKey: 'upload-1' }),
      ),
    );
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
    const [job] = await Promise.all(jobs.map((made) => importOf(deps, made)));
    expect(job?.rows).toHaveLength(60);
  });

  test('creates one import for two simultaneous bodies, with the rows of one of them', async () => {
    const { deps } = await setup();
    const requests = [30, 55].map((count) =>
      startingImport(deps, { rows: people(count) }, { idempotencyKey: 'upload-1' }),
    );
    const results = await Promise.allSettled(requests);
    const made = results.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []));
    expect(made).toHaveLength(1);
    for (const job of made) expect((await importOf(deps, job)).rows).toHaveLength(job.total);
  });
});

describe('the daily limit of rows', () => {
  const limits = { importedInvitationsPerTenantPerDay: 100 };
  async function limited() {
    const world = await setup();
    const deps = { ...world.deps, rules: testRules({ limits }) };
    return { ...world, deps, start: (request: object) => startingImport(deps, { ...request }) };
  }

  test('stops further imports, and the response says how many rows are left and when the limit resets', async () => {
    const { start, clock, items } = await limited();
    await start({ rows: people(60) });
    const before = await items();
    await expect(start({ rows: people(41) })).rejects.toMatchObject({
      code: 'rate_limited',
      message:
        'The import has 41 rows, but only 40 more can be imported today. Import fewer rows, or try again tomorrow (UTC).',
      retryAfterSeconds: 12 * 60 * 60,
    });
    expect(await items()).toEqual(before);
    await start({ rows: people(40) });
    clock.advance(12 * 60 * MINUTE);
    await start({ rows: people(100) });
  });

  test('is exact for simultaneous imports', async () => {
    const { start } = await limited();
    const asked = await Promise.allSettled([1, 2, 3, 4, 5].map(() => start({ rows: people(30) })));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  test('does not count dry runs, invalid rows, or repeated requests', async () => {
    const { start, deps } = await limited();
    await start({ rows: people(100), dryRun: true });
    const wrong = Array.from({ length: 50 }, () => ({ email: 'nobody' }));
    await start({ rows: [...people(40), ...wrong] });
    const repeated = { rows: people(20) };
    await Promise.all(
      [1, 2, 3].map(() => startingImport(deps, repeated, { idempotencyKey: 'upload-1' })),
    );
    await startingImport(deps, repeated, { idempotencyKey: 'upload-1' });
    await start({ rows: people(40) });
    await expect(start({ rows: people(1) })).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('rejects a file that is larger, which must be split', async () => {
    const { start } = await limited();
    await expect(start({ rows: people(101) })).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'rows' }],
    });
  });

  test('does not use up the administrator’s hourly limit', async () => {
    const { start, deps } = await limited();
    const job = await start({ rows: people(12) });
    const hour = { limits: { invitationsPerAdministratorPerHour: 1 } };
    const inviting = {
      ...deps.work.inviting,
      context: groundsWith(deps.work.inviting.context, hour),
    };
    await workOff({ ...deps.work, inviting }, job);
    expect((await importOf(deps, job)).job).toMatchObject({ created: 12, error: 0 });
  });
});

describe('a request whose function crashes', () => {
  test('at any call has created no import, or a complete one, and is completed by a repeat', async () => {
    const request = { rows: people(30) };
    const counting = new MortalProcess();
    const { importsIn } = await setup();
    await startingImport(importsIn(counting), request, { idempotencyKey: 'upload-0' });
    expect(counting.names).toEqual(['get', 'writeChunk', 'writeChunk', 'create']);
    for (let call = 1; call <= counting.calls; call++)
      for (const moment of ['before', 'after'] as const) {
        const world = await setup();
        const dying = world.importsIn(new MortalProcess({ call, moment }));
        const options = { idempotencyKey: 'upload-1' };
        await expect(startingImport(dying, request, options)).rejects.toThrow(ProcessDied);
        const visible = (await listInvitationImports(world.deps, 'acme', { limit: 10 })).rows;
        expect(visible).toHaveLength(call === counting.calls && moment === 'after' ? 1 : 0);
        const job = await startingImport(world.deps, request, options);
        expect((await importOf(world.deps, job)).rows).toHaveLength(30);
        await workOff(world.deps.work, job);
        expect((await importOf(world.deps, job)).job).toMatchObject({ created: 30, remaining: 0 });
      }
  });

  test('that arrives late, after the import has run, changes nothing', async () => {
    const { deps } = await setup();
    const request = { rows: people(30) };
    const options = { idempotencyKey: 'upload-1' };
    const job = await startingImport(deps, request, options);
    await workOff(deps.work, job);
    const done = await importOf(deps, job);
    // It reads before the first one has finished, and writes after the worker has.
    const late = {
      ...deps,
      imports: {
        get: nothingAtFirst(deps.imports),
        writeChunk: deps.imports.writeChunk.bind(deps.imports),
        create: deps.imports.create.bind(deps.imports),
      },
    };
    expect(await startingImport(late, request, options)).toMatchObject({ id: job.id });
    expect(await importOf(deps, job)).toEqual(done);
  });
});

/** Returns a store whose first read finds nothing. */
function nothingAtFirst(imports: { get(id: string): Promise<ImportJob | undefined> }) {
  let asked = false;
  return (id: string) => {
    if (asked) return imports.get(id);
    asked = true;
    return Promise.resolve(undefined);
  };
}

describe('personal data', () => {
  test('is deleted after thirty days at the latest, including chunks of an import that was never completed', async () => {
    const { deps, importsIn, items, clock } = await setup();
    await startingImport(deps, { rows: people(30) });
    const dying = importsIn(new MortalProcess({ call: 3, moment: 'before' }));
    await expect(startingImport(dying, { rows: people(80) })).rejects.toThrow(ProcessDied);
    const removal = Math.floor((clock.now().getTime() + 30 * DAY) / 1_000);
    // Requests that were in flight when the process crashed still arrive.
    await expect.poll(async () => (await items()).length).toBeGreaterThan(3);
    const found = (await items()).filter(({ sk }) => sk !== 'quota');
    expect(found.map((item): unknown => item['removeAt'])).toEqual(found.map(() => removal));
  });

  test('of a row is deleted when the row is processed, except for the address', async () => {
    const { deps, items } = await setup();
    const job = await startingImport(deps, { rows: people(3), dryRun: true });
    expect(JSON.stringify(await items())).toContain('Navy');
    await workOff(deps.work, job);
    const left = JSON.stringify(await items());
    expect(left).not.toContain('Navy');
    expect(left).toContain('guest1@example.com');
  });
});

describe('reading results', () => {
  const read = (
    deps: Awaited<ReturnType<typeof setup>>['deps'],
    job: ImportJob,
    more: { outcome?: ImportOutcome; limit?: number; cursor?: string; tenantId?: string } = {},
  ) =>
    readImport(deps, {
      tenantId: 'acme',
      importId: job.id,
      outcome: undefined,
      limit: 100,
      cursor: undefined,
      ...more,
    });

  /** Returns all pages, in order. */
  async function pages(
    deps: Awaited<ReturnType<typeof setup>>['deps'],
    job: ImportJob,
    more: { outcome?: ImportOutcome; limit: number },
  ) {
    const found = [];
    let cursor: string | undefined;
    do {
      const page = await read(deps, job, { ...more, ...(cursor !== undefined && { cursor }) });
      const { rows, nextCursor } = page;
      found.push(rows.map(({ row }) => row));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  }

  test.each([1, 7, 25, 30, 100])(
    'returns pages of %i rows, in the order of the file',
    async (limit) => {
      const { deps } = await setup();
      const job = await startingImport(deps, { rows: people(90) });
      await workOff(deps.work, { ...job, chunks: 2 });
      const found = await pages(deps, job, { limit });
      expect(found.flat()).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
      expect(found.slice(0, -1).every((rows) => rows.length === limit)).toBe(true);
    },
  );

  test('finds the few errors among many rows', async () => {
    const { deps } = await setup();
    const rows = people(300).map((person, n) => (n % 100 === 7 ? { email: 'wrong' } : person));
    const job = await startingImport(deps, { rows, dryRun: true });
    await workOff(deps.work, job);
    expect((await pages(deps, job, { limit: 2, outcome: 'error' })).flat()).toEqual([8, 108, 208]);
    expect((await pages(deps, job, { limit: 50, outcome: 'pending' })).flat()).toEqual([]);
  });

  test('returns nothing to another tenant', async () => {
    const { deps } = await setup();
    const job = await startingImport(deps, { rows: people(3) });
    const foreign = read(deps, job, { tenantId: 'other' });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    expect((await listInvitationImports(deps, 'other', { limit: 10 })).rows).toEqual([]);
  });

  test('rejects a cursor of another import', async () => {
    const { deps } = await setup();
    const [first, second] = [
      await startingImport(deps, { rows: people(30) }),
      await startingImport(deps, { rows: people(30) }),
    ];
    const { nextCursor } = await read(deps, first, { limit: 5 });
    const foreign = read(deps, second, { limit: 5, cursor: nextCursor ?? '' });
    await expect(foreign).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('lists imports, newest first, page by page, with their counts', async () => {
    const { deps, clock } = await setup();
    const made: string[] = [];
    for (let count = 1; count <= 5; count++) {
      made.unshift((await startingImport(deps, { rows: people(count), dryRun: true })).id);
      clock.advance(MINUTE);
    }
    const first = await listInvitationImports(deps, 'acme', { limit: 3 });
    const second = await listInvitationImports(deps, 'acme', {
      limit: 3,
      cursor: first.nextCursor ?? '',
    });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(made);
    expect(second.nextCursor).toBeNull();
    expect(first.rows[0]).toMatchObject({
      total: 5,
      remaining: 5,
      created: 0,
      dryRun: true,
      createdBy: { id: 'user-admin', name: 'Ada Admin' },
    });
  });
});
