import * as z from 'zod/mini';

import { listPositionSchema } from '../dynamodb/list-reader.ts';
import { flat, type JobKind } from '../imports/import-item.ts';
import { INVITATION_KINDS } from '../platform/form-fields.ts';
import * as stored from '../platform/stored.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from '../records/invitation.ts';

export const BULK_ACTIONS = ['resend', 'revoke', 'delete'] as const;

/** The outcomes of a row. `pending` rows have not been processed yet. */
export const BULK_OUTCOMES = ['done', 'would_do', 'skipped', 'error', 'pending'] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

export const BULK_STATUSES = ['queued', 'running', 'completed', 'canceled'] as const;

/** The filters as stored, normalized when the request was parsed. */
const filterSchema = z.object({
  status: z.optional(z.array(z.enum(INVITATION_STATUSES))),
  delivery: z.optional(z.array(z.enum(DELIVERY_STATUSES))),
  kind: z.optional(z.enum(INVITATION_KINDS)),
  customerId: stored.optionalText,
  email: stored.optionalText,
  createdAfter: stored.optionalTime,
  createdBefore: stored.optionalTime,
});
export type BulkFilter = z.infer<typeof filterSchema>;

const resultSchema = z.object({
  outcome: z.enum(['done', 'would_do', 'skipped', 'error']),
  /** The error code, or the reason for skipping the row. */
  reason: stored.optionalText,
  message: stored.optionalText,
});
export type BulkResult = z.infer<typeof resultSchema>;

/** An invitation that is waiting in its chunk. */
const bulkRowSchema = z.object({
  /** The row number, starting with 1. */
  row: stored.integer,
  invitationId: stored.text,
  /** The state of the invitation when the filter selected it. If it has changed since, the row is skipped. */
  seen: z.optional(z.object({ status: z.enum(INVITATION_STATUSES), sends: stored.integer })),
  /** The result, if it was determined when the request was parsed. */
  result: z.optional(resultSchema),
});
export type BulkRow = z.infer<typeof bulkRowSchema>;

const finishedRowSchema = z.extend(resultSchema, {
  row: stored.integer,
  invitationId: stored.text,
});
export type FinishedBulkRow = z.infer<typeof finishedRowSchema>;

const bulkChunkSchema = z.object({
  number: stored.integer,
  rows: z.optional(z.array(bulkRowSchema)),
  results: z.optional(z.array(finishedRowSchema)),
});
export type BulkChunk = z.infer<typeof bulkChunkSchema>;

const personSchema = z.object({ id: stored.text, name: stored.text });

/** A bulk action as stored, with the attributes of every job. */
const bulkJobSchema = z.object({
  id: stored.text,
  tenantId: stored.text,
  action: z.enum(BULK_ACTIONS),
  dryRun: stored.flag,
  /** The number of invitations found so far, and the number of chunks that contain them. */
  total: stored.integer,
  chunks: stored.integer,
  created: stored.integer,
  wouldCreate: stored.integer,
  skipped: stored.integer,
  error: stored.integer,
  remaining: stored.integer,
  /** True while the filtered list is being read. Counts as one unit of `remaining`. */
  resolving: stored.optionalFlag,
  /** True if the filter matches more invitations than a job can contain. */
  truncated: stored.optionalFlag,
  filter: z.optional(filterSchema),
  /** The position from which to continue reading the list. */
  position: z.optional(listPositionSchema),
  createdBy: personSchema,
  /** True if the bulk action was started by an API client of the tenant, not by a person. */
  byProgram: stored.optionalFlag,
  canceledAt: stored.optionalTime,
  canceledBy: z.optional(personSchema),
  fingerprint: stored.text,
  orders: stored.integer,
  createdAt: stored.time,
  updatedAt: stored.time,
  /** The time at which TTL removes the job, in seconds since 1970. Set when the job is written. */
  removeAt: z.optional(z.number()),
});
export type BulkJob = z.infer<typeof bulkJobSchema>;

/** A bulk action as shown in a list. */
const bulkSummarySchema = z.omit(bulkJobSchema, {
  chunks: true,
  filter: true,
  position: true,
  fingerprint: true,
  orders: true,
  removeAt: true,
});
export type BulkSummary = z.infer<typeof bulkSummarySchema>;

/** The kind of job for bulk actions. */
export const BULK: JobKind<BulkJob, BulkSummary, BulkChunk> = {
  list: 'bulk',
  prefix: 'blk_',
  fromItem: (item) => bulkJobSchema.parse(flat(item)),
  fromListed: (item) => bulkSummarySchema.parse(flat(item)),
  fromChunk: (item) => bulkChunkSchema.parse(item),
};

/** Returns whether an ID belongs to a bulk action, rather than to another kind of job. */
export function isBulkAction(id: string): boolean {
  return id.startsWith(BULK.prefix);
}

/** Returns a bulk action as the API shows it. */
export function toBulkResource(job: BulkSummary & Pick<BulkJob, 'filter'>) {
  const pending = job.remaining - (job.resolving === true ? 1 : 0);
  const running = pending === job.total ? ('queued' as const) : ('running' as const);
  const ended = job.remaining === 0 ? ('completed' as const) : running;
  return {
    id: job.id,
    status: job.canceledAt === undefined ? ended : ('canceled' as const),
    action: job.action,
    dryRun: job.dryRun,
    filter: job.filter,
    total: job.total,
    totalIsFinal: job.resolving !== true,
    truncated: job.truncated ?? false,
    counts: {
      done: job.created,
      wouldDo: job.wouldCreate,
      skipped: job.skipped,
      error: job.error,
      pending,
    },
    createdBy: job.createdBy,
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    completedAt: job.remaining === 0 ? job.updatedAt : undefined,
    canceledAt: job.canceledAt,
    canceledBy: job.canceledBy,
  };
}
