import { SECOND, type Clock } from '../shared/clock.ts';
import type { FinishedRow } from './import.ts';
import type { ImportMessage } from './import-message.ts';
import { importRow, type ImportRowDeps } from './import-row.ts';
import type { ImportWorkStore } from './import-work-store.ts';

export interface ImportChunkDeps extends ImportRowDeps {
  readonly imports: ImportWorkStore;
  readonly clock: Clock;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/**
 * How long a row takes at least. An import is in no hurry, and leaves room for everybody else: in Cognito, which answers
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
  { importId, chunk: number }: ImportMessage,
  { lastTry }: { readonly lastTry: boolean },
): Promise<ChunkResult> {
  const job = await deps.imports.get(importId);
  // An import that TTL has removed, its chunks first or last, has no reader any more.
  if (job === undefined) return 'dropped';
  const chunk = await deps.imports.chunk(job, number);
  if (chunk?.rows === undefined) return 'dropped';
  const results: FinishedRow[] = [];
  for (const row of chunk.rows) {
    const began = deps.clock.now().getTime();
    results.push({
      row: row.row,
      email: row.email,
      ...(row.result ?? (await importRow(deps, job, row, { lastTry }))),
    });
    if (row.result !== undefined || job.canceledAt !== undefined) continue;
    const least = job.dryRun ? ROW_MILLISECONDS.dryRun : ROW_MILLISECONDS.real;
    await deps.pause(Math.max(0, began + least - deps.clock.now().getTime()));
  }
  const finished = await deps.imports.finish(job, number, results, deps.clock.now());
  return finished ? 'finished' : 'dropped';
}
