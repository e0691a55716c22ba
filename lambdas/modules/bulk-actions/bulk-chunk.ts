import { actorOf, type Principal } from '../http/principal.ts';
import { MAX_ROWS } from '../imports/csv-lines.ts';
import { CHUNK_ROWS } from '../imports/import.ts';
import { type ChunkResult, type Pacing, processChunk } from '../imports/import-chunk.ts';
import type { ImportMessage } from '../imports/import-item.ts';
import { deleteInvitation, type DeleteInvitationDeps } from '../invitations/delete-invitation.ts';
import { wasRequestedBy } from '../invitations/idempotency.ts';
import type { InvitationFilters } from '../invitations/invitation-filters.ts';
import { requireChangeable } from '../invitations/invitation-guards.ts';
import type { DynamoInvitationLists } from '../invitations/invitation-lists.ts';
import { COUNTED_EARLIER } from '../invitations/rate-limits.ts';
import { type ResendDeps, resendInvitation } from '../invitations/resend-invitation.ts';
import { type RevokeDeps, revokeInvitation } from '../invitations/revoke-invitation.ts';
import { actingAs } from '../platform/actor.ts';
import { type ErrorCode, FoyerError } from '../platform/errors.ts';
import { digest } from '../platform/ids.ts';
import { type Invitation, isBeingAccepted, statusAt } from '../records/invitation.ts';
import type { BulkFilter, BulkJob, BulkResult, BulkRow, FinishedBulkRow } from './bulk-action.ts';
import { type DynamoBulkWorkStore, receiptOf } from './bulk-work-store.ts';

/** The dependencies of the operations on individual invitations. */
export type ActingDeps = ResendDeps & RevokeDeps & DeleteInvitationDeps;

export interface BulkChunkDeps extends Pacing {
  readonly bulkActions: Pick<
    DynamoBulkWorkStore,
    'get' | 'chunk' | 'finish' | 'addChunk' | 'hasReceipt'
  >;
  readonly lists: Pick<DynamoInvitationLists, 'list'>;
  readonly acting: ActingDeps;
  /** The dependencies for dry runs, which write nothing. */
  readonly trying: ActingDeps;
  /** Called with an unexpected error before it becomes the row's result. */
  readonly onFailure: (jobId: string, row: number, error: unknown) => void;
}

/** The maximum number of empty pages to read at a time. A filter can make a page empty even if more pages follow. */
const EMPTY_PAGES = 4;

/**
 * Processes a chunk of a bulk action. If a filter selects the invitations, first reads the next page of the list into a
 * chunk, unless the message's chunk already exists. A retry never performs an action twice, because each write is
 * marked with the job and row, and each deletion leaves a receipt. If the tenant is suspended, the remaining rows are
 * skipped.
 *
 * @throws temporary errors, such as throttling, unless `lastTry`: in that case, the rows get an error, and the job ends
 */
export async function bulkChunk(
  deps: BulkChunkDeps,
  { importId: id, chunk }: ImportMessage,
  { lastTry }: { readonly lastTry: boolean },
): Promise<ChunkResult> {
  const found = await deps.bulkActions.get(id);
  if (found === undefined) return 'dropped';
  const { suspended } = await deps.acting.rules.rulesFor(found.tenantId);
  const job = chunk === found.chunks + 1 ? await resolveNext(deps, found, suspended) : found;
  if (job === undefined) return 'dropped';
  return processChunk<BulkJob, BulkRow, FinishedBulkRow>(deps, deps.bulkActions, job, chunk, {
    shown: ({ row, invitationId }) => ({ row, invitationId }),
    carryOut: (row) => bulkRow(deps, job, row, { lastTry, suspended }),
  });
}

