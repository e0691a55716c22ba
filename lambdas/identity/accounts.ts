import type { ContactFinder } from './contact-finder.ts';
import type { PoolUser, UserFinder } from './user-finder.ts';

/** Somebody in the user pool, and whether that is an account yet. */
export interface ExistingUser extends PoolUser {
  /**
   * A user that an invitation made is an account from the moment its contact exists: until then nobody can sign in as
   * it. Every other user is an account.
   */
  readonly arrived: boolean;
}

/** Finds out to whom an address belongs. */
export interface Accounts {
  find(address: string): Promise<ExistingUser | undefined>;
}

/** Accounts, from the user pool and the contacts in the table. */
export function accountsOf(users: UserFinder, contacts: ContactFinder): Accounts {
  return {
    async find(address) {
      const user = await users.find(address);
      return user === undefined
        ? undefined
        : { ...user, arrived: await hasArrived(contacts, user) };
    },
  };
}

/** Whether a user is an account: see {@link ExistingUser.arrived}. */
export async function hasArrived(
  contacts: ContactFinder,
  user: Pick<PoolUser, 'invitationId' | 'customerId' | 'contactId'>,
): Promise<boolean> {
  if (user.invitationId === undefined) return true;
  if (user.customerId === undefined || user.contactId === undefined) return false;
  return contacts.has(user.customerId, user.contactId);
}
