import type { ContactFinder } from './contact-finder.ts';
import type { ExternalUserFinder } from './external-user-finder.ts';
import type { ExternalUser } from './external-user.ts';
import type { PoolUser, UserFinder } from './user-finder.ts';

/** Somebody in the user pool, and whether that is an account yet. */
export interface ExistingUser extends PoolUser {
  /**
   * A user that an invitation made is an account from the moment that its contact names it: until then nobody can sign
   * in as it. Every other user is an account.
   */
  readonly arrived: boolean;
}

/** Finds out to whom an address belongs, however they sign in. */
export interface Accounts {
  /** `external`: who signs in elsewhere with this address, where that is being read already. */
  find(
    address: string,
    external?: Promise<ExternalUser | undefined>,
  ): Promise<ExistingUser | undefined>;
}

/** The same, told apart by how they sign in. */
export interface AccountsByKind extends Accounts {
  /** Whoever has a password of their own, or is about to get one. */
  findLocal(address: string): Promise<ExistingUser | undefined>;
  /** Whoever signs in at an identity provider, or is about to. */
  findExternal(address: string): Promise<ExistingUser | undefined>;
}

/** Accounts, from the user pool, and from the contacts and the external users in the table. */
export function accountsOf(
  users: UserFinder,
  contacts: ContactFinder,
  externals: Pick<ExternalUserFinder, 'at'>,
): AccountsByKind {
  const asLocal = async (user: PoolUser | undefined): Promise<ExistingUser | undefined> =>
    user && { ...user, arrived: await hasArrived(contacts, user) };
  const asExternal = async (user: ExternalUser | undefined): Promise<ExistingUser | undefined> =>
    user && toExisting(users, contacts, user);
  return {
    findLocal: async (address) => asLocal(await users.find(address)),
    findExternal: async (address) => asExternal(await externals.at(address)),
    // Both at once: nearly always there is neither.
    find: async (address, external = externals.at(address)) => {
      const [local, elsewhere] = await Promise.all([users.find(address), external]);
      return local === undefined ? asExternal(elsewhere) : asLocal(local);
    },
  };
}

/** Whether a user is an account: see {@link ExistingUser.arrived}. */
export async function hasArrived(
  contacts: ContactFinder,
  {
    userId,
    invitationId,
    customerId,
    contactId,
  }: Pick<PoolUser, 'userId' | 'invitationId' | 'customerId' | 'contactId'>,
): Promise<boolean> {
  if (invitationId === undefined) return true;
  if (customerId === undefined || contactId === undefined) return false;
  return contacts.has({ userId, customerId, contactId });
}

/** Whose profile an operator has deleted has no account any more, whatever the table says. */
async function toExisting(
  users: UserFinder,
  contacts: ContactFinder,
  { userName, invitationId, customerId, contactId }: ExternalUser,
): Promise<ExistingUser | undefined> {
  const arrived = await contacts.has({ userId: userName, customerId, contactId });
  if (arrived && !(await users.exists(userName))) return undefined;
  return {
    userId: userName,
    hasPassword: false,
    invitationId,
    customerId,
    contactId,
    tenantId: undefined,
    administratorId: undefined,
    arrived,
  };
}
