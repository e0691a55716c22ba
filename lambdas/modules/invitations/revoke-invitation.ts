import type { Principal } from '../http/principal.ts';
import type { Clock } from '../platform/clock.ts';
import type { Invitation } from '../records/invitation.ts';
import { wasRequestedBy } from './idempotency.ts';
import { changing, requireChangeable } from './invitation-guards.ts';
import type { DynamoInvitationStore } from './invitation-store.ts';
import { invitationNotFound } from './read-invitations.ts';

export interface RevokeDeps {
  readonly invitations: Pick<DynamoInvitationStore, 'revoke'>;
  readonly clock: Clock;
}

/**
 * Revokes a pending or expired invitation: one write. `mark` identifies a repeatable request in the timeline.
 *
 * @throws {FoyerError} `not_found`, `invitation_not_pending`, `acceptance_in_progress`
 */
export async function revokeInvitation(
  deps: RevokeDeps,
  principal: Principal,
  invitationId: string,
  mark?: string,
): Promise<Invitation> {
  const at = deps.clock.now();
  const result = await deps.invitations.revoke({
    tenantId: principal.tenantId,
    invitationId,
    by: { id: principal.id, name: principal.name },
    at,
    mark,
  });
  if (result.changed) return result.invitation;
  if (result.current?.tenantId !== principal.tenantId) throw invitationNotFound();
  // This request may have made the change itself: the SDK retries a write if the response is lost.
  const mine =
    mark === undefined
      ? result.current.revokedAt === at.toISOString() &&
        result.current.revokedBy?.id === principal.id
      : wasRequestedBy(result.current, mark);
  if (mine) return result.current;
  requireChangeable(result.current, at);
  throw changing();
}
