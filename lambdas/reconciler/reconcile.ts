import type { MailQueue } from '../mail/mail-queue.ts';
import { MINUTE } from '../shared/clock.ts';
import { settleAcceptance, type SettleDeps, type Settlement } from './settle-acceptance.ts';
import type { Unfinished, UnfinishedStore } from './unfinished-store.ts';

export interface ReconcileDeps extends SettleDeps {
  readonly unfinished: UnfinishedStore;
  readonly mailQueue: MailQueue;
  /** Told of what could not be finished this time. */
  readonly onFailure: (invitationId: string, error: unknown) => void;
}

/** What one run did. */
export interface Reconciliation {
  readonly completed: number;
  readonly undone: number;
  readonly requeued: number;
  readonly failed: number;
}

/** As many as one run can finish within its time; the next run comes soon. */
const BATCH = 50;
/** A function may still be ending when its lease has; clocks differ a little. */
const CLAIM_PATIENCE = MINUTE;
/** Longer than the queue tries by itself: see MAIL_MAX_RECEIVES and the mailer's backoff. */
export const MAIL_PATIENCE = 180 * MINUTE;

/** Finishes what was begun and left: acceptances whose function died, mails whose message was lost. */
export async function reconcile(deps: ReconcileDeps): Promise<Reconciliation> {
  const now = deps.clock.now().getTime();
  const claims = await deps.unfinished.lapsedClaims(new Date(now - CLAIM_PATIENCE), BATCH);
  const mails = await deps.unfinished.waitingMails(new Date(now - MAIL_PATIENCE), BATCH);
  const settled = await each(deps, claims, (lapsed) => settleAcceptance(deps, lapsed));
  const requeued = await each(deps, mails, (waiting) => requeueMail(deps, waiting));
  const count = (settlement: Settlement) => settled.filter((it) => it === settlement).length;
  return {
    completed: count('completed'),
    undone: count('undone'),
    requeued: requeued.filter(Boolean).length,
    failed: claims.length + mails.length - settled.length - requeued.length,
  };
}

/** The item says what is due, the queue only hurries it: a message that comes twice is sent once. */
async function requeueMail(deps: ReconcileDeps, waiting: Unfinished): Promise<boolean> {
  const invitation = await deps.unfinished.postponeMail(waiting, deps.clock.now());
  if (invitation === undefined) return false;
  const message = { invitationId: invitation.id, send: invitation.delivery.sends };
  await deps.mailQueue.enqueue(message, invitation.tenantId);
  return true;
}

/** One after the other; one that fails does not keep the others waiting. */
async function each<T>(
  deps: ReconcileDeps,
  unfinished: readonly Unfinished[],
  work: (item: Unfinished) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (const item of unfinished) {
    try {
      results.push(await work(item));
    } catch (error) {
      deps.onFailure(item.invitationId, error);
    }
  }
  return results;
}
