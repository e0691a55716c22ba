import type { UserRemover } from '../identity/user-remover.ts';
import type { Claim } from '../invitations/invitation.ts';
import { SECOND, isoAfter, type Clock } from '../shared/clock.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import { CLAIM_LEASE_SECONDS } from './lease.ts';

export interface LeftoverDeps {
  readonly invitations: Pick<AcceptanceStore, 'get' | 'hold' | 'release'>;
  readonly remover: UserRemover;
  readonly clock: Clock;
}

/**
 * Removes what a dead acceptance left of a user, if anything, while its invitation is held: so no submission can go on
 * with the user that is being removed. `false` when somebody is accepting that invitation right now.
 */
export async function removeUnderHold(
  deps: LeftoverDeps,
  invitationId: string,
  userId: string | undefined,
): Promise<boolean> {
  const now = deps.clock.now();
  const hold: Claim = {
    id: `removal-${userId ?? 'of-nobody'}`,
    leaseUntil: isoAfter(now, CLAIM_LEASE_SECONDS * SECOND),
    profile: {},
  };
  if (!(await deps.invitations.hold(invitationId, hold, now))) return false;
  if (userId !== undefined) await deps.remover.remove(userId);
  await deps.invitations.release(invitationId, hold.id, now, 'nothing');
  return true;
}
