import * as z from 'zod/mini';

import { DAY, epochSecondsAfter } from '../platform/clock.ts';
import * as stored from '../platform/stored.ts';
import { IMPORT_PARTITION, listPartition, RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';
import {
  type ImportChunk,
  importChunkSchema,
  type ImportJob,
  importJobSchema,
  type ImportSummary,
  importSummarySchema,
} from './import.ts';

/** The retention of jobs, in days. Rows are personal data and are not needed after someone has read the results. */
const KEPT_DAYS = 30;

/** The attributes of every kind of job. */
export interface StoredJob {
  readonly id: string;
  readonly tenantId: string;
  readonly dryRun: boolean;
  readonly total: number;
  readonly chunks: number;
  readonly created: number;
  readonly wouldCreate: number;
  readonly skipped: number;
  readonly error: number;
  /** The number of unfinished rows, plus 1 while the list of rows is still being read. */
  readonly remaining: number;
  readonly action?: string | undefined;
  /** True while the rows are still being found. */
  readonly resolving?: boolean | undefined;
  readonly createdBy: { readonly id: string; readonly name: string };
  readonly canceledAt?: string | undefined;
  readonly canceledBy?: { readonly id: string; readonly name: string } | undefined;
  readonly fingerprint: string;
  readonly orders: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A kind of job: the tenant list that contains its jobs, and functions that parse its items. */
export interface JobKind<Job extends StoredJob, Summary, Chunk> {
  readonly list: 'import' | 'bulk';
  /** The prefix of the IDs. All kinds of jobs use the same partition key format. */
  readonly prefix: 'imp_' | 'blk_';
  readonly fromItem: (item: Record<string, unknown>) => Job;
  readonly fromListed: (item: Record<string, unknown>) => Summary;
  readonly fromChunk: (item: Record<string, unknown>) => Chunk;
}

/** Returns the key of an import or any other job. */
export function importKey(importId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.import}#${importId}`, sk: RECORDS.import };
}

/**
 * Returns the key of a chunk. Chunks are in the partition of their import, in order. The key contains the request
 * fingerprint, so that the rows of two requests with the same `Idempotency-Key` cannot be mixed.
 */
export function chunkKey(
  { id, fingerprint }: Pick<StoredJob, 'id' | 'fingerprint'>,
  chunk: number,
): { pk: string; sk: string } {
  const upload = fingerprint.slice(0, 8);
  return {
    pk: `${RECORDS.import}#${id}`,
    sk: `chunk#${upload}#${String(chunk).padStart(5, '0')}`,
  };
}

/** Returns the ID in the partition key of an import. */
export function importIdOf(pk: string): string {
  return pk.slice(`${RECORDS.import}#`.length);
}

/**
 * Returns the item of an import. `offer`, `outcome`, and `invitedBy` are the names of attributes that the list indexes
 * contain.
 */
export function toImportItem(
  job: StoredJob,
  retentionDays: number,
  list: 'import' | 'bulk' = 'import',
): Record<string, unknown> {
  const { id, dryRun, total, created, wouldCreate, skipped, error, remaining, ...fields } = job;
  const { createdBy, action, resolving, ...others } = fields;
  return {
    ...others,
    invitedBy: createdBy,
    ...importKey(id),
    offer: { dryRun, total, action },
    outcome: { created, wouldCreate, skipped, error, remaining, resolving },
    listKey: listPartition(job.tenantId, list),
    queuedKey: IMPORT_PARTITION,
    queuedAt: job.createdAt,
    [TTL_ATTRIBUTE]: importRemovalTime(job.createdAt, retentionDays),
  };
}

/** @throws {z.core.$ZodError} if the item is not an import. */
function fromImportItem(item: Record<string, unknown>): ImportJob {
  return importJobSchema.parse(flat(item));
}

/** Reads an item of a list. @throws {z.core.$ZodError} if the item is not an import. */
function fromListedImport(item: Record<string, unknown>): ImportSummary {
  return importSummarySchema.parse(flat(item));
}

const itemSchema = z.looseObject({
  pk: stored.text,
  offer: z.looseObject({}),
  outcome: z.looseObject({}),
  invitedBy: z.looseObject({}),
});

/** Returns the fields of a job as one flat object. */
export function flat(item: Record<string, unknown>): Record<string, unknown> {
  const { pk, offer, outcome, invitedBy, ...fields } = itemSchema.parse(item);
  return { id: importIdOf(pk), ...fields, ...offer, ...outcome, createdBy: invitedBy };
}

/** Returns the item of a chunk that has not been processed. */
export function toChunkItem(
  job: Pick<StoredJob, 'id' | 'fingerprint' | 'tenantId' | 'createdAt'>,
  number: number,
  rows: readonly unknown[],
  retentionDays: number,
): Record<string, unknown> {
  return {
    ...chunkKey(job, number),
    tenantId: job.tenantId,
    number,
    rows,
    [TTL_ATTRIBUTE]: importRemovalTime(job.createdAt, retentionDays),
  };
}

/** @throws {z.core.$ZodError} if the item is not a chunk. */
function fromChunkItem(item: Record<string, unknown>): ImportChunk {
  return importChunkSchema.parse(item);
}

/** Returns the time at which TTL removes an import. Never later than the removal of an unaccepted invitation. */
function importRemovalTime(createdAt: string, retentionDays: number): number {
  return epochSecondsAfter(createdAt, Math.min(KEPT_DAYS, retentionDays) * DAY);
}

/** The job kind for imports. */
export const IMPORTS: JobKind<ImportJob, ImportSummary, ImportChunk> = {
  list: 'import',
  prefix: 'imp_',
  fromItem: fromImportItem,
  fromListed: fromListedImport,
  fromChunk: fromChunkItem,
};

/** A message of the import queue, which identifies the chunk to process. */
export const importMessageSchema = z.object({
  importId: stored.text,
  chunk: z.number().check(z.int(), z.positive()),
});
export type ImportMessage = z.infer<typeof importMessageSchema>;
