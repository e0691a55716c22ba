import type { Accounts } from '../identity/accounts.ts';
import type { Principal } from '../identity/principal.ts';
import type { SuppressionReader } from '../suppressions/suppression-reader.ts';
import { DAY, SECOND, isoAfter, type Clock } from '../shared/clock.ts';
import { FoyerError } from '../shared/errors.ts';
import type { DynamoInvitationStore } from './invitation-store.ts';
import { isBeingAccepted, type Invitation } from './invitation.ts';
import type { AddressLock } from './address-lock.ts';
import { binds, requireReachable } from './invite-customer.ts';
import { getInvitation, invitationNotFound } from './read-invitations.ts';

export interface ResendDeps {
  readonly invitations: Pick<DynamoInvitationStore, 'get' | 'resend'>;
  readonly accounts: Accounts;
  readonly suppressions: SuppressionReader;
  readonly clock: Clock;
}

/** The mailer may write between reading and resending: so often it is read again. */
const ATTEMPTS = 5;

/**
 * Sends a new link, for a pending or an expired invitation; the older links are dead at once, the id stays.
 * Of two resends at the same moment one takes place, and both answer with it: a double click mails once.
 *
 * @throws {FoyerError} `not_found`, `invitation_not_pending`, `acceptance_in_progress`, `already_invited`,
 * `user_already_exists`, `email_suppressed`, `temporarily_unavailable`
 */
export async function resendInvitation(
  deps: ResendDeps,
  principal: Principal,
  invitationId: string,
): Promise<Invitation> {
  let seen = await getInvitation(deps, principal.tenantId, invitationId);
  requireChangeable(seen, deps.clock.now());
  await requireReachable(deps, seen.address);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const current = await tryToResend(deps, principal, seen);
    if (current.delivery.sends !== seen.delivery.sends) return current;
    seen = current;
  }
  throw changing();
}

/** The invitation afterwards: resent, by this request or another, or only read anew. */
async function tryToResend(
  deps: ResendDeps,
  principal: Principal,
  seen: Invitation,
  stale?: AddressLock,
): Promise<Invitation> {
  const at = deps.clock.now();
  const renewal = {
    at,
    expiresAt: isoAfter(at, seen.expiresInDays * DAY),
    entry: {
      at: at.toISOString(),
      type: 'resent' as const,
      by: { id: principal.id, name: principal.name },
    },
  };
  const result = await deps.invitations.resend(seen, renewal, stale);
  if (result.changed) return result.invitation;
  if (result.lockedBy !== undefined) {
    const { invitationId } = result.lockedBy;
    const holder = await deps.invitations.get(invitationId);
    // One try at a lock that binds nobody any more, as when inviting.
    if (stale !== undefined || (holder !== undefined && binds(holder, at)))
      throw new FoyerError('already_invited', 'A newer invitation to this address is pending.', {
        conflictingId: invitationId,
      });
    return tryToResend(deps, principal, seen, result.lockedBy);
  }
  if (result.current === undefined) throw invitationNotFound();
  requireChangeable(result.current, at);
  return result.current;
}

/** Somebody else writes to it all the time. */
export function changing(): FoyerError {
  return new FoyerError('temporarily_unavailable', 'The invitation is changing. Try again.', {
    retryAfterSeconds: 1,
  });
}

/** @throws {FoyerError} `acceptance_in_progress` or `invitation_not_pending` */
export function requireChangeable(invitation: Invitation, now: Date): void {
  if (isBeingAccepted(invitation, now))
    throw new FoyerError(
      'acceptance_in_progress',
      'Somebody is signing up with this invitation right now.',
      {
        retryAfterSeconds: Math.max(
          1,
          Math.ceil((Date.parse(invitation.claim?.leaseUntil ?? '') - now.getTime()) / SECOND),
        ),
      },
    );
  if (invitation.status !== 'pending' && invitation.status !== 'accepting')
    throw new FoyerError(
      'invitation_not_pending',
      `This invitation has ended: it was ${invitation.status}. Invite the address again instead.`,
    );
}
