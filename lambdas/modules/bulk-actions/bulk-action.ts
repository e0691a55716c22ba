import * as z from 'zod';

import { listPositionSchema } from '../dynamodb/list-reader.ts';
import { flat, type JobKind } from '../imports/import-item.ts';
import { INVITATION_KINDS } from '../platform/sign-up-form.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from '../records/invitation.ts';

export const BULK_ACTIONS = ['resend', 'revoke', 'delete'] as const;

/** Outcome of a row. `pending` rows have not been processed yet. */
export const BULK_OUTCOMES = ['done', 'would_do', 'skipped', 'error', 'pending'] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

export const BULK_STATUSES = ['queued', 'running', 'completed', 'canceled'] as const;

/** Filters as stored: normalized when the request was read. */
const filterSchema = z.object({
  status: z.array(z.enum(INVITATION_STATUSES)).optional(),
  delivery: z.array(z.enum(DELIVERY_STATUSES)).optional(),
  kind: z.enum(INVITATION_KINDS).optional(),
  customerId: z.string().optional(),
  email: z.string().optional(),
  createdAfter: z.iso.datetime().optional(),
  createdBefore: z.iso.datetime().optional(),
});
export type BulkFilter = z.infer<typeof filterSchema>;

const resultSchema = z.object({
  outcome: z.enum(['done', 'would_do', 'skipped', 'error']),
  /** Error code, or why there was nothing to do. */
  reason: z.string().optional(),
  message: z.string().optional(),
});
export type BulkResult = z.infer<typeof resultSchema>;

/** An invitation as it waits in its chunk. */
const bulkRowSchema = z.object({
  /** Counted from 1. */
  row: z.number().int(),
  invitationId: z.string(),
  /** State in which the filter found it: an invitation that has changed since is left alone. */
  seen: z.object({ status: z.enum(INVITATION_STATUSES), sends: z.number().int() }).optional(),
  /** Decided when the request was read. */
  result: resultSchema.optional(),
});
export type BulkRow = z.infer<typeof bulkRowSchema>;

const finishedRowSchema = resultSchema.extend({
  row: z.number().int(),
  invitationId: z.string(),
});
export type FinishedBulkRow = z.infer<typeof finishedRowSchema>;

const bulkChunkSchema = z.object({
  number: z.number().int(),
  rows: z.array(bulkRowSchema).optional(),
  results: z.array(finishedRowSchema).optional(),
});
export type BulkChunk = z.infer<typeof bulkChunkSchema>;

const personSchema = z.object({ id: z.string(), name: z.string() });

/** A bulk action as stored, with the attributes that every job has. */
const bulkJobSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  action: z.enum(BULK_ACTIONS),
  dryRun: z.boolean(),
  /** Invitations found so far, and the number of their chunks. */
  total: z.number().int(),
  chunks: z.number().int(),
  created: z.number().int(),
  wouldCreate: z.number().int(),
  skipped: z.number().int(),
  error: z.number().int(),
  remaining: z.number().int(),
  /** The list that the filter describes is still being read: counts as one unit of `remaining`. */
  resolving: z.boolean().optional(),
  /** The filter found more invitations than a job can have. */
  truncated: z.boolean().optional(),
  filter: filterSchema.optional(),
  /** Where reading the list goes on. */
  position: listPositionSchema.optional(),
  createdBy: personSchema,
  /** A program of the tenant started it, not a person. */
  byProgram: z.boolean().optional(),
  canceledAt: z.iso.datetime().optional(),
  canceledBy: personSchema.optional(),
  fingerprint: z.string(),
  orders: z.number().int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** When TTL removes it, in seconds since 1970; set when it is written. */
  removeAt: z.number().optional(),
});
export type BulkJob = z.infer<typeof bulkJobSchema>;

/** A bulk action as a list shows it. */
const bulkSummarySchema = bulkJobSchema.omit({
  chunks: true,
  filter: true,
  position: true,
  fingerprint: true,
  orders: true,
  removeAt: true,
});
export type BulkSummary = z.infer<typeof bulkSummarySchema>;

/** Bulk actions, as a kind of job. */
export const BULK: JobKind<BulkJob, BulkSummary, BulkChunk> = {
  list: 'bulk',
  prefix: 'blk_',
  fromItem: (item) => bulkJobSchema.parse(flat(item)),
  fromListed: (item) => bulkSummarySchema.parse(flat(item)),
  fromChunk: (item) => bulkChunkSchema.parse(item),
};

/** Tells a bulk action from other jobs by its id. */
export function isBulkAction(id: string): boolean {
  return id.startsWith(BULK.prefix);
}

/** A bulk action as the API shows it. */
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
