import { SECOND, type Clock } from '../platform/clock.ts';
import type { FinishedRow, ImportJob, ImportRow, RowEnd } from './import.ts';
import type { StoredJob } from './import-item.ts';
import type { ImportMessage } from './import-message.ts';
import { importRow, type ImportRowDeps } from './import-row.ts';
import type { ImportWorkStore, JobWorkStore } from './import-work-store.ts';

export interface ImportChunkDeps extends ImportRowDeps, Pacing {
  readonly imports: ImportWorkStore;
}

export interface Pacing {
  readonly clock: Clock;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/**
 * How long a row takes at least. A job is in no hurry, and leaves room for everybody else: in Cognito, which answers
 * 120 such questions a second, in the stream that all changes go through, and in what SES sends in a second.
 */
const ROW_MILLISECONDS = { real: SECOND / 5, dryRun: SECOND / 25 };

/** What became of a message: worked off, or of no use any more. */
export type ChunkResult = 'finished' | 'dropped';

/**
 * Works off some rows of an import. Whatever happens between two calls, a repeat makes no second invitation and counts
 * nobody twice: a row's invitation has an id of its own, and the rows are finished and counted in one transaction.
 *
 * @throws what passes by itself, such as throttling, unless `lastTry`: then the rows say so, and the import ends.
 */
export async function importChunk(
  deps: ImportChunkDeps,
  { importId, chunk }: ImportMessage,
  { lastTry }: { readonly lastTry: boolean },
): Promise<ChunkResult> {
  const job = await deps.imports.get(importId);
  // An import that TTL has removed, its chunks first or last, has no reader any more.
  if (job === undefined) return 'dropped';
  return workOffChunk<ImportJob, ImportRow, FinishedRow>(deps, deps.imports, job, chunk, {
    shown: ({ row, email }) => ({ row, email }),
    carryOut: (row) => importRow(deps, job, row, { lastTry }),
  });
}

/** How the rows of one kind of job are worked off. */
interface RowWork<Row extends { readonly result?: object | undefined }, Result> {
  /** The part of a row that its result keeps. */
  readonly shown: (row: Row) => Omit<Result, keyof NonNullable<Row['result']>>;
  /** Repeated, it does nothing twice, and comes to the same end. */
  readonly carryOut: (row: Row) => Promise<NonNullable<Row['result']>>;
}

/** Works off the rows of a chunk, at the pace of jobs, and finishes and counts them in one transaction. */
export async function workOffChunk<
  Job extends StoredJob,
  Row extends { readonly result?: object | undefined },
  Result extends RowEnd,
>(
  { clock, pause }: Pacing,
  jobs: JobWorkStore<Job, { readonly rows?: readonly Row[] | undefined }, Result>,
  job: Job,
  number: number,
  { shown, carryOut }: RowWork<Row, Result>,
): Promise<ChunkResult> {
  const chunk = await jobs.chunk(job, number);
  if (chunk?.rows === undefined) return 'dropped';
  const results: Result[] = [];
  for (const row of chunk.rows) {
    const began = clock.now().getTime();
    // Together they are a result: the compiler cannot put generic parts together.
    results.push({ ...shown(row), ...(row.result ?? (await carryOut(row))) } as unknown as Result);
    if (row.result !== undefined || job.canceledAt !== undefined) continue;
    const least = job.dryRun ? ROW_MILLISECONDS.dryRun : ROW_MILLISECONDS.real;
    await pause(Math.max(0, began + least - clock.now().getTime()));
  }
  const finished = await jobs.finish(job, number, results, clock.now());
  return finished ? 'finished' : 'dropped';
}
