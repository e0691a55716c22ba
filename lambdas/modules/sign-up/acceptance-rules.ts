import type { TokenKey } from '../invitations/token.ts';
import { isoAfter, SECOND } from '../platform/clock.ts';
import { type ErrorCode, FoyerError } from '../platform/errors.ts';
import { isAdministratorGroup } from '../platform/scopes.ts';
import { type Invitation, isBeingAccepted, statusAt } from '../records/invitation.ts';
import { pageBranding, type Tenant } from '../records/tenant.ts';

/**
 * The timeout of the sign-up function, in seconds. The lease of a claim must be longer, so that the function that holds
 * a lease has always stopped running before the lease ends.
 */
export const SIGN_UP_TIMEOUT_SECONDS = 15;
export const CLAIM_LEASE_SECONDS = 30;

/** Returns the same error for a link that was never valid, is truncated, or was replaced by a newer one. */
export function unknownLink(): FoyerError {
  return new FoyerError(
    'not_found',
    'This link is invalid. If you received a newer email, use the link in that one. Otherwise, ask the person who invited you for a new link.',
  );
}

/**
 * Returns the invitation if `key` opens it. A caller without one of its links learns nothing about the invitation.
 *
 * @throws {FoyerError} `not_found`
 */
export function requireLink(key: TokenKey, invitation: Invitation | undefined): Invitation {
  if (invitation === undefined) throw unknownLink();
  if (invitation.tokenHashes.has(key.hash) || invitation.linkHashes.has(key.hash))
    return invitation;
  throw unknownLink();
}

const ENDED = {
  accepted: ['invitation_accepted', 'This invitation was already accepted.'],
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
    'This invitation has expired. Request a new link, which is sent to the invited address.',
  ],
} as const satisfies Record<string, readonly [ErrorCode, string]>;

/**
 * Returns the reason why an invitation can no longer be accepted at `now`, or `undefined` if it still can. Use it only
 * for a caller who holds one of its links (see {@link requireLink}), because the error contains the language of the
 * invitation and, if `tenant` is given, the company that sent it.
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

/**
 * Returns the end of a lease. A claim can outlive its invitation by at most one lease, so that retries cannot keep an
 * expired invitation open.
 */
export function leaseEnd(now: Date, expiresAt: string): string {
  const lease = CLAIM_LEASE_SECONDS * SECOND;
  const [fromNow, fromExpiry] = [isoAfter(now, lease), isoAfter(new Date(expiresAt), lease)];
  return fromNow < fromExpiry ? fromNow : fromExpiry;
}

/**
 * Requires that the submission with `claimId` can proceed now. For a submission without a claim, pass `undefined`.
 *
 * @throws {FoyerError} `acceptance_in_progress`, `invitation_*`
 */
export function requireOpen(invitation: Invitation, claimId: string | undefined, now: Date): void {
  if (isBeingAccepted(invitation, now)) {
    // The invitation was claimed in time, so the expiry does not interrupt the submission that holds the claim.
    if (claimId !== undefined && invitation.claim?.id === claimId) return;
    throw inProgress(invitation, now);
  }
  const end = endOf(invitation, now);
  if (end !== undefined) throw end;
}

/**
 * Requires that the groups of an invitation are still allowed, because this can change after the invitation is sent.
 *
 * @throws {FoyerError} `grant_not_allowed`
 */
export function requireAllowedGroups(invitation: Invitation, allowed: readonly string[]): void {
  if (invitation.groups.every((group) => allowed.includes(group) && !isAdministratorGroup(group)))
    return;
  throw new FoyerError(
    'grant_not_allowed',
    'This invitation grants access that is no longer available. Ask the person who invited you for a new one.',
  );
}

/**
 * Returns the error for a caller while another submission is running, with the time until the lease of that submission
 * ends.
 */
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
