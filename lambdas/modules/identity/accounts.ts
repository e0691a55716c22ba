import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { contactKey } from '../records/customer-item.ts';
import type { ExternalUser, ExternalUserFinder } from './external-users.ts';
import type { PoolUser, UserFinder } from './user-pool.ts';

/** A user of the pool, and which contact it was made for. */
export interface ContactUser {
  readonly userId: string;
  readonly customerId: string;
  readonly contactId: string;
}

/** Finds out whether somebody whom an invitation let in has really arrived. */
export interface ContactFinder {
  /**
   * Whether this user is the contact's account. A contact can be there before anybody has come, outlive an attempt that
   * died, and stay behind when its person is removed: only the user that it names is an account.
   */
  has(user: ContactUser): Promise<boolean>;
}

const accountSchema = z.object({ userId: z.string().optional() });

/** Contacts in DynamoDB. Strongly consistent: people sign in the moment they have signed up. */
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

/** Somebody in the user pool, and whether that is an account yet. */
export interface ExistingUser extends PoolUser {
  /**
   * A user that an invitation made is an account from the moment that its contact names it: until then nobody can sign
   * in as it. Every other user is an account.
   */
  readonly registered: boolean;
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
    user && { ...user, registered: await isRegistered(contacts, user) };
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

/** Whether a user is an account: see {@link ExistingUser.registered}. */
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

/** Whose profile an operator has deleted has no account any more, whatever the table says. */
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
