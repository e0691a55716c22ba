import * as z from 'zod';

/** A row as somebody wrote it, with the number by which they find it again. */
export interface RawRow {
  readonly row: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What became of a row, or would become of it. */
export const IMPORT_OUTCOMES = ['created', 'would_create', 'skipped', 'error', 'pending'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/** Why a row was skipped: nothing is wrong with it, there is only nothing to do. */
const SKIP_REASONS = [
  'already_invited',
  'user_already_exists',
  'email_suppressed',
  'duplicate_row',
  'canceled',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export const IMPORT_STATUSES = ['queued', 'running', 'completed', 'canceled'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

const rowResultSchema = z.object({
  outcome: z.enum(['created', 'would_create', 'skipped', 'error']),
  /** Why it was skipped, or the error's code. */
  reason: z.string().optional(),
  /** Which field is to be mended. */
  field: z.string().optional(),
  message: z.string().optional(),
  /** The invitation that was made, or the one that was there. */
  invitationId: z.string().optional(),
});
export type RowResult = z.infer<typeof rowResultSchema>;

/** A row as it waits in its chunk: to be invited, or judged when the file was read. */
const importRowSchema = z.object({
  /** Its number in the file, as a spreadsheet shows it. */
  row: z.number().int(),
  /** As it was typed. */
  email: z.string(),
  fields: z.record(z.string(), z.unknown()).optional(),
  result: rowResultSchema.optional(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** A row after its chunk was worked off: what it said is gone, but for the address. */
const finishedRowSchema = rowResultSchema.extend({ row: z.number().int(), email: z.string() });
export type FinishedRow = z.infer<typeof finishedRowSchema>;

/** The columns of a row's result, in the order of the file. */
export const RESULT_FIELDS = [
  'row',
  'email',
  'outcome',
  'reason',
  'field',
  'message',
  'invitationId',
] as const;

/** Some rows of an import: what is worked off, and finished, in one go. */
export const importChunkSchema = z.object({
  /** From 1. */
  number: z.number().int(),
  rows: z.array(importRowSchema).optional(),
  results: z.array(finishedRowSchema).optional(),
});
export type ImportChunk = z.infer<typeof importChunkSchema>;

const personSchema = z.object({ id: z.string(), name: z.string() });

/** An import as it is stored. Times are ISO 8601 UTC with milliseconds. */
export const importJobSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  dryRun: z.boolean(),
  /** How many rows it has, and in how many chunks they are. */
  total: z.number().int(),
  chunks: z.number().int(),
  created: z.number().int(),
  wouldCreate: z.number().int(),
  skipped: z.number().int(),
  error: z.number().int(),
  /** How many rows are not finished. */
  remaining: z.number().int(),
  /** What holds for every row that does not say otherwise. */
  defaults: z.record(z.string(), z.unknown()),
  /** Who asked for it: the inviter of all its invitations. */
  createdBy: personSchema,
  /** A program of the tenant asked for it, not a person. */
  byProgram: z.boolean().optional(),
  /** Since when nobody more is to be invited, and who said so. */
  canceledAt: z.iso.datetime().optional(),
  canceledBy: personSchema.optional(),
  /** Digest of the request: its chunks carry it, and a repeat of the request is known by it. */
  fingerprint: z.string(),
  /** How often its chunks were put into the queue: 1, and one more each time it was found lying still. */
  orders: z.number().int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ImportJob = z.infer<typeof importJobSchema>;

/** An import as a list shows it. */
export const importSummarySchema = importJobSchema.omit({
  chunks: true,
  defaults: true,
  fingerprint: true,
  orders: true,
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

/** Where an import stands; its counts say it, unless it was cancelled. */
export function importStatusOf({
  total,
  remaining,
  canceledAt,
}: Pick<ImportJob, 'total' | 'remaining' | 'canceledAt'>): ImportStatus {
  if (canceledAt !== undefined) return 'canceled';
  if (remaining === 0) return 'completed';
  return remaining === total ? 'queued' : 'running';
}

/** How a row of any job ended. */
export interface RowEnd {
  readonly outcome: Exclude<ImportOutcome, 'pending'> | 'done' | 'would_do';
}

/** Of a sheet of rows, how many came to which end. What was done counts as created. */
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

/** So many rows are worked off in one go: a few seconds, and far less than an item of the table holds (400 KB). */
export const CHUNK_ROWS = 25;
const CHUNK_BYTES = 100_000;

/** Cuts rows into chunks, which also stay small where rows are long. */
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
