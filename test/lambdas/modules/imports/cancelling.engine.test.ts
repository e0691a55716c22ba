import { describe, expect, test } from 'vitest';

import { toImportResource } from '../../../../lambdas/admin-api/import-operations.ts';
import { cancelInvitationImport } from '../../../../lambdas/modules/imports/cancel-import.ts';
import type { ImportJob } from '../../../../lambdas/modules/imports/import.ts';
import { importChunk } from '../../../../lambdas/modules/imports/import-chunk.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { importOf, importsOn, startingImport, workOff } from '../../../support/modules/imports.ts';
import { administrator } from '../../../support/modules/invitations.ts';

const rows = Array.from({ length: 60 }, (_, n) => ({ email: `guest${n}@example.com` }));

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const deps = importsOn(table, clock, pool);
  const work = ({ id }: ImportJob, chunk: number, process = new MortalProcess()) =>
    importChunk(importsOn(table, clock, pool, process).work, { importId: id, chunk }, LIVELY);
  const cancel = ({ id }: ImportJob, principal = administrator) =>
    cancelInvitationImport(deps, principal, id);
  return { clock, deps, work, cancel };
}
const LIVELY = { lastTry: false };

describe('a canceled import', () => {
  test('invites nobody else; the remaining rows say so, and it ends', async () => {
    const { clock, deps, work, cancel } = await setup();
    const job = await startingImport(deps, { rows: [...rows, { email: 'wrong' }] });
    await work(job, 1);
    const cancelled = toImportResource(await cancel(job));
    expect(cancelled).toMatchObject({
      status: 'canceled',
      canceledAt: clock.now().toISOString(),
      canceledBy: { id: administrator.id, name: administrator.name },
      counts: { created: 25, pending: 36 },
      completedAt: undefined,
    });
    await workOff(deps.work, job);
    const result = await importOf(deps, job);
    expect(result.rows.slice(25, 60).map(({ outcome }) => outcome)).toEqual(
      Array<string>(35).fill('skipped'),
    );
    expect(result.rows[59]).toMatchObject({ outcome: 'skipped', reason: 'canceled' });
    expect(result.rows[60]).toMatchObject({ outcome: 'error', reason: 'invalid_request' });
    expect(toImportResource(result.job)).toMatchObject({
      status: 'canceled',
      counts: { created: 25, skipped: 35, error: 1, pending: 0 },
      completedAt: clock.now().toISOString(),
    });
  });

  test('counts the people that a worker invited before it crashed', async () => {
    const { deps, work, cancel } = await setup();
    const job = await startingImport(deps, { rows: rows.slice(0, 3) });
    const counting = new MortalProcess();
    await work(await startingImport(deps, { rows: [{ email: 'other@example.com' }] }), 1, counting);
    // The worker reads import and chunk, invites the first person, and crashes before the second.
    const death = { call: counting.names.indexOf('create') + 2, moment: 'before' } as const;
    await expect(work(job, 1, new MortalProcess(death))).rejects.toThrow(ProcessDied);
    await cancel(job);
    await work(job, 1);
    const outcomes = (await importOf(deps, job)).rows.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['created', 'skipped', 'skipped']);
  });

  test('is canceled only once if it is canceled twice', async () => {
    const { clock, deps, cancel } = await setup();
    const job = await startingImport(deps, { rows });
    const first = await cancel(job);
    clock.advance(1_000);
    expect(await cancel(job)).toEqual(first);
  });

  test('stays completed if it is canceled after its last row', async () => {
    const { deps, cancel } = await setup();
    const job = await startingImport(deps, { rows, dryRun: true });
    await workOff(deps.work, job);
    expect(toImportResource(await cancel(job))).toMatchObject({
      status: 'completed',
      canceledAt: undefined,
      counts: { wouldCreate: 60 },
    });
  });

  test('cannot be canceled by another tenant', async () => {
    const { clock, deps, cancel } = await setup();
    const job = await startingImport(deps, { rows });
    const foreigner = { ...administrator, tenantId: 'globex' };
    await expect(cancel(job, foreigner)).rejects.toMatchObject({ code: 'not_found' });
    await expect(cancel({ ...job, id: 'imp_none' })).rejects.toMatchObject({ code: 'not_found' });
    // The write itself also checks this, without the read.
    await expect(deps.imports.cancel(job, foreigner, clock.now())).resolves.toBe(false);
    expect((await deps.imports.get(job.id))?.canceledAt).toBeUndefined();
  });
});
