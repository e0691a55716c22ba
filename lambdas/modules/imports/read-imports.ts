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

/** The state of a row. An unprocessed row is `pending`. */
export type RowState =
  FinishedRow | { readonly row: number; readonly email: string; readonly outcome: 'pending' };

export interface ResultsCommand {
  readonly tenantId: string;
  readonly importId: string;
  readonly outcome: ImportOutcome | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** The number of chunks to read in one query. Enough for a page. */
const CHUNKS_AT_ONCE = 5;
/** The maximum number of queries for a page, which limits the cost of a filter. */
const MAX_QUERIES = 4;

/**
 * Returns an import and a page of its rows in file order. If rows are filtered by outcome, a page can be short or empty
 * even if more pages follow.
 *
 * @throws {FoyerError} `not_found`, including for an import of another tenant; `invalid_request` for a cursor from
 * another list.
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

/** Selects rows of a job. */
export interface RowsQuery {
  readonly outcome: string | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
  /** Identifies the list that a cursor is valid for. */
  readonly context: readonly string[];
}

/** Returns a page of a job's rows in order. See {@link readImport}. */
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

/**
 * Returns a page of a tenant's imports, newest first. @throws {FoyerError} `invalid_request` for a cursor from another
 * list.
 */
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

/** A position in the rows: the row with `index` (from 0) in a chunk (from 1). */
interface Place {
  readonly chunk: number;
  readonly index: number;
}
const FIRST: Place = { chunk: 1, index: 0 };

/** Converts a place to the position of a cursor. */
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

/**
 * Returns the states of the rows in a chunk. Until the chunk is processed, all rows are pending, even those that
 * already got a result when the file was read.
 */
function statesOf({ rows = [], results }: ImportChunk): RowState[] {
  return results ?? rows.map(({ row, email }) => ({ row, email, outcome: 'pending' as const }));
}

/** A row in an export. Pending rows have only some of the fields. */
type ShownRow = Partial<Omit<FinishedRow, 'outcome'>> & Pick<RowState, 'outcome'>;
const COLUMNS: readonly CsvColumn<ShownRow>[] = RESULT_FIELDS.map((name) => ({
  name,
  cell: (row) => row[name],
}));

/**
 * Returns part of a CSV file with the result of each row, in the order of the imported file. Long values are truncated,
 * so that every page fits in a response.
 *
 * @throws {FoyerError} the errors of {@link readImport}
 */
export async function exportInvitationImport(
  deps: ReadImportsDeps,
  command: ResultsCommand,
): Promise<CsvPart & { readonly nextCursor: string | null }> {
  const { rows, nextCursor } = await readImport(deps, command);
  const isFirst = command.cursor === undefined;
  return { ...csvPart<ShownRow>(COLUMNS, rows, { isFirst, maxBytes: Infinity }), nextCursor };
}
