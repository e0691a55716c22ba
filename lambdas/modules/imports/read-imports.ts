import type { Cursors } from '../dynamodb/cursor.ts';
import { type CsvColumn, type CsvPart, csvPart } from '../platform/csv-file.ts';
import { FoyerError } from '../platform/errors.ts';
import {
  type FinishedRow,
  type ImportChunk,
  type ImportJob,
  type ImportOutcome,
  type ImportSummary,
  RESULT_FIELDS,
} from './import.ts';
import type { DynamoImportStore } from './import-store.ts';

export interface ReadImportsDeps {
  readonly imports: Pick<DynamoImportStore, 'get' | 'list' | 'chunks'>;
  readonly cursors: Cursors;
}

/** What became of a row; one that waits has an outcome of its own. */
export type RowState =
  FinishedRow | { readonly row: number; readonly email: string; readonly outcome: 'pending' };

export interface ResultsCommand {
  readonly tenantId: string;
  readonly importId: string;
  readonly outcome: ImportOutcome | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** As many chunks as hold a page, read at once. */
const CHUNKS_AT_ONCE = 5;
/** A page is read in at most this many queries, so that a filter cannot make it dear. */
const MAX_QUERIES = 4;

/**
 * An import and a page of its rows, in the order of the file. Filtered by outcome, a page can be short or empty and have
 * a next one.
 *
 * @throws {FoyerError} `not_found`, also for another tenant's import; `invalid_request` for a cursor of another list.
 */
export async function readImport(
  deps: ReadImportsDeps,
  { tenantId, importId, outcome, limit, cursor }: ResultsCommand,
): Promise<{
  readonly job: ImportJob;
  readonly rows: RowState[];
  readonly nextCursor: string | null;
}> {
  const job = await deps.imports.get(importId);
  if (job?.tenantId !== tenantId) throw new FoyerError('not_found', 'The import does not exist.');
  const query = { outcome, limit, cursor, context: ['import', tenantId, importId, outcome ?? ''] };
  return { job, ...(await rowsOf(deps.imports, deps.cursors, job, query, statesOf)) };
}

/** Which rows of a job are asked for. */
export interface RowsQuery {
  readonly outcome: string | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
  /** What a cursor belongs to. */
  readonly context: readonly string[];
}

/** A page of a job's rows, in their order: see {@link readImport}. */
export async function rowsOf<
  Job extends { readonly chunks: number },
  Chunk extends { readonly number: number },
  Row extends { readonly outcome: string },
>(
  jobs: { chunks(job: Job, from: number, count: number): Promise<Chunk[]> },
  cursors: Cursors,
  job: Job,
  { outcome, limit, cursor, context }: RowsQuery,
  statesOf: (chunk: Chunk) => readonly Row[],
): Promise<{ readonly rows: Row[]; readonly nextCursor: string | null }> {
  const start = cursor === undefined ? FIRST : placeOf(await cursors.open(cursor, context));
  const chunks = (from: number) => jobs.chunks(job, from, CHUNKS_AT_ONCE);
  const { rows, next } = await page(chunks, statesOf, { start, outcome, limit, last: job.chunks });
  return {
    rows,
    nextCursor: next === undefined ? null : await cursors.seal(positionOf(next), context),
  };
}

/** A page of a tenant's imports, newest first. @throws {FoyerError} `invalid_request` for a cursor of another list. */
export async function listInvitationImports(
  deps: ReadImportsDeps,
  tenantId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly rows: ImportSummary[]; readonly nextCursor: string | null }> {
  const context = ['imports', tenantId];
  const after = cursor === undefined ? undefined : await deps.cursors.open(cursor, context);
  const { rows, next } = await deps.imports.list(tenantId, limit, after);
  return { rows, nextCursor: next === undefined ? null : await deps.cursors.seal(next, context) };
}

/** A place among the rows: the row with `index` (from 0) of a chunk (from 1). */
interface Place {
  readonly chunk: number;
  readonly index: number;
}
const FIRST: Place = { chunk: 1, index: 0 };

/** In the words of a cursor. */
function positionOf({ chunk, index }: Place) {
  return { id: String(chunk), createdAt: String(index) };
}

function placeOf({ id, createdAt }: ReturnType<typeof positionOf>): Place {
  return { chunk: Number(id), index: Number(createdAt) };
}

interface PageQuery {
  readonly start: Place;
  readonly outcome: string | undefined;
  readonly limit: number;
  /** The number of the last chunk. */
  readonly last: number;
}

async function page<
  Chunk extends { readonly number: number },
  Row extends { readonly outcome: string },
>(
  chunks: (from: number) => Promise<Chunk[]>,
  statesOf: (chunk: Chunk) => readonly Row[],
  { start, outcome, limit, last }: PageQuery,
): Promise<{ readonly rows: Row[]; readonly next: Place | undefined }> {
  const rows: Row[] = [];
  let from = start.chunk;
  for (let queries = 0; queries < MAX_QUERIES && from <= last; queries++) {
    for (const chunk of await chunks(from))
      for (const [index, row] of statesOf(chunk).entries()) {
        if (chunk.number === start.chunk && index < start.index) continue;
        if (outcome !== undefined && row.outcome !== outcome) continue;
        if (rows.length === limit) return { rows, next: { chunk: chunk.number, index } };
        rows.push(row);
      }
    from += CHUNKS_AT_ONCE;
  }
  return { rows, next: from > last ? undefined : { chunk: from, index: 0 } };
}

/** Until its chunk is worked off, every row waits, also one that was judged when the file was read. */
function statesOf({ rows = [], results }: ImportChunk): RowState[] {
  return results ?? rows.map(({ row, email }) => ({ row, email, outcome: 'pending' as const }));
}

/** Of a row that waits, most of it is not known. */
type ShownRow = Partial<Omit<FinishedRow, 'outcome'>> & Pick<RowState, 'outcome'>;
const COLUMNS: readonly CsvColumn<ShownRow>[] = RESULT_FIELDS.map((name) => ({
  name,
  cell: (row) => row[name],
}));

/**
 * A part of a file that says what became of each row, in the order of the file that was imported. What a row shows is cut
 * where it could only be nonsense, so that every page fits into an answer.
 *
 * @throws {FoyerError} as {@link readImport}
 */
export async function exportInvitationImport(
  deps: ReadImportsDeps,
  command: ResultsCommand,
): Promise<CsvPart & { readonly nextCursor: string | null }> {
  const { rows, nextCursor } = await readImport(deps, command);
  const isFirst = command.cursor === undefined;
  return { ...csvPart<ShownRow>(COLUMNS, rows, { isFirst, maxBytes: Infinity }), nextCursor };
}
