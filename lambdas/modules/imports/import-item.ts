import * as z from 'zod';

import { DAY, epochSecondsAfter } from '../platform/clock.ts';
import { IMPORT_PARTITION, listPartition, RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';
import {
  type ImportChunk,
  importChunkSchema,
  type ImportJob,
  importJobSchema,
  type ImportSummary,
  importSummarySchema,
} from './import.ts';

/** Rows are personal data, and worth nothing once somebody has read what became of them. */
const KEPT_DAYS = 30;

/** What every kind of job is stored with, whatever its rows are. */
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
  /** What is not finished: rows, and one more while their list is being read. */
  readonly remaining: number;
  readonly action?: string | undefined;
  /** Its rows are still being found. */
  readonly resolving?: boolean | undefined;
  readonly createdBy: { readonly id: string; readonly name: string };
  readonly canceledAt?: string | undefined;
  readonly canceledBy?: { readonly id: string; readonly name: string } | undefined;
  readonly fingerprint: string;
  readonly orders: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A kind of job: in which list of a tenant it stands, and how its items are read. */
export interface JobKind<Job extends StoredJob, Summary, Chunk> {
  readonly list: 'import' | 'bulk';
  /** Start of its ids: jobs of all kinds lie in partitions of one kind. */
  readonly prefix: 'imp_' | 'blk_';
  readonly fromItem: (item: Record<string, unknown>) => Job;
  readonly fromListed: (item: Record<string, unknown>) => Summary;
  readonly fromChunk: (item: Record<string, unknown>) => Chunk;
}

/** Where an import lies, or another job. */
export function importKey(importId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.import}#${importId}`, sk: RECORDS.import };
}

/**
 * Where a chunk lies: with its import, in order. The request's fingerprint stands in the key, so that two requests with
 * the same `Idempotency-Key` cannot mix their rows.
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

/** The id in an import's partition key. */
export function importIdOf(pk: string): string {
  return pk.slice(`${RECORDS.import}#`.length);
}

/** An import as DynamoDB keeps it. `offer`, `outcome` and `invitedBy` are names that lists hold. */
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

/** @throws {z.ZodError} when the item is not an import. */
function fromImportItem(item: Record<string, unknown>): ImportJob {
  return importJobSchema.parse(flat(item));
}

/** Reads a row of a list. @throws {z.ZodError} when the item is not an import. */
function fromListedImport(item: Record<string, unknown>): ImportSummary {
  return importSummarySchema.parse(flat(item));
}

const itemSchema = z.looseObject({
  pk: z.string(),
  offer: z.looseObject({}),
  outcome: z.looseObject({}),
  invitedBy: z.looseObject({}),
});

/** A job's fields side by side. */
export function flat(item: Record<string, unknown>): Record<string, unknown> {
  const { pk, offer, outcome, invitedBy, ...fields } = itemSchema.parse(item);
  return { id: importIdOf(pk), ...fields, ...offer, ...outcome, createdBy: invitedBy };
}

/** A chunk as DynamoDB keeps it until it is worked off. */
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

/** @throws {z.ZodError} when the item is not a chunk. */
function fromChunkItem(item: Record<string, unknown>): ImportChunk {
  return importChunkSchema.parse(item);
}

/** Never longer than an invitation that nobody accepted. */
function importRemovalTime(createdAt: string, retentionDays: number): number {
  return epochSecondsAfter(createdAt, Math.min(KEPT_DAYS, retentionDays) * DAY);
}

/** Imports, as a kind of job. */
export const IMPORTS: JobKind<ImportJob, ImportSummary, ImportChunk> = {
  list: 'import',
  prefix: 'imp_',
  fromItem: fromImportItem,
  fromListed: fromListedImport,
  fromChunk: fromChunkItem,
};

/** What the import queue carries: which chunk of which import is to be worked off. */
export const importMessageSchema = z.object({
  importId: z.string(),
  chunk: z.number().int().positive(),
});
export type ImportMessage = z.infer<typeof importMessageSchema>;
