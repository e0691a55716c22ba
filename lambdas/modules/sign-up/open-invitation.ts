import { statusAt, type Invitation } from '../invitations/invitation.ts';
import type { TokenKey } from '../invitations/token.ts';
import { pageBranding, type Tenant } from '../tenants/tenant.ts';
import { FoyerError, type ErrorCode } from '../platform/errors.ts';

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
