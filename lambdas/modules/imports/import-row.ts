import { parseRequest } from '../http/validation.ts';
import { invite, type InviteDeps } from '../customers/invite.ts';
import { actorOf, type Principal } from '../http/principal.ts';
import { actingAs } from '../platform/actor.ts';
import { FoyerError, type ErrorCode } from '../platform/errors.ts';
import { derivedId } from '../platform/ids.ts';
import type { ImportJob, ImportRow, RowResult, SkipReason } from './import.ts';
import { importedInvitationSchema, type ImportDefaults } from './requests.ts';
import { errorResult, requestOf } from './rows.ts';

export interface ImportRowDeps {
  /** What inviting needs. */
  readonly inviting: InviteDeps;
  /** The same, but nothing is written. */
  readonly trying: InviteDeps;
  /** Told of a failure that nobody expected, before a row ends with it. */
  readonly onFailure: (importId: string, row: number, error: unknown) => void;
}

/** There is nothing to do for these, and nothing to mend. */
const SKIPPED: ReadonlySet<string> = new Set<SkipReason & ErrorCode>([
  'already_invited',
  'user_already_exists',
  'email_suppressed',
]);
/** These pass by themselves. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['internal_error', 'temporarily_unavailable']);

/**
 * Invites the person of one row in the name of who asked for the import, like a single invitation, or finds out what
 * would come of it. Repeated, it finds the invitation that it made before. Of a cancelled import it invites nobody.
 *
 * @throws what passes by itself, unless `lastTry`.
 */
export async function importRow(
  deps: ImportRowDeps,
  job: ImportJob,
  { row, fields = {} }: ImportRow,
  { lastTry }: { readonly lastTry: boolean },
): Promise<RowResult> {
  const invitationId = derivedId('inv', job.id, String(row));
  try {
    if (job.canceledAt !== undefined) return await withdrawn(deps, job, invitationId);
    const request = parseRequest(
      importedInvitationSchema,
      requestOf(fields, job.defaults as ImportDefaults),
    );
    // An import is started only with the right to invite.
    const principal: Principal = {
      ...job.createdBy,
      ...(job.byProgram === true && { program: true }),
      tenantId: job.tenantId,
      scopes: ['invitations:write'],
    };
    const invitation = await actingAs(actorOf(principal), () =>
      invite(job.dryRun ? deps.trying : deps.inviting, {
        asker: { principal },
        whom: { by: 'address' },
        request: { ...request, onConflict: 'error' },
        idempotencyKey: undefined,
        invitationId,
        importId: job.id,
      }),
    );
    return job.dryRun
      ? { outcome: 'would_create' }
      : { outcome: 'created', invitationId: invitation.id };
  } catch (error) {
    if (error instanceof FoyerError && !PASSING.has(error.code)) return refusal(error);
    if (!lastTry) throw error;
    deps.onFailure(job.id, row, error);
    return NOT_DONE;
  }
}

/** What was done before a worker died was done; otherwise nothing is. */
async function withdrawn(
  { inviting }: Pick<ImportRowDeps, 'inviting'>,
  { dryRun }: ImportJob,
  invitationId: string,
): Promise<RowResult> {
  const made = dryRun ? undefined : await inviting.invitations.get(invitationId);
  return made === undefined
    ? {
        outcome: 'skipped',
        reason: 'canceled',
        message: 'The import was canceled before this row was processed.',
      }
    : { outcome: 'created', invitationId };
}

function refusal(error: FoyerError): RowResult {
  if (!SKIPPED.has(error.code)) return errorResult(error);
  const invitationId = error.code === 'already_invited' ? error.conflictingId : undefined;
  return { ...errorResult(error), outcome: 'skipped', invitationId };
}

/** It may have been done all the same, where only the answer was lost; importing it again does no harm then. */
const NOT_DONE: RowResult = {
  outcome: 'error',
  reason: 'temporarily_unavailable',
  message: 'The row could not be processed within two hours. Import it again.',
};
