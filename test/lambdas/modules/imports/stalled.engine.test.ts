import { describe, expect, test } from 'vitest';

import { toImportResource } from '../../../../lambdas/admin-api/import-operations.ts';
import type { ImportJob } from '../../../../lambdas/modules/imports/import.ts';
import { importChunk } from '../../../../lambdas/modules/imports/import-chunk.ts';
import { DAY, MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { IMPORT_GRACE_PERIOD, reconcile } from '../../../../lambdas/reconciler/reconcile.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { importOf, importsOn, startingImport, workOff } from '../../../support/modules/imports.ts';
import { invitingOn } from '../../../support/modules/invitations.ts';
import { reconcilingOn } from '../../../support/modules/reconciling.ts';

const rows = Array.from({ length: 60 }, (_, n) => ({ email: `guest${n}@example.com` }));

/** Creates an import of sixty people in three chunks, and a reconciler. */
async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const deps = importsOn(table, clock, pool);
  const { reconcilingIn } = reconcilingOn(table, clock, pool);
  const job = await startingImport(deps, { rows });
  const work = (chunk: number) =>
    importChunk(deps.work, { importId: job.id, chunk }, { lastTry: false });
  const stored = async (): Promise<ImportJob> => {
    const found = await deps.imports.get(job.id);
    if (found === undefined) throw new Error('The import is gone.');
    return found;
  };
  const run = async (process?: MortalProcess) => reconcile(reconcilingIn(process));
  const invited = async () => {
    const { lists } = invitingOn(table, clock, pool);
    const query = { tenantId: 'acme', filters: {}, order: 'desc', limit: 100 } as const;
    return (await lists.list({ ...query, now: clock.now() })).rows.length;
  };
  return { table, clock, pool, deps, job, work, stored, run, invited };
}

describe('a stalled import', () => {
  test('is queued again, and continues where it stopped: nobody is invited or counted twice', async () => {
    const { clock, deps, job, work, stored, run, invited } = await setup();
    await work(1);
    clock.advance(IMPORT_GRACE_PERIOD + 1);
    await expect(run()).resolves.toMatchObject({ reordered: 1, failed: 0 });
    expect((await stored()).orders).toBe(2);
    // The outbox sends every chunk to the queue once more.
    await workOff(deps.work, job);
    const { job: after } = await importOf(deps, job);
    expect(toImportResource(after)).toMatchObject({
      status: 'completed',
      counts: { created: 60, pending: 0 },
    });
    expect(await invited()).toBe(60);
  });

  test('is not queued again while it makes progress, or after it is completed', async () => {
    const { clock, deps, job, work, stored, run } = await setup();
    for (const chunk of [1, 2]) {
      clock.advance(IMPORT_GRACE_PERIOD - MINUTE);
      await work(chunk);
      await expect(run()).resolves.toMatchObject({ reordered: 0 });
    }
    await workOff(deps.work, job);
    clock.advance(2 * DAY);
    await expect(run()).resolves.toMatchObject({ reordered: 0 });
    expect((await stored()).orders).toBe(1);
  });

  test('is queued again each time, as long as it makes no progress', async () => {
    const { clock, stored, run } = await setup();
    for (const orders of [2, 3]) {
      clock.advance(IMPORT_GRACE_PERIOD + 1);
      await run();
      await expect(run()).resolves.toMatchObject({ reordered: 0 });
      expect((await stored()).orders).toBe(orders);
    }
  });

  test('is queued once by two reconcilers', async () => {
    const { clock, stored, run } = await setup();
    clock.advance(IMPORT_GRACE_PERIOD + 1);
    const runs = await Promise.all([run(), run()]);
    expect(runs.reduce((sum, { reordered }) => sum + reordered, 0)).toBe(1);
    expect((await stored()).orders).toBe(2);
  });

  test('is queued once, no matter where a reconciler crashes', async () => {
    const { clock, stored, run } = await setup();
    clock.advance(IMPORT_GRACE_PERIOD + 1);
    const counting = new MortalProcess();
    await run(counting);
    const call = counting.names.indexOf('requeue') + 1;
    expect(call).toBeGreaterThan(0);
    for (const [moment, orders] of [
      ['before', 3],
      ['after', 4],
    ] as const) {
      clock.advance(IMPORT_GRACE_PERIOD + 1);
      await expect(run(new MortalProcess({ call, moment }))).rejects.toThrow(ProcessDied);
      await run();
      expect((await stored()).orders).toBe(orders);
    }
  });

  test('is not queued again if it makes progress at that moment', async () => {
    const { clock, deps, job, work, stored, table } = await setup();
    const { imports } = reconcilingOn(table, clock, new FakeUserPool()).reconcilingIn();
    clock.advance(IMPORT_GRACE_PERIOD + 1);
    const [standing] = await imports.stalledSince(clock.now(), 10);
    expect(standing?.importId).toBe(job.id);
    if (standing === undefined) return;
    await work(1);
    expect(await imports.requeue(standing, clock.now())).toBe(false);
    await workOff(deps.work, job);
    expect(await imports.requeue(standing, clock.now())).toBe(false);
    expect((await stored()).orders).toBe(1);
  });
});
