import type { MailQueue } from '../modules/mail/mail-queue.ts';
import { MINUTE, SECOND } from '../modules/platform/clock.ts';
import {
  type AdministratorResult,
  administratorTasks,
  type AdministratorWorkDeps,
} from './administrator-work.ts';
import { type DueDeps, type DueResult, processDue } from './process-due.ts';
import { type RemovalDeps, removeFormerUser } from './remove-former-user.ts';
import { settleAcceptance, type SettleDeps, type Settlement } from './settle-acceptance.ts';
import type { StalledImports, Unfinished, UnfinishedStore } from './unfinished-store.ts';

export interface ReconcileDeps extends SettleDeps, DueDeps, RemovalDeps, AdministratorWorkDeps {
  readonly remover: SettleDeps['remover'];
  readonly invitations: SettleDeps['invitations'];
  readonly unfinished: UnfinishedStore;
  readonly mailQueue: MailQueue;
  readonly imports: StalledImports;
  /**
   * Called with the ID of an invitation, import, contact, or administrator that could not be finished in this run, and
   * the error.
   */
  readonly onFailure: (id: string, error: unknown) => void;
}

/** The results of a run. */
export interface Reconciliation {
  readonly completed: number;
  readonly undone: number;
  readonly requeued: number;
  /** Stalled imports that were queued again. */
  readonly reordered: number;
  /** Removed accounts of former contacts and administrators. */
  readonly removed: number;
  readonly expired: number;
  readonly reminded: number;
  readonly failed: number;
}

/** The number of tasks of each kind that one run can finish in time. The next run follows soon. */
const BATCH = 50;
/** The grace period after the end of a lease. A function may still be stopping, and clocks differ slightly. */
const CLAIM_PATIENCE = MINUTE;
/** Longer than all retries of the mail queue: see MAIL_MAX_RECEIVES and the mailer's backoff. */
export const MAIL_GRACE_PERIOD = 180 * MINUTE;
/** Longer than all retries of the import queue: see IMPORT_MAX_RECEIVES. */
export const IMPORT_GRACE_PERIOD = 180 * MINUTE;

/** The number of due invitations per run. All ten thousand invitations of an import can expire in the same minute. */
const DUE_BATCH = 500;
const DUE_AT_ONCE = 10;
/**
 * The time after which no new work is started. The function has a timeout of 60 seconds, and the next run follows in a
 * minute.
 */
const DUE_TIME = 30 * SECOND;

/**
 * Finishes interrupted work: acceptances whose function crashed, emails and imports whose messages were lost, and
 * accounts of people who were removed. Processes due invitations: records expirations, and sends reminders to people
 * who have not signed up yet.
 */
export async function reconcile(deps: ReconcileDeps): Promise<Reconciliation> {
  const now = deps.clock.now().getTime();
  const claims = await deps.unfinished.lapsedClaims(new Date(now - CLAIM_PATIENCE), BATCH);
  const mails = await deps.unfinished.waitingMails(new Date(now - MAIL_GRACE_PERIOD), BATCH);
  const settled = await each(deps, claims, (lapsed) => settleAcceptance(deps, lapsed));
  const requeued = await each(deps, mails, (waiting) => requeueMail(deps, waiting));
  const stalled = await deps.imports.stalledSince(new Date(now - IMPORT_GRACE_PERIOD), BATCH);
  const reordered = await each(deps, stalled, (one) => deps.imports.requeue(one, deps.clock.now()));
  const leaving = await deps.removals.waiting(BATCH);
  const removed = await each(deps, leaving, (one) => removeFormerUser(deps, one));
  const tasks = await administratorTasks(deps, {
    claimsBefore: new Date(now - CLAIM_PATIENCE),
    mailsBefore: new Date(now - MAIL_GRACE_PERIOD),
    limit: BATCH,
  });
  const administrators = await each(deps, tasks, ({ finish }) => finish());
  const done = (result: AdministratorResult) => administrators.filter((it) => it === result).length;
  const due = await allDue(deps);
  const count = (settlement: Settlement) => settled.filter((it) => it === settlement).length;
  return {
    completed: count('completed') + done('completed'),
    undone: count('undone') + done('undone'),
    requeued: requeued.filter(Boolean).length + done('requeued'),
    reordered: reordered.filter(Boolean).length,
    removed: removed.filter(Boolean).length + done('removed'),
    expired: due.results.filter((it) => it === 'expired').length,
    reminded: due.results.filter((it) => it === 'reminded').length,
    failed:
      claims.length +
      mails.length +
      stalled.length +
      leaving.length +
      tasks.length -
      settled.length -
      requeued.length -
      reordered.length -
      removed.length -
      administrators.length +
      due.asked -
      due.results.length,
  };
}

/** Processes due invitations concurrently, because one import can make thousands due in the same minute. */
async function allDue(
  deps: ReconcileDeps,
): Promise<{ readonly asked: number; readonly results: readonly DueResult[] }> {
  const start = deps.clock.now();
  const due = await deps.unfinished.due(start, DUE_BATCH);
  const results: DueResult[] = [];
  const left = due.values();
  let asked = 0;
  const worker = async () => {
    for (const item of left) {
      if (deps.clock.now().getTime() - start.getTime() > DUE_TIME) return;
      asked++;
      results.push(...(await each(deps, [item], (one) => processDue(deps, one))));
    }
  };
  await Promise.all(Array.from({ length: DUE_AT_ONCE }, worker));
  return { asked, results };
}

/**
 * Queues an email again. The item shows that it is due, and the queue only speeds it up: a message that is delivered
 * twice is sent once.
 */
async function requeueMail(deps: ReconcileDeps, waiting: Unfinished): Promise<boolean> {
  const now = deps.clock.now();
  const invitation = await deps.unfinished.postponeMail(waiting, now);
  if (invitation === undefined) return false;
  const message = { invitationId: invitation.id, send: invitation.delivery.sends };
  try {
    await deps.mailQueue.enqueue(message, invitation.tenantId);
  } catch (error) {
    // Restores the original time, so that the next run finds it again, rather than a run hours later.
    const postponed = { ...waiting, since: now.toISOString() };
    await deps.unfinished.postponeMail(postponed, new Date(waiting.since));
    throw error;
  }
  return true;
}

/** Processes items one after the other. A failure does not stop the others. */
async function each<
  Item extends
    | { readonly invitationId: string }
    | { readonly importId: string }
    | { readonly contactId: string }
    | { readonly administratorId: string },
  T,
>(
  deps: ReconcileDeps,
  unfinished: readonly Item[],
  work: (item: Item) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (const item of unfinished) {
    try {
      results.push(await work(item));
    } catch (error) {
      deps.onFailure(nameOf(item), error);
    }
  }
  return results;
}

function nameOf(
  item:
    | { readonly invitationId: string }
    | { readonly importId: string }
    | { readonly contactId: string }
    | { readonly administratorId: string },
): string {
  if ('administratorId' in item) return item.administratorId;
  if ('importId' in item) return item.importId;
  return 'contactId' in item ? item.contactId : item.invitationId;
}
