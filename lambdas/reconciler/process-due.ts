import type { Accounts } from '../modules/identity/accounts.ts';
import { isJoinable } from '../modules/invitations/invitation-guards.ts';
import type { MailCounts } from '../modules/invitations/rate-limits.ts';
import { type Clock, DAY } from '../modules/platform/clock.ts';
import type { CustomerFinder } from '../modules/records/customer-item.ts';
import {
  type Invitation,
  isBeingAccepted,
  nextDue,
  statusAt,
} from '../modules/records/invitation.ts';
import { isSuppressed } from '../modules/suppressions/suppression.ts';
import type { SuppressionReader } from '../modules/suppressions/suppression-store.ts';
import type { RulesReader } from '../modules/tenants/rules-reader.ts';
import { remindersAllowed } from '../modules/tenants/tenant-status.ts';
import type { DueStore, ExpirationStore } from './due-store.ts';
import type { Unfinished } from './unfinished-store.ts';

export interface DueDeps {
  readonly invitations: { get(invitationId: string): Promise<Invitation | undefined> };
  readonly due: DueStore;
  readonly expiries: ExpirationStore;
  readonly rules: RulesReader;
  readonly suppressions: SuppressionReader;
  readonly mailCounts: MailCounts;
  readonly accounts: Accounts;
  readonly customers: CustomerFinder;
  readonly clock: Clock;
}

/** The result of processing an invitation with something due. */
export type DueResult = 'expired' | 'reminded' | 'left_alone';

/** The delivery statuses of emails that were sent, as far as known. There is no reminder after a bounce or a complaint. */
const REACHABLE: readonly Invitation['delivery']['status'][] = ['sent', 'delivered', 'delayed'];

/**
 * Records an expiry, or sends a reminder to someone who has not signed up yet. It is safe to run two reconcilers at
 * the same time, because each change is conditional on what was read.
 */
export async function processDue(deps: DueDeps, due: Unfinished): Promise<DueResult> {
  const invitation = await deps.invitations.get(due.invitationId);
  const now = deps.clock.now();
  if (invitation === undefined) return 'left_alone';
  if (invitation.dueAt !== due.since) return 'left_alone';
  const { status, claim } = invitation;
  if (status !== 'pending' && status !== 'accepting') {
    await deps.due.forget(due);
    return 'left_alone';
  }
  if (isBeingAccepted(invitation, now) && claim !== undefined) {
    await deps.due.postpone(due, claim.leaseUntil);
    return 'left_alone';
  }
  if (statusAt(invitation, now) === 'expired')
    return (await deps.expiries.noteExpiry(invitation, now)) ? 'expired' : 'left_alone';
  return remindOrWait(deps, due, invitation, now);
}

async function remindOrWait(
  deps: DueDeps,
  due: Unfinished,
  invitation: Invitation,
  now: Date,
): Promise<DueResult> {
  const rules = await deps.rules.rulesFor(invitation.tenantId);
  const reminderDaysBefore = remindersAllowed(rules) ? rules.reminderDaysBefore : [];
  const next = nextDue(invitation.expiresAt, reminderDaysBefore, now);
  if (reminderDaysBefore.length > 0 && (await wantsReminder(deps, invitation, now))) {
    const { mailsPerRecipientPerDay } = rules.limits;
    if (!(await deps.mailCounts.take(invitation, { at: now, mailsPerRecipientPerDay }))) {
      await deps.due.postpone(due, [tomorrowAfter(now), next].toSorted()[0] ?? next);
      return 'left_alone';
    }
    if (await deps.due.remind(invitation, next, now)) return 'reminded';
    await deps.mailCounts.giveBack(invitation, now);
    return 'left_alone';
  }
  await deps.due.postpone(due, next);
  return 'left_alone';
}

/** Returns the end of the day (UTC), after which an address can get email again. */
function tomorrowAfter(now: Date): string {
  return new Date((Math.floor(now.getTime() / DAY) + 1) * DAY).toISOString();
}

async function wantsReminder(deps: DueDeps, invitation: Invitation, now: Date): Promise<boolean> {
  const { status, delivery, address } = invitation;
  if (status !== 'pending' || !REACHABLE.includes(delivery.status)) return false;
  if (!(await isJoinable(deps, invitation))) return false;
  const suppression = await deps.suppressions.find(address);
  if (suppression !== undefined && isSuppressed(suppression, now)) return false;
  // People who signed up with another invitation cannot use this one.
  const account = await deps.accounts.find(address);
  return account?.registered !== true;
}
