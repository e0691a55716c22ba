import { type ContactFinder, type ExistingUser, isRegistered } from '../identity/accounts.ts';
import type { UserRemover } from '../identity/user-pool.ts';
import { type Clock, isoAfter, SECOND } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import type { Claim } from '../records/invitation.ts';
import { CLAIM_LEASE_SECONDS } from './acceptance-rules.ts';
import type { AcceptanceStore } from './acceptance-store.ts';

export interface OrphanedUserDeps {
  readonly invitations: Pick<AcceptanceStore, 'get' | 'hold' | 'release'>;
  readonly contacts: ContactFinder;
  readonly remover: UserRemover;
  readonly clock: Clock;
}

/**
 * Removes the user that an interrupted acceptance left behind, if any. Holds the invitation during the removal, so that
 * no submission can continue with that user. Returns `false` if the invitation is being accepted right now.
 */
export async function removeUnderHold(
  deps: OrphanedUserDeps,
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

/**
 * Removes a user that an interrupted acceptance of another invitation left half created, or that belonged to a removed
 * contact. Nobody can sign in as this user. Holds the other invitation during the removal, so that its own acceptance
 * cannot continue with the user.
 *
 * @throws {FoyerError} `acceptance_in_progress` if the other acceptance is still running, `user_already_exists` if it
 * succeeded
 */
export async function removeOrphanedUser(
  deps: OrphanedUserDeps,
  orphan: ExistingUser,
): Promise<void> {
  const origin =
    orphan.invitationId === undefined ? undefined : await deps.invitations.get(orphan.invitationId);
  if (origin?.status === 'accepted') {
    // The invitation was accepted either just now, or long ago by a person who has since been removed.
    if (await isRegistered(deps.contacts, orphan)) throw alreadyExists();
    return deps.remover.remove(orphan.userId);
  }
  if (origin?.status !== 'pending' && origin?.status !== 'accepting')
    return deps.remover.remove(orphan.userId);

  if (!(await removeUnderHold(deps, origin.id, orphan.userId)))
    throw new FoyerError(
      'acceptance_in_progress',
      'Another invitation to this address is being accepted right now. Try again.',
      { retryAfterSeconds: CLAIM_LEASE_SECONDS },
    );
}

/** Returns the error for an address whose user can sign in. */
export function alreadyExists(): FoyerError {
  return new FoyerError(
    'user_already_exists',
    'This email address already has an account. Sign in with it instead.',
  );
}