/** Reads the next page of the filtered list, oldest first, up to the time at which the job was created. */
async function resolveNext(
  deps: BulkChunkDeps,
  job: BulkJob,
  suspended: boolean,
): Promise<BulkJob | undefined> {
  if (job.resolving !== true) return job;
  const now = deps.clock.now();
  let { rows, next } = { rows: [] as BulkRow[], next: job.position };
  if (job.canceledAt !== undefined || suspended) next = undefined;
  else
    for (let page = 0; page < EMPTY_PAGES && rows.length === 0; page++) {
      const found = await deps.lists.list({
        tenantId: job.tenantId,
        filters: boundedBy(job.filter ?? {}, job.createdAt),
        order: 'asc',
        limit: Math.min(CHUNK_ROWS, MAX_ROWS - job.total),
        after: next,
        now,
      });
      rows = found.rows.map((invitation, index) => ({
        row: job.total + index + 1,
        invitationId: invitation.id,
        seen: { status: statusAt(invitation, now), sends: invitation.delivery.sends },
      }));
      next = found.next;
      if (next === undefined) break;
    }
  const truncated = next !== undefined && job.total + rows.length >= MAX_ROWS;
  const resolution = { rows, next: truncated ? undefined : next, truncated };
  await deps.bulkActions.addChunk(job, resolution, now);
  return deps.bulkActions.get(job.id);
}

/** Adds the job's creation time to the filter, because invitations that are created later are not part of the job. */
function boundedBy(filter: BulkFilter, createdAt: string): InvitationFilters {
  const bound = new Date(Date.parse(createdAt) + 1).toISOString();
  const { createdBefore = bound } = filter;
  return { ...filter, createdBefore: createdBefore < bound ? createdBefore : bound };
}

/** Error codes that cause a row to be skipped, because there is nothing to do or another operation is in progress. */
const SKIPPED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'acceptance_in_progress',
  'already_invited',
  'customer_suspended',
  'email_suppressed',
  'invitation_not_pending',
  'invitation_pending',
  'user_already_exists',
]);
/** Error codes for temporary problems. */
const TEMPORARY: ReadonlySet<ErrorCode> = new Set(['internal_error', 'temporarily_unavailable']);

async function bulkRow(
  deps: BulkChunkDeps,
  job: BulkJob,
  row: BulkRow,
  { lastTry, suspended }: { readonly lastTry: boolean; readonly suspended: boolean },
): Promise<BulkResult> {
  try {
    const current = await deps.acting.renewals.get(row.invitationId);
    if (await isDone(deps, job, row, current)) return { outcome: 'done' };
    if (job.canceledAt !== undefined)
      return {
        outcome: 'skipped',
        reason: 'canceled',
        message: 'The bulk action was canceled before this row was processed.',
      };
    if (suspended)
      return {
        outcome: 'skipped',
        reason: 'tenant_suspended',
        message: 'The tenant was suspended before this row was processed.',
      };
    if (row.seen !== undefined && hasChanged(row.seen, job, current, deps.clock.now()))
      return {
        outcome: 'skipped',
        reason: 'changed',
        message: 'The invitation has changed since the filter selected it.',
      };
    const principal = principalOf(job);
    await actingAs(actorOf(principal), () =>
      act(job.dryRun ? deps.trying : deps.acting, principal, job, row),
    );
    return { outcome: job.dryRun ? 'would_do' : 'done' };
  } catch (error) {
    if (error instanceof FoyerError && !TEMPORARY.has(error.code)) {
      // Another worker with the same message may have just deleted it.
      if (error.code === 'not_found' && (await isDone(deps, job, row, undefined)))
        return { outcome: 'done' };
      const outcome = SKIPPED.has(error.code) ? 'skipped' : 'error';
      return { outcome, reason: error.code, message: error.message };
    }
    if (!lastTry) throw error;
    deps.onFailure(job.id, row.row, error);
    return NOT_PROCESSED;
  }
}

const NOT_PROCESSED: BulkResult = {
  outcome: 'error',
  reason: 'temporarily_unavailable',
  message: 'The row could not be processed within two hours. Check the invitation and try again.',
};

