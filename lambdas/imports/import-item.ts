import * as z from 'zod';
import { DAY, epochSecondsAfter } from '../shared/clock.ts';
import { IMPORT_PARTITION, RECORDS, TTL_ATTRIBUTE, listPartition } from '../shared/table.ts';
import {
  importChunkSchema,
  importJobSchema,
  importSummarySchema,
  type ImportChunk,
  type ImportJob,
  type ImportRow,
  type ImportSummary,
} from './import.ts';

/** Rows are personal data, and worth nothing once somebody has read what became of them. */
const KEPT_DAYS = 30;

/** Where an import lies. */
export function importKey(importId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.import}#${importId}`, sk: RECORDS.import };
}

/**
 * Where a chunk lies: with its import, in order. The request's fingerprint stands in the key, so that two requests with
 * the same `Idempotency-Key` cannot mix their rows.
 */
export function chunkKey(
  { id, fingerprint }: Pick<ImportJob, 'id' | 'fingerprint'>,
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
export function toImportItem(job: ImportJob, retentionDays: number): Record<string, unknown> {
  const { id, dryRun, total, created, wouldCreate, skipped, error, remaining, ...fields } = job;
  const { createdBy, ...others } = fields;
  return {
    ...others,
    invitedBy: createdBy,
    ...importKey(id),
    offer: { dryRun, total },
    outcome: { created, wouldCreate, skipped, error, remaining },
    listKey: listPartition(job.tenantId, 'import'),
    queuedKey: IMPORT_PARTITION,
    queuedAt: job.createdAt,
    [TTL_ATTRIBUTE]: removalTime(job.createdAt, retentionDays),
  };
}

/** @throws {z.ZodError} when the item is not an import. */
export function fromImportItem(item: Record<string, unknown>): ImportJob {
  return importJobSchema.parse(flat(item));
}

/** Reads a row of a list. @throws {z.ZodError} when the item is not an import. */
export function fromListedImport(item: Record<string, unknown>): ImportSummary {
  return importSummarySchema.parse(flat(item));
}

const itemSchema = z.looseObject({
  pk: z.string(),
  offer: z.looseObject({}),
  outcome: z.looseObject({}),
  invitedBy: z.looseObject({}),
});

function flat(item: Record<string, unknown>): Record<string, unknown> {
  const { pk, offer, outcome, invitedBy, ...fields } = itemSchema.parse(item);
  return { id: importIdOf(pk), ...fields, ...offer, ...outcome, createdBy: invitedBy };
}

/** A chunk as DynamoDB keeps it until it is worked off. */
export function toChunkItem(
  job: ImportJob,
  number: number,
  rows: readonly ImportRow[],
  retentionDays: number,
): Record<string, unknown> {
  return {
    ...chunkKey(job, number),
    tenantId: job.tenantId,
    number,
    rows,
    [TTL_ATTRIBUTE]: removalTime(job.createdAt, retentionDays),
  };
}

/** @throws {z.ZodError} when the item is not a chunk. */
export function fromChunkItem(item: Record<string, unknown>): ImportChunk {
  return importChunkSchema.parse(item);
}

/** Never longer than an invitation that nobody accepted. */
function removalTime(createdAt: string, retentionDays: number): number {
  return epochSecondsAfter(createdAt, Math.min(KEPT_DAYS, retentionDays) * DAY);
}
