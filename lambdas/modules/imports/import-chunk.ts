import { invite, type InviteDeps } from '../contacts/invite.ts';
import { actorOf, type Principal } from '../http/principal.ts';
import { parseRequest } from '../http/validation.ts';
import { actingAs } from '../platform/actor.ts';
import { type Clock, SECOND } from '../platform/clock.ts';
import { type ErrorCode, FoyerError } from '../platform/errors.ts';
import { derivedId } from '../platform/ids.ts';
import type { FinishedRow, ImportJob, ImportRow, RowEnd, RowResult, SkipReason } from './import.ts';
import type { ImportMessage, StoredJob } from './import-item.ts';
import type { ImportWorkStore, JobWorkStore } from './import-store.ts';
import { type ImportDefaults, importedInvitationSchema } from './requests.ts';
import { errorResult, requestOf } from './rows.ts';

export interface ImportRowDeps {
  /** The dependencies for creating invitations. */
  readonly inviting: InviteDeps;
  /** The dependencies for dry runs, which write nothing. */
  readonly trying: InviteDeps;
  /** Called with an unexpected error before it becomes the row's result. */
  readonly onFailure: (importId: string, row: number, error: unknown) => void;
}

/** Error codes that cause a row to be skipped, because there is nothing to do or correct. */
const SKIPPED: ReadonlySet<string> = new Set<SkipReason & ErrorCode>([
  'already_invited',
  'user_already_exists',
  'email_suppressed',
]);
/** Error codes for temporary problems. */
const TEMPORARY: ReadonlySet<ErrorCode> = new Set(['internal_error', 'temporarily_unavailable']);

/**
 * Creates the invitation for one row on behalf of the caller who started the import, just like a single invitation, or
 * determines the expected outcome. A retry finds the invitation that an earlier attempt created. If the import is
 * canceled, nobody is invited.
 *
 * @throws temporary errors, unless `lastTry`.
 */
export async function importRow(
  deps: ImportRowDeps,
  job: ImportJob,
  { row, fields = {} }: ImportRow,
  { lastTry }: { readonly lastTry: boolean },
): Promise<RowResult> {
  const invitationId = derivedId('inv', job.id, String(row));
  try {
    if (job.canceledAt !== undefined) return await canceledResult(deps, job, invitationId);
    const request = parseRequest(
      importedInvitationSchema(),
      requestOf(fields, job.defaults as ImportDefaults),
    );
    // Only a caller with this scope can start an import.
    const principal: Principal = {
      ...job.createdBy,
      ...(job.byProgram === true && { program: true }),
      tenantId: job.tenantId,
      scopes: ['invitations:write'],
    };
    const invitation = await actingAs(actorOf(principal), () =>
      invite(job.dryRun ? deps.trying : deps.inviting, {
        actor: { principal },
        target: { by: 'address' },
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
    if (error instanceof FoyerError && !TEMPORARY.has(error.code)) return refusal(error);
    if (!lastTry) throw error;
    deps.onFailure(job.id, row, error);
    return NOT_PROCESSED;
  }
}

/**
 * Returns the outcome of a row in a canceled import. The row is skipped, unless its invitation was created before a
 * worker crashed.
 */
async function canceledResult(
  { inviting }: Pick<ImportRowDeps, 'inviting'>,
  { dryRun }: ImportJob,
  invitationId: string,
): Promise<RowResult> {
  const created = dryRun ? undefined : await inviting.invitations.get(invitationId);
  return created === undefined
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

/** The invitation might exist if only the response was lost. In that case, importing the row again is harmless. */
const NOT_PROCESSED: RowResult = {
  outcome: 'error',
  reason: 'temporarily_unavailable',
  message: 'The row could not be processed within two hours. Import it again.',
};

export interface ImportChunkDeps extends ImportRowDeps, Pacing {
  readonly imports: ImportWorkStore;
}

export interface Pacing {
  readonly clock: Clock;
  /** Waits for a number of milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/**
 * The minimum time per row, in milliseconds. Jobs are not urgent, so they leave capacity for other callers in Cognito,
 * which allows 120 such requests per second, in the table's stream, and in the SES sending rate.
 */
const ROW_MILLISECONDS = { real: SECOND / 5, dryRun: SECOND / 25 };

/** The result of a message: processed, or no longer needed. */
export type ChunkResult = 'finished' | 'dropped';

/**
 * Processes a chunk of an import. Regardless of where processing is interrupted, a retry never creates a second
 * invitation or counts a row twice, because the ID of a row's invitation is derived from the row, and the rows are
 * finished and counted in one transaction.
 *
 * @throws temporary errors, such as throttling, unless `lastTry`: in that case, the rows get an error, and the import
 * ends.
 */
export async function importChunk(
  deps: ImportChunkDeps,
  { importId, chunk }: ImportMessage,
  { lastTry }: { readonly lastTry: boolean },
): Promise<ChunkResult> {
  const job = await deps.imports.get(importId);
  // TTL has removed the import, so its results are no longer needed. TTL can remove the chunks before or after the
  // import.
  if (job === undefined) return 'dropped';
  return processChunk<ImportJob, ImportRow, FinishedRow>(deps, deps.imports, job, chunk, {
    shown: ({ row, email }) => ({ row, email }),
    carryOut: (row) => importRow(deps, job, row, { lastTry }),
  });
}

/** The processing of rows for one kind of job. */
interface RowWork<Row extends { readonly result?: object | undefined }, Result> {
  /** Returns the fields of a row that are kept in its result. */
  readonly shown: (row: Row) => Omit<Result, keyof NonNullable<Row['result']>>;
  /** Processes a row. A retry does not repeat any action and returns the same result. */
  readonly carryOut: (row: Row) => Promise<NonNullable<Row['result']>>;
}

/** Processes the rows of a chunk at the rate for jobs, and finishes and counts them in one transaction. */
export async function processChunk<
  Job extends StoredJob,
  Row extends { readonly result?: object | undefined },
  Result extends RowEnd,
>(
  { clock, pause }: Pacing,
  jobs: JobWorkStore<Job, { readonly rows?: readonly Row[] | undefined }, Result>,
  job: Job,
  number: number,
  { shown, carryOut }: RowWork<Row, Result>,
): Promise<ChunkResult> {
  const chunk = await jobs.chunk(job, number);
  if (chunk?.rows === undefined) return 'dropped';
  const results: Result[] = [];
  for (const row of chunk.rows) {
    const start = clock.now().getTime();
    // Together, the two parts form a result, but the compiler cannot infer that for generic types.
    results.push({ ...shown(row), ...(row.result ?? (await carryOut(row))) } as unknown as Result);
    if (row.result !== undefined || job.canceledAt !== undefined) continue;
    const minimum = job.dryRun ? ROW_MILLISECONDS.dryRun : ROW_MILLISECONDS.real;
    await pause(Math.max(0, start + minimum - clock.now().getTime()));
  }
  const finished = await jobs.finish(job, number, results, clock.now());
  return finished ? 'finished' : 'dropped';
}
