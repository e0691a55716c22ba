import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import * as stored from '../platform/stored.ts';
import { contactKey } from '../records/contact.ts';
import type { ExternalUser, ExternalUserFinder } from './external-users.ts';
import type { PoolUser, UserFinder } from './user-pool.ts';

/** A user in the pool, and the contact that the user was created for. */
export interface ContactUser {
  readonly userId: string;
  readonly customerId: string;
  readonly contactId: string;
}

/** Checks whether an invited person's sign-up is complete. */
export interface ContactFinder {
  /**
   * Returns true if this user is the contact's account. A contact can exist before the person signs up, outlive an
   * interrupted attempt, and remain after the person is removed, so only the user that the contact references is an
   * account.
   */
  has(user: ContactUser): Promise<boolean>;
}

const accountSchema = z.object({ userId: stored.optionalText });

/** Reads contacts with strong consistency, because people sign in immediately after they sign up. */
export class DynamoContactFinder implements ContactFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async has({ userId, customerId, contactId }: ContactUser): Promise<boolean> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: contactKey(customerId, contactId),
        ConsistentRead: true,
        ProjectionExpression: 'userId',
      }),
    );
    return accountSchema.parse(Item ?? {}).userId === userId;
  }
}

/** A user in the pool who might not have a complete account yet. */
export interface ExistingUser extends PoolUser {
  /**
   * True if the user is an account. A user created by an invitation becomes an account when its contact references it.
   * Until then, nobody can sign in as the user. Every other user is an account.
   */
  readonly registered: boolean;
}

/** Finds the user with an address, whether they sign in with a password or with an identity provider. */
export interface Accounts {
  /** If the user with this address from an identity provider is already being read, pass it as `external`. */
  find(
    address: string,
    external?: Promise<ExternalUser | undefined>,
  ): Promise<ExistingUser | undefined>;
}

/** Finds users by sign-in method. */
export interface AccountsByKind extends Accounts {
  /** Finds the user who has a password or is about to set one. */
  findLocal(address: string): Promise<ExistingUser | undefined>;
  /** Finds the user who signs in with an identity provider or is about to do so. */
  findExternal(address: string): Promise<ExistingUser | undefined>;
}

/**
 * Returns an {@link AccountsByKind} that reads from the user pool, and from the contacts and external users in the
 * table.
 */
export function accountsOf(
  users: UserFinder,
  contacts: ContactFinder,
  externals: Pick<ExternalUserFinder, 'at'>,
): AccountsByKind {
  const asLocal = async (user: PoolUser | undefined): Promise<ExistingUser | undefined> =>
    user && { ...user, registered: await isRegistered(contacts, user) };
  const asExternal = async (user: ExternalUser | undefined): Promise<ExistingUser | undefined> =>
    user && toExisting(users, contacts, user);
  return {
    findLocal: async (address) => asLocal(await users.find(address)),
    findExternal: async (address) => asExternal(await externals.at(address)),
    // Reads both concurrently, because in nearly all cases neither exists.
    find: async (address, external = externals.at(address)) => {
      const [local, externalUser] = await Promise.all([users.find(address), external]);
      return local === undefined ? asExternal(externalUser) : asLocal(local);
    },
  };
}

/** Returns true if a user is an account: see {@link ExistingUser.registered}. */
export async function isRegistered(
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

/**
 * Returns `undefined` if an operator deleted the user from the pool. In that case, the account does not exist,
 * regardless of the data in the table.
 */
async function toExisting(
  users: UserFinder,
  contacts: ContactFinder,
  { userName, invitationId, customerId, contactId }: ExternalUser,
): Promise<ExistingUser | undefined> {
  const registered = await contacts.has({ userId: userName, customerId, contactId });
  if (registered && !(await users.exists(userName))) return undefined;
  return {
    userId: userName,
    hasPassword: false,
    invitationId,
    customerId,
    contactId,
    tenantId: undefined,
    administratorId: undefined,
    registered,
  };
}
