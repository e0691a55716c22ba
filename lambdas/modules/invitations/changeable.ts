import { SECOND } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { isBeingAccepted, type Invitation } from './invitation.ts';

/** Somebody else writes to it all the time. */
export function changing(): FoyerError {
  return new FoyerError(
    'temporarily_unavailable',
    'Another change to this invitation is in progress. Try again.',
    {
      retryAfterSeconds: 1,
    },
  );
}

/** Somebody has sent the form, and it is being carried out. */
export function beingAccepted({ claim }: Pick<Invitation, 'claim'>, now: Date): FoyerError {
  const left = Date.parse(claim?.leaseUntil ?? now.toISOString()) - now.getTime();
  return new FoyerError(
    'acceptance_in_progress',
    'The invitee is signing up with this invitation right now. Try again later.',
    { retryAfterSeconds: Math.max(1, Math.ceil(left / SECOND)) },
  );
}

/** @throws {FoyerError} `acceptance_in_progress` or `invitation_not_pending` */
export function requireChangeable(invitation: Invitation, now: Date): void {
  if (isBeingAccepted(invitation, now)) throw beingAccepted(invitation, now);
  if (invitation.status !== 'pending' && invitation.status !== 'accepting')
    throw new FoyerError(
      'invitation_not_pending',
      `This invitation is no longer open: it was ${invitation.status}. Create a new invitation for the address.`,
    );
}
