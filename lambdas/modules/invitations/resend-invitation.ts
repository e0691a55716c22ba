import type { Principal } from '../http/principal.ts';
import { FoyerError } from '../platform/errors.ts';
import type { RulesReader } from '../tenants/rules-reader.ts';
import { requireInvitingNow } from '../tenants/standing.ts';
import { requireChangeable, changing } from './changeable.ts';
import { wasAskedBy } from './idempotency.ts';
import { conflictWith, type Invitation } from './invitation.ts';
import { flooded, requireFewRenewals } from './limits.ts';
import type { QuotaStore } from './quota-store.ts';
import { requireReachable, type ReachableDeps } from './reachable.ts';
import { getInvitation, invitationNotFound } from './read-invitations.ts';
import { renewInvitation, type RenewCommand } from './renew-invitation.ts';
import type { DynamoRenewalStore } from './renewal-store.ts';

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
  requireInvitingNow(rules);
  requireFewRenewals(seen, rules.limits.resendsPerInvitationPerDay, deps.clock.now());
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
      throw flooded(command.at);
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
