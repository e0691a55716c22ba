import { MAX_ROWS } from '../../lambdas/modules/imports/csv-lines.ts';
import type { ImportJob } from '../../lambdas/modules/imports/import.ts';
import { importChunk } from '../../lambdas/modules/imports/import-chunk.ts';
import { SECOND, systemClock } from '../../lambdas/modules/platform/clock.ts';
import { createTableAt } from '../support/engine/engine-table.ts';
import { FakeUserPool } from '../support/fakes/fake-user-pool.ts';
import { importsOn, startingImport } from '../support/modules/imports.ts';
import { printTable } from './report.ts';

/** The default of `importConcurrency`. */
const WORKERS = 2;

/**
 * Imports the maximum number of rows of one import, each with a different address, as fast as the table allows: without
 * the pause between rows in production. Every chunk is delivered twice, as from a queue that delivers its messages
 * again. Returns the problems: people who were not invited, or were counted twice.
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
    `An import of ${MAX_ROWS.toLocaleString('en')} people, with each chunk delivered twice`,
    ['rows', 'chunks', 's to start', 's to process', 'rows per second', 'created', 'dropped'],
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
    wrong.push(`import: ${after?.created ?? 0} of ${MAX_ROWS} invitations were created`);
  return wrong;
}

/** Delivers every chunk twice, some of them at the same time, and returns the result of each message. */
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
