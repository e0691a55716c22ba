import { beingAccepted, changing } from '../invitations/changeable.ts';
import { isBeingAccepted } from '../invitations/invitation.ts';
import { readToken } from '../invitations/token.ts';
import type { Clock } from '../platform/clock.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import type { DeclineStore } from './decline-store.ts';
import { endOf, openedBy, unknownLink } from './open-invitation.ts';

export interface DeclineDeps {
  readonly invitations: Pick<AcceptanceStore, 'get'>;
  readonly declines: DeclineStore;
  readonly clock: Clock;
}

/** The mailer may write between reading and declining: so often it is tried. */
const ATTEMPTS = 3;

/**
 * Ends an invitation because its holder does not want it. Declining twice is declining once.
 *
 * @throws {FoyerError} `not_found`, `invitation_accepted`, `invitation_revoked`, `invitation_expired`,
 * `acceptance_in_progress`, `temporarily_unavailable`
 */
export async function declineInvitation(deps: DeclineDeps, token: string): Promise<void> {
  const key = readToken(token);
  if (key === undefined) throw unknownLink();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const invitation = openedBy(key, await deps.invitations.get(key.invitationId));
    if (invitation.status === 'declined') return;
    const now = deps.clock.now();
    const end = endOf(invitation, now);
    if (end !== undefined) throw end;
    if (isBeingAccepted(invitation, now)) throw beingAccepted(invitation, now);
    if (await deps.declines.decline(invitation, key.hash, now)) return;
  }
  throw changing();
}
