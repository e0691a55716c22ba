import { isAdministratorGroup } from '../platform/scopes.ts';
import { isBeingAccepted, type Invitation } from '../invitations/invitation.ts';
import { SECOND, isoAfter } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { CLAIM_LEASE_SECONDS } from './lease.ts';
import { endOf } from './open-invitation.ts';

/** A claim may outlive the invitation by one lease: repeating it does not keep an expired invitation open. */
export function leaseEnd(now: Date, expiresAt: string): string {
  const lease = CLAIM_LEASE_SECONDS * SECOND;
  const [fromNow, fromExpiry] = [isoAfter(now, lease), isoAfter(new Date(expiresAt), lease)];
  return fromNow < fromExpiry ? fromNow : fromExpiry;
}

/**
 * Whether the submission with `claimId` may be carried out now: `undefined` for one that has no claim.
 *
 * @throws {FoyerError} `acceptance_in_progress`, `invitation_*`
 */
export function requireOpen(invitation: Invitation, claimId: string | undefined, now: Date): void {
  if (isBeingAccepted(invitation, now)) {
    // Claimed in time: the expiry does not cut off its own submission half way.
    if (claimId !== undefined && invitation.claim?.id === claimId) return;
    throw inProgress(invitation, now);
  }
  const end = endOf(invitation, now);
  if (end !== undefined) throw end;
}

/**
 * What was allowed when the invitation was sent may not be allowed any more.
 *
 * @throws {FoyerError} `grant_not_allowed`
 */
export function requireAllowedGroups(invitation: Invitation, allowed: readonly string[]): void {
  if (invitation.groups.every((group) => allowed.includes(group) && !isAdministratorGroup(group)))
    return;
  throw new FoyerError(
    'grant_not_allowed',
    'This invitation grants something that is no longer available. Ask the person who invited you for a new one.',
  );
}

/** Refuses whoever comes while another submission is being carried out, and says how long that can last. */
export function inProgress(invitation: Invitation, now: Date): FoyerError {
  const left = Date.parse(invitation.claim?.leaseUntil ?? now.toISOString()) - now.getTime();
  return new FoyerError(
    'acceptance_in_progress',
    'This invitation is being accepted right now. Try again later.',
    {
      retryAfterSeconds: Math.max(1, Math.ceil(left / SECOND)),
    },
  );
}
