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
import type { RulesReader } from '../tenants/tenant-rules.ts';
import { requireInvitingAllowedBy } from '../tenants/tenant-status.ts';
import { type AddressLock, keepsOut } from './address-lock.ts';
import { wasAskedBy } from './idempotency.ts';
import {
  changing,
  type ReachableDeps,
  requireChangeable,
  requireReachable,
} from './invitation-guards.ts';
import { type QuotaStore, requireRenewalsLeft, tooManyEmails } from './rate-limits.ts';
import { getInvitation, invitationNotFound } from './read-invitations.ts';
import type { DynamoRenewalStore, RenewalOutcome } from './renewal-store.ts';

export interface RenewCommand {
  readonly seen: Invitation;
  readonly rules: TenantRules;
  readonly at: Date;
  readonly entry: Omit<TimelineEntry, 'at'>;
  /** The hash of a link that is handed over instead of a mail. */
  readonly linkHash?: string;
  /** Whether the mail waits in the bulk lane. */
  readonly bulk?: boolean;
}

/**
 * One try at giving an invitation a new link and a new expiry. A lock that binds nobody any more does not stand in its
 * way: the invitation that held it has ended.
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
  // One try at a lock that binds nobody any more, as when inviting.
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
  /** By this, the timeline knows a request that can be repeated. */
  readonly mark?: string | undefined;
  /** Refuses an invitation that the person who asks may not send; called with each state that could be sent. */
  readonly permit?: ((invitation: Invitation) => void) | undefined;
  /** Lets the mail wait behind single ones. */
  readonly bulk?: boolean;
}

/** The mailer may write between reading and resending: so often it is read again. */
const ATTEMPTS = 5;

/**
 * Sends a new link, for a pending or an expired invitation; the older links are dead at once, the id stays.
 * Of two resends at the same moment one takes place, and both answer with it: a double click mails once.
 *
 * @throws {FoyerError} `not_found`, `invitation_not_pending`, `acceptance_in_progress`, `already_invited`,
 * `customer_suspended`, `user_already_exists`, `feature_not_available`, `email_suppressed`, `rate_limited`,
 * `temporarily_unavailable`, and what `permit` throws
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
  if (mark !== undefined && wasAskedBy(seen, mark)) return seen;
  requireChangeable(seen, deps.clock.now());
  requireInvitingAllowedBy(rules);
  requireRenewalsLeft(seen, rules.limits.resendsPerInvitationPerDay, deps.clock.now());
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
    // The groups may have changed as well.
    permit(current);
    seen = current;
  }
  throw changing();
}

/** The invitation afterwards: resent, by this request or another, or only read anew. */
async function tryToResend(deps: ResendDeps, command: RenewCommand): Promise<Invitation> {
  const result = await renewInvitation(deps.renewals, command);
  switch (result.outcome) {
    case 'renewed':
      return result.invitation;
    case 'flooded':
      throw tooManyEmails(command.at);
    case 'locked':
      throw await newerInvitation(deps.renewals, result.lock.invitationId, command.at);
    case 'changed':
      if (result.current === undefined) throw invitationNotFound();
      requireChangeable(result.current, command.at);
      return result.current;
  }
}

/** Somebody invited the address anew, after this invitation had expired. */
export async function newerInvitation(
  invitations: { get(invitationId: string): Promise<Invitation | undefined> },
  conflictingId: string,
  now: Date,
): Promise<FoyerError> {
  const newer = await invitations.get(conflictingId);
  return new FoyerError('already_invited', 'A newer invitation to this address is pending.', {
    ...(newer === undefined ? { conflictingId } : { conflict: conflictWith(newer, now) }),
  });
}
