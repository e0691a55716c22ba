import type { Principal } from '../http/principal.ts';
import { DAY, isoAfter } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import {
  conflictWith,
  type Invitation,
  nextDue,
  type TimelineEntry,
} from '../records/invitation.ts';
import type { TenantRules } from '../records/tenant-settings.ts';
import type { RulesReader } from '../tenants/rules-reader.ts';
import { requireInvitingAllowedBy } from '../tenants/tenant-status.ts';
import { type AddressLock, keepsOut } from './address-lock.ts';
import { wasRequestedBy } from './idempotency.ts';
import {
  changing,
  type ReachableDeps,
  requireChangeable,
  requireReachable,
} from './invitation-guards.ts';
import { type QuotaStore, requireResendQuota, tooManyEmailsError } from './rate-limits.ts';
import { getInvitation, invitationNotFound } from './read-invitations.ts';
import type { DynamoRenewalStore, RenewalOutcome } from './renewal-store.ts';

export interface RenewCommand {
  readonly seen: Invitation;
  readonly rules: TenantRules;
  readonly at: Date;
  readonly entry: Omit<TimelineEntry, 'at'>;
  /** The hash of a link that the administrator delivers instead of an email. */
  readonly linkHash?: string;
  /** Indicates whether the email waits in the bulk lane. */
  readonly bulk?: boolean;
}

/**
 * Makes one attempt to give an invitation a new link and a new expiry. A stale lock is taken over, because the
 * invitation that held it has ended.
 */
export async function renewInvitation(
  renewals: Pick<DynamoRenewalStore, 'get' | 'renew'>,
  command: RenewCommand,
  stale?: AddressLock,
): Promise<RenewalOutcome> {
  const { seen, rules, at, entry, linkHash, bulk = false } = command;
  const expiresAt = isoAfter(at, seen.expiresInDays * DAY);
  const reminders = linkHash === undefined ? rules.reminderDaysBefore : [];
  const result = await renewals.renew(
    seen,
    {
      expiresAt,
      dueAt: nextDue(expiresAt, reminders, at),
      entry: { at: at.toISOString(), ...entry },
      ...(linkHash !== undefined && { linkHash }),
      bulk,
    },
    { at, mailsPerRecipientPerDay: rules.limits.mailsPerRecipientPerDay, stale },
  );
  // Try only once to take over a stale lock, as when creating an invitation.
  if (result.outcome !== 'locked' || stale !== undefined) return result;
  const holder = await renewals.get(result.lock.invitationId);
  if (keepsOut(holder, command.seen, at)) return result;
  return renewInvitation(renewals, command, result.lock);
}

export interface ResendDeps extends ReachableDeps {
  readonly renewals: Pick<DynamoRenewalStore, 'get' | 'renew'>;
  readonly quotas: QuotaStore;
  readonly rules: RulesReader;
}

export interface ResendOptions {
  /** Identifies a repeatable request in the timeline. */
  readonly mark?: string | undefined;
  /**
   * Throws if the principal cannot send the invitation. Called with each version of the invitation before it is sent.
   */
  readonly permit?: ((invitation: Invitation) => void) | undefined;
  /** Indicates whether the email is queued behind individually requested emails. */
  readonly bulk?: boolean;
}

/** The maximum number of attempts. The mailer can change the invitation between the read and the resend. */
const ATTEMPTS = 5;

/**
 * Sends a new link for a pending or expired invitation. Its ID stays the same, and older links stop working
 * immediately. If two resends run concurrently, one takes effect and both return its result, so a double click sends
 * one email.
 *
 * @throws {FoyerError} `not_found`, `invitation_not_pending`, `acceptance_in_progress`, `already_invited`,
 * `customer_suspended`, `user_already_exists`, `feature_not_available`, `email_suppressed`, `rate_limited`,
 * `temporarily_unavailable`, and the errors of `permit`
 */
export async function resendInvitation(
  deps: ResendDeps,
  principal: Principal,
  invitationId: string,
  { mark, permit = () => undefined, bulk = false }: ResendOptions = {},
): Promise<Invitation> {
  const { tenantId } = principal;
  const [found, rules] = await Promise.all([
    getInvitation({ invitations: deps.renewals }, tenantId, invitationId),
    deps.rules.rulesFor(tenantId),
  ]);
  let seen = found;
  permit(seen);
  if (mark !== undefined && wasRequestedBy(seen, mark)) return seen;
  requireChangeable(seen, deps.clock.now());
  requireInvitingAllowedBy(rules);
  requireResendQuota(seen, rules.limits.resendsPerInvitationPerDay, deps.clock.now());
  await requireReachable(deps, seen);
  await deps.quotas.take(principal, rules.limits, deps.clock.now());
  const by = { id: principal.id, name: principal.name };
  const entry = { type: 'resent' as const, by, ...(mark !== undefined && { request: mark }) };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const current = await tryToResend(deps, {
      ...{ seen, rules, entry, bulk },
      at: deps.clock.now(),
    });
    if (current.delivery.sends !== seen.delivery.sends) return current;
    // The groups may also have changed.
    permit(current);
    seen = current;
  }
  throw changing();
}

/** Returns the invitation after one attempt. It was resent by this request or another, or only reread. */
async function tryToResend(deps: ResendDeps, command: RenewCommand): Promise<Invitation> {
  const result = await renewInvitation(deps.renewals, command);
  switch (result.outcome) {
    case 'renewed':
      return result.invitation;
    case 'flooded':
      throw tooManyEmailsError(command.at);
    case 'locked':
      throw await newerInvitation(deps.renewals, result.lock.invitationId, command.at);
    case 'changed':
      if (result.current === undefined) throw invitationNotFound();
      requireChangeable(result.current, command.at);
      return result.current;
  }
}

/** Returns the error for an address that was invited again after this invitation expired. */
export async function newerInvitation(
  invitations: { get(invitationId: string): Promise<Invitation | undefined> },
  conflictingId: string,
  now: Date,
): Promise<FoyerError> {
  const newer = await invitations.get(conflictingId);
  return new FoyerError(
    'already_invited',
    'This address has a newer pending invitation. Resend or revoke that one instead.',
    {
      ...(newer === undefined ? { conflictingId } : { conflict: conflictWith(newer, now) }),
    },
  );
}
