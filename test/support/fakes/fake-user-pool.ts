import type {
  AdministratorDirectory,
  NewAdministratorUser,
} from '../../../lambdas/modules/administrators/administrator-directory.ts';
import {
  type AccountsByKind,
  accountsOf,
  DynamoContactFinder,
} from '../../../lambdas/modules/identity/accounts.ts';
import { DynamoExternalUserFinder } from '../../../lambdas/modules/identity/external-users.ts';
import type {
  PoolUser,
  UserFinder,
  UserRemover,
} from '../../../lambdas/modules/identity/user-pool.ts';
import { FoyerError } from '../../../lambdas/modules/platform/errors.ts';
import { checkPassword, PASSWORD_RULES } from '../../../lambdas/modules/platform/sign-up-form.ts';
import type { NewUser, UserDirectory } from '../../../lambdas/modules/sign-up/register-user.ts';
import type { TestTable } from '../engine/engine-table.ts';

/** A user in the fake user pool. */
export interface FakeUser {
  readonly userId: string;
  readonly address: string;
  readonly tenantId: string | undefined;
  readonly invitationId: string | undefined;
  readonly customerId: string | undefined;
  readonly contactId: string | undefined;
  readonly administratorId: string | undefined;
  readonly groups: Set<string>;
  password: string | undefined;
}

/** A user who signs in with an identity provider. */
export interface FakeExternalUser {
  attributes: Readonly<Record<string, string>>;
  readonly groups: Set<string>;
}

/**
 * A user pool that behaves as the Cognito API reference describes: user names are compared without case,
 * AdminCreateUser is atomic, AdminAddUserToGroup can be repeated, and AdminSetUserPassword enforces the password
 * policy.
 */
export class FakeUserPool
  implements UserDirectory, AdministratorDirectory, UserFinder, UserRemover
{
  readonly users = new Map<string, FakeUser>();
  /** Every password that was set, with the user's ID. */
  readonly passwordsSet: { readonly userId: string; readonly password: string }[] = [];
  /** Users who sign in with an identity provider, by user name. AdminGetUser does not find them by address. */
  readonly external = new Map<string, FakeExternalUser>();
  #made = 0;

  /** Adds a user that no invitation created. */
  add(address: string, password: string): FakeUser {
    const user = this.#make({ address });
    user.password = password;
    return user;
  }

  async create(
    user: NewUser | NewAdministratorUser,
  ): Promise<{ readonly userId: string } | 'exists'> {
    if (this.users.has(user.address.toLowerCase())) return 'exists';
    return { userId: this.#make(user).userId };
  }

  async find(address: string): Promise<PoolUser | undefined> {
    // AdminGetUser accepts the user name as well as the address.
    const byName = () => [...this.users.values()].find(({ userId }) => userId === address);
    const user = this.users.get(address.toLowerCase()) ?? byName();
    return user && { ...user, hasPassword: user.password !== undefined };
  }

  async exists(userName: string): Promise<boolean> {
    return (
      this.external.has(userName) ||
      [...this.users.values()].some(({ userId }) => userId === userName)
    );
  }

  async addToGroup(userId: string, group: string): Promise<void> {
    (this.external.get(userId) ?? this.#require(userId)).groups.add(group);
  }

  async setPassword(userId: string, password: string): Promise<void> {
    const user = this.#require(userId);
    if (checkPassword(password, PASSWORD_RULES).some(({ ok }) => !ok))
      throw new FoyerError('password_policy', 'The pool refused the password.');
    user.password = password;
    this.passwordsSet.push({ userId, password });
  }

  async remove(userId: string): Promise<void> {
    this.external.delete(userId);
    for (const [name, user] of this.users) if (user.userId === userId) this.users.delete(name);
  }

  /** Returns a function that restores the current users. */
  save(): () => void {
    const users = [...this.users].map(([name, user]) => [name, copyOf(user)] as const);
    return () => {
      this.users.clear();
      for (const [name, user] of users) this.users.set(name, copyOf(user));
    };
  }

  #make({
    address,
    tenantId,
    invitationId,
    customerId,
    contactId,
    administratorId,
  }: Pick<NewUser, 'address'> & Partial<NewUser & NewAdministratorUser>): FakeUser {
    const userId = `user-${++this.#made}`;
    const user = {
      userId,
      address,
      tenantId,
      invitationId,
      customerId,
      contactId,
      administratorId,
      groups: new Set<string>(),
      password: undefined,
    };
    this.users.set(address.toLowerCase(), user);
    return user;
  }

  #require(userId: string): FakeUser {
    const user = [...this.users.values()].find((candidate) => candidate.userId === userId);
    if (user === undefined) throw new Error('UserNotFoundException');
    return user;
  }
}

function copyOf(user: FakeUser): FakeUser {
  return { ...user, groups: new Set(user.groups) };
}

/** Returns the accounts of a user pool and a real table. */
export function accountsIn({ client, tableName }: TestTable, pool: UserFinder): AccountsByKind {
  return accountsOf(
    pool,
    new DynamoContactFinder(client, tableName),
    new DynamoExternalUserFinder(client, tableName),
  );
}
