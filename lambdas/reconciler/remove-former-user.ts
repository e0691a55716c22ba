import type { UserRemover } from '../modules/identity/user-remover.ts';
import type { FormerUsers } from './former-users.ts';
import type { FormerUser, RemovalStore } from './removal-store.ts';

export interface RemovalDeps {
  readonly removals: RemovalStore;
  readonly formerUsers: FormerUsers;
  readonly remover: UserRemover;
}

/**
 * Removes the account of a contact that was removed. Nobody gets a token with it since then; this takes the person out of
 * the user pool. Each step may be repeated. `false` when there was nothing left to remove.
 */
export async function removeFormerUser(
  deps: RemovalDeps,
  { customerId, contactId }: FormerUser,
): Promise<boolean> {
  const userId = await deps.removals.formerUser({ customerId, contactId });
  if (userId === undefined) return false;
  const isTheirs = await deps.formerUsers.belongsTo(userId, contactId);
  if (isTheirs) await deps.remover.remove(userId);
  await deps.removals.done({ customerId, contactId }, userId);
  return isTheirs;
}
