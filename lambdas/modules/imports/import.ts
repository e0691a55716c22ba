import * as z from 'zod/mini';

import * as stored from '../platform/stored.ts';

/** A row as sent, with the row number that its author sees. */
export interface RawRow {
  readonly row: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The outcome of a row or, in a dry run, the expected outcome. */
export const IMPORT_OUTCOMES = ['created', 'would_create', 'skipped', 'error', 'pending'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/** The reasons for skipping a row. A skipped row is valid, but requires no action. */
export type SkipReason =
  'already_invited' | 'user_already_exists' | 'email_suppressed' | 'duplicate_row' | 'canceled';

export const IMPORT_STATUSES = ['queued', 'running', 'completed', 'canceled'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

const rowResultSchema = z.object({
  outcome: z.enum(['created', 'would_create', 'skipped', 'error']),
  /** The reason for skipping the row, or the code of the error. */
  reason: stored.optionalText,
  /** The field to correct. */
  field: stored.optionalText,
  message: stored.optionalText,
  /** The invitation that was created or already existed. */
  invitationId: stored.optionalText,
});
export type RowResult = z.infer<typeof rowResultSchema>;

/**
 * A row that is waiting in its chunk, either to be invited or with a result that was determined when the file was read.
 */
const importRowSchema = z.object({
  /** The row number in the file, as shown in a spreadsheet. */
  row: stored.integer,
  /** The address as entered. */
  email: stored.text,
  fields: z.optional(z.record(stored.text, z.unknown())),
  result: z.optional(rowResultSchema),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** A row after its chunk was processed. Of the row's fields, only the address is kept. */
const finishedRowSchema = z.extend(rowResultSchema, {
  row: stored.integer,
  email: stored.text,
});
export type FinishedRow = z.infer<typeof finishedRowSchema>;

/** The columns of a row's result, in the order of the CSV export. */
export const RESULT_FIELDS = [
  'row',
  'email',
  'outcome',
  'reason',
  'field',
  'message',
  'invitationId',
] as const;

/** A chunk: rows of an import that are processed and finished together. */
export const importChunkSchema = z.object({
  /** The number of the chunk, starting with 1. */
  number: stored.integer,
  rows: z.optional(z.array(importRowSchema)),
  results: z.optional(z.array(finishedRowSchema)),
});
export type ImportChunk = z.infer<typeof importChunkSchema>;

const personSchema = z.object({ id: stored.text, name: stored.text });

/** An import as stored. Times are ISO 8601 in UTC with milliseconds. */
export const importJobSchema = z.object({
  id: stored.text,
  tenantId: stored.text,
  dryRun: stored.flag,
  /** The number of rows and the number of chunks that contain them. */
  total: stored.integer,
  chunks: stored.integer,
  created: stored.integer,
  wouldCreate: stored.integer,
  skipped: stored.integer,
  error: stored.integer,
  /** The number of unfinished rows. */
  remaining: stored.integer,
  /** The values for fields that a row omits. */
  defaults: z.record(stored.text, z.unknown()),
  /** The caller who started the import and is the inviter of all its invitations. */
  createdBy: personSchema,
  /** True if the import was started by an API client of the tenant, not by a person. */
  byProgram: stored.optionalFlag,
  /** The time of the cancellation, after which nobody else is invited, and the caller who canceled the import. */
  canceledAt: stored.optionalTime,
  canceledBy: z.optional(personSchema),
  /** The digest of the request. It is part of the keys of the chunks, and identifies a retry of the request. */
  fingerprint: stored.text,
  /**
   * The number of times that the chunks were queued. Starts at 1 and increments each time the import is found to be
   * stalled.
   */
  orders: stored.integer,
  createdAt: stored.time,
  updatedAt: stored.time,
});
export type ImportJob = z.infer<typeof importJobSchema>;

/** An import as shown in a list. */
export const importSummarySchema = z.omit(importJobSchema, {
  chunks: true,
  defaults: true,
  fingerprint: true,
  orders: true,
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

/** Returns the status of an import, which is derived from its counts unless the import was canceled. */
export function importStatusOf({
  total,
  remaining,
  canceledAt,
}: Pick<ImportJob, 'total' | 'remaining' | 'canceledAt'>): ImportStatus {
  if (canceledAt !== undefined) return 'canceled';
  if (remaining === 0) return 'completed';
  return remaining === total ? 'queued' : 'running';
}

/** The outcome of a finished row of any job. */
export interface RowEnd {
  readonly outcome: Exclude<ImportOutcome, 'pending'> | 'done' | 'would_do';
}

/** Counts rows by outcome. The outcome `done` counts as created. */
export function countsOf(results: readonly RowEnd[]) {
  const count = (...outcomes: RowEnd['outcome'][]) =>
    results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    created: count('created', 'done'),
    wouldCreate: count('would_create', 'would_do'),
    skipped: count('skipped'),
    error: count('error'),
  };
}

/**
 * The number of rows that are processed together. Processing them takes a few seconds, and they take far less space
 * than the item size limit (400 KB).
 */
export const CHUNK_ROWS = 25;
const CHUNK_BYTES = 100_000;

/** Splits rows into chunks. Chunks with long rows contain fewer rows, so that the chunks stay small. */
export function chunksOf<Row>(rows: readonly Row[]): Row[][] {
  const chunks: Row[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row));
    const current = chunks.at(-1);
    if (current === undefined || current.length === CHUNK_ROWS || bytes + size > CHUNK_BYTES) {
      chunks.push([row]);
      bytes = size;
    } else {
      current.push(row);
      bytes += size;
    }
  }
  return chunks;
}