/**
 * Returns the user or API client that started the job. Only a caller with permission for each operation can start a
 * bulk action.
 */
function principalOf(job: BulkJob): Principal {
  return {
    ...job.createdBy,
    ...(job.byProgram === true && { program: true }),
    tenantId: job.tenantId,
    scopes: ['invitations:write'],
  };
}

/** Performs the action on one invitation, on behalf of the caller who started the job. */
async function act(
  deps: ActingDeps,
  principal: Principal,
  job: BulkJob,
  row: BulkRow,
): Promise<void> {
  const { invitationId } = row;
  switch (job.action) {
    case 'resend':
      await resendInvitation(deps, principal, invitationId, {
        mark: markOf(job, row),
        bulk: true,
      });
      return;
    case 'revoke':
      await revokeInvitation(deps, principal, invitationId, markOf(job, row));
      return;
    case 'delete':
      await deleteInvitation(deps, principal, invitationId, receiptOf(job, row));
  }
}

/**
 * Returns the mark that identifies the job and row in the invitation's timeline, as an `Idempotency-Key` identifies a
 * request.
 */
function markOf({ id }: BulkJob, { invitationId }: BulkRow): string {
  return `${digest(id, invitationId).slice(0, 16)}.bulk`;
}

/**
 * Returns whether the action was already performed, either by a worker that crashed or by another worker with the same
 * message.
 */
async function isDone(
  deps: Pick<BulkChunkDeps, 'bulkActions'>,
  job: BulkJob,
  row: BulkRow,
  current: Invitation | undefined,
): Promise<boolean> {
  if (job.dryRun) return false;
  if (job.action === 'delete')
    return current === undefined && (await deps.bulkActions.hasReceipt(job, row));
  return current?.tenantId === job.tenantId && wasRequestedBy(current, markOf(job, row));
}

/** Returns whether an invitation has changed since the filter selected it. If so, the job does not act on it. */
function hasChanged(
  seen: NonNullable<BulkRow['seen']>,
  { filter }: BulkJob,
  current: Invitation | undefined,
  now: Date,
): boolean {
  if (current === undefined) return true;
  const { delivery } = current;
  const sameDelivery = filter?.delivery?.includes(delivery.status) ?? true;
  return statusAt(current, now) !== seen.status || delivery.sends !== seen.sends || !sameDelivery;
}

/**
 * Returns stores that evaluate the current items but write nothing, so that a dry run uses the same code as the real
 * action. Limits per hour and per address are not checked, because they depend on the time of the action.
 */
export function trialActions(acting: ActingDeps): ActingDeps {
  const read = (invitationId: string) => acting.renewals.get(invitationId);
  return {
    ...acting,
    quotas: COUNTED_EARLIER,
    renewals: {
      get: read,
      renew: (seen) => {
        const delivery = { ...seen.delivery, sends: seen.delivery.sends + 1 };
        return Promise.resolve({ outcome: 'renewed', invitation: { ...seen, delivery } });
      },
    },
    invitations: {
      revoke: async ({ invitationId, tenantId, at }) => {
        const current = await read(invitationId);
        return current?.tenantId === tenantId && isChangeable(current, at)
          ? { changed: true, invitation: current }
          : { changed: false, current };
      },
    },
    eraser: {
      erase: async (tenantId, invitationId, now) => {
        const current = await read(invitationId);
        return current?.tenantId === tenantId && hasEnded(current, now)
          ? { erased: true }
          : { erased: false, current };
      },
    },
  };
}

function isChangeable(invitation: Invitation, now: Date): boolean {
  try {
    requireChangeable(invitation, now);
    return true;
  } catch (error) {
    if (error instanceof FoyerError) return false;
    throw error;
  }
}

function hasEnded(invitation: Invitation, now: Date): boolean {
  // The reconciler needs the item to resolve an abandoned claim.
  if (isBeingAccepted(invitation, now) || invitation.status === 'accepting') return false;
  return statusAt(invitation, now) !== 'pending';
}
