import { MAX_ROWS } from '../../lambdas/modules/imports/csv-lines.ts';
import type { ImportJob } from '../../lambdas/modules/imports/import.ts';
import { importChunk } from '../../lambdas/modules/imports/import-chunk.ts';
import { SECOND, systemClock } from '../../lambdas/modules/platform/clock.ts';
import { createTableAt } from '../support/engine/engine-table.ts';
import { FakeUserPool } from '../support/fakes/fake-user-pool.ts';
import { importsOn, startingImport } from '../support/modules/imports.ts';
import { printTable } from './report.ts';

/** As many as `importConcurrency` allows at first. */
const WORKERS = 2;

/**
 * Imports the most people that one import takes, each with an address of their own, as fast as the table allows: without
 * the pause that a row has in production. Every chunk comes twice, as from a queue that hands out its messages again.
 * Returns what is wrong: somebody who was not invited, or was counted twice.
 */
export async function importRun(endpoint: string): Promise<string[]> {
  const table = await createTableAt(endpoint);
  const deps = importsOn(table, systemClock, new FakeUserPool());
  const lines = Array.from({ length: MAX_ROWS }, (_, n) => `guest${n}@example.com,Company ${n}`);
  const began = performance.now();
  const job = await startingImport(deps, { csv: ['email,company', ...lines].join('\n') });
  const started = performance.now();
  const results = await workTwice(job, (chunk) =>
    importChunk(deps.work, { importId: job.id, chunk }, { lastTry: false }),
  );
  const done = performance.now();
  const after = await deps.imports.get(job.id);
  const seconds = (from: number, to: number) => ((to - from) / SECOND).toFixed(1);
  printTable(
    `An import of ${MAX_ROWS.toLocaleString('en')} different people, every chunk handed out twice`,
    [
      'rows',
      'chunks',
      's to take it on',
      's to work it off',
      'rows a second',
      'created',
      'dropped',
    ],
    [
      [
        job.total,
        job.chunks,
        seconds(began, started),
        seconds(started, done),
        Math.round(job.total / ((done - started) / SECOND)),
        after?.created ?? 0,
        results.filter((result) => result === 'dropped').length,
      ],
    ],
  );
  const wrong: string[] = [];
  if (after?.created !== MAX_ROWS || after.remaining !== 0)
    wrong.push(`import: ${after?.created ?? 0} of ${MAX_ROWS} were created`);
  return wrong;
}

/** Hands out every chunk twice, some of them at the same moment, and returns what became of each message. */
async function workTwice<T>(
  { chunks }: ImportJob,
  work: (chunk: number) => Promise<T>,
): Promise<T[]> {
  const numbers = Array.from({ length: chunks }, (_, index) => index + 1);
  const waiting = [...numbers, ...numbers.toReversed()].values();
  const results: T[] = [];
  const worker = async () => {
    for (const chunk of waiting) results.push(await work(chunk));
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  return results;
}
