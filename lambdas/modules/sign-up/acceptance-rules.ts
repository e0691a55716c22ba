import type { TokenKey } from '../invitations/token.ts';
import { isoAfter, SECOND } from '../platform/clock.ts';
import { type ErrorCode, FoyerError } from '../platform/errors.ts';
import { isAdministratorGroup } from '../platform/scopes.ts';
import { type Invitation, isBeingAccepted, statusAt } from '../records/invitation.ts';
import { pageBranding, type Tenant } from '../records/tenant.ts';

/**
 * How long the sign-up function may run, in seconds. The lease of a claim must outlive it: as long as a lease lasts
 * its holder may still be at work, and once it has lapsed its holder is certainly gone.
 */
export const SIGN_UP_TIMEOUT_SECONDS = 15;
export const CLAIM_LEASE_SECONDS = 30;

/** The same answer for a link that was never right, was cut short, or has been replaced by a newer one. */
export function unknownLink(): FoyerError {
  return new FoyerError(
    'not_found',
    'This link is invalid. If you received a newer email, use the link in that one. Otherwise, ask the person who invited you for a new link.',
  );
}

/**
 * The invitation, if `key` opens it: whoever does not hold one of its links learns nothing about it.
 *
 * @throws {FoyerError} `not_found`
 */
export function openedBy(key: TokenKey, invitation: Invitation | undefined): Invitation {
  if (invitation === undefined) throw unknownLink();
  if (invitation.tokenHashes.has(key.hash) || invitation.linkHashes.has(key.hash))
    return invitation;
  throw unknownLink();
}

const ENDED = {
  accepted: ['invitation_accepted', 'This invitation has been used.'],
  declined: [
    'invitation_declined',
    'This invitation was declined. Ask the person who invited you for a new one.',
  ],
  revoked: [
    'invitation_revoked',
    'This invitation was revoked. Ask the person who invited you for a new one.',
  ],
  expired: [
    'invitation_expired',
    'This invitation has expired. Request a new link; it is sent to the invited address.',
  ],
} as const satisfies Record<string, readonly [ErrorCode, string]>;

/**
 * Why an invitation can no longer be accepted at `now`, or `undefined` while it can. Only for who holds one of its links: see
 * {@link openedBy}. It says in which language they were invited and, given the `tenant`, by whom.
 */
export function endOf(invitation: Invitation, now: Date, tenant?: Tenant): FoyerError | undefined {
  const status = statusAt(invitation, now);
  if (status === 'pending') return undefined;
  const [code, message] = ENDED[status];
  const { locale } = invitation;
  return new FoyerError(code, message, {
    ended: {
      locale,
      ...(tenant !== undefined && {
        tenant: { name: tenant.name, branding: pageBranding(tenant) },
      }),
    },
  });
}

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
