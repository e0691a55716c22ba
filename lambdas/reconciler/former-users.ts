import type { ExternalUserFinder } from '../modules/identity/external-user-finder.ts';
import type { UserFinder } from '../modules/identity/user-finder.ts';

/** Tells whose account a name in the user pool is. */
export interface FormerUsers {
  /** Whether `userId` still is the account of this contact: the same person may have come back under the same name. */
  belongsTo(userId: string, contactId: string): Promise<boolean>;
}

export function formerUsersOf(
  users: Pick<UserFinder, 'find'>,
  externals: Pick<ExternalUserFinder, 'named'>,
): FormerUsers {
  return {
    async belongsTo(userId, contactId) {
      const [local, external] = await Promise.all([users.find(userId), externals.named(userId)]);
      return (local ?? external)?.contactId === contactId;
    },
  };
}
