import type { Principal } from '../identity/principal.ts';
import type { Clock } from '../shared/clock.ts';
import { FoyerError } from '../shared/errors.ts';
import type { DynamoInvitationStore } from './invitation-store.ts';
import type { Invitation } from './invitation.ts';
import { invitationNotFound } from './read-invitations.ts';
import { requireChangeable } from './resend-invitation.ts';

export interface RevokeDeps {
  readonly invitations: Pick<DynamoInvitationStore, 'revoke'>;
  readonly clock: Clock;
}

/**
 * Takes an invitation back while it is pending or expired: one write.
 *
 * @throws {FoyerError} `not_found`, `invitation_not_pending`, `acceptance_in_progress`
 */
export async function revokeInvitation(
  deps: RevokeDeps,
  principal: Principal,
  invitationId: string,
): Promise<Invitation> {
  const at = deps.clock.now();
  const result = await deps.invitations.revoke({
    tenantId: principal.tenantId,
    invitationId,
    by: { id: principal.id, name: principal.name },
    at,
  });
  if (result.changed) return result.invitation;
  if (result.current?.tenantId !== principal.tenantId) throw invitationNotFound();
  requireChangeable(result.current, at);
  // It stood open when it was compared again: a claim lapsed in between.
  throw new FoyerError('temporarily_unavailable', 'The invitation is changing. Try again.', {
    retryAfterSeconds: 1,
  });
}
