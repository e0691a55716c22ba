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

export interface ImportChunkDeps extends ImportRowDeps, Pacing {
  readonly imports: ImportWorkStore;
}

export interface Pacing {
  readonly clock: Clock;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/**
 * How long a row takes at least. A job is in no hurry, and leaves room for everybody else: in Cognito, which answers
 * 120 such questions a second, in the stream that all changes go through, and in what SES sends in a second.
 */
const ROW_MILLISECONDS = { real: SECOND / 5, dryRun: SECOND / 25 };

/** What became of a message: worked off, or of no use any more. */
export type ChunkResult = 'finished' | 'dropped';

/**
 * Works off some rows of an import. Whatever happens between two calls, a repeat makes no second invitation and counts
 * nobody twice: a row's invitation has an id of its own, and the rows are finished and counted in one transaction.
 *
 * @throws what passes by itself, such as throttling, unless `lastTry`: then the rows say so, and the import ends.
 */
export async function importChunk(
  deps: ImportChunkDeps,
  { importId, chunk }: ImportMessage,
  { lastTry }: { readonly lastTry: boolean },
): Promise<ChunkResult> {
  const job = await deps.imports.get(importId);
  // An import that TTL has removed, its chunks first or last, has no reader any more.
  if (job === undefined) return 'dropped';
  return workOffChunk<ImportJob, ImportRow, FinishedRow>(deps, deps.imports, job, chunk, {
    shown: ({ row, email }) => ({ row, email }),
    carryOut: (row) => importRow(deps, job, row, { lastTry }),
  });
}

/** How the rows of one kind of job are worked off. */
interface RowWork<Row extends { readonly result?: object | undefined }, Result> {
  /** The part of a row that its result keeps. */
  readonly shown: (row: Row) => Omit<Result, keyof NonNullable<Row['result']>>;
  /** Repeated, it does nothing twice, and comes to the same end. */
  readonly carryOut: (row: Row) => Promise<NonNullable<Row['result']>>;
}

/** Works off the rows of a chunk, at the pace of jobs, and finishes and counts them in one transaction. */
export async function workOffChunk<
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
    const began = clock.now().getTime();
    // Together they are a result: the compiler cannot put generic parts together.
    results.push({ ...shown(row), ...(row.result ?? (await carryOut(row))) } as unknown as Result);
    if (row.result !== undefined || job.canceledAt !== undefined) continue;
    const least = job.dryRun ? ROW_MILLISECONDS.dryRun : ROW_MILLISECONDS.real;
    await pause(Math.max(0, began + least - clock.now().getTime()));
  }
  const finished = await jobs.finish(job, number, results, clock.now());
  return finished ? 'finished' : 'dropped';
}
