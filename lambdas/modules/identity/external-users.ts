import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { digest } from '../platform/ids.ts';
import * as stored from '../platform/stored.ts';
import { RECORDS } from '../records/table.ts';
import type { UserRemover } from './user-pool.ts';

/**
 * A user who signs in with an identity provider, and the contact that the user belongs to. For other users, these
 * values are attributes in the pool. For external users, they are stored in the table, because Cognito creates the
 * users and does not allow immutable attributes to be set afterward. As with any other user, the user is an account
 * once the contact references it.
 */
export const externalUserSchema = z.object({
  /**
   * The user name in the pool, `<provider>_<the provider's ID of the person>`. Cognito's admin operations accept it.
   */
  userName: stored.text,
  tenantId: stored.text,
  invitationId: stored.text,
  customerId: stored.text,
  contactId: stored.text,
  /** The digest of the address, which is the key of the account's item. */
  addressDigest: stored.text,
});
export type ExternalUser = z.infer<typeof externalUserSchema>;

/**
 * Returns the key for lookups by user name. The name is hashed, because a provider's ID for a person can be an address.
 */
export function externalUserKey(userName: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.external}#${digest(userName)}`, sk: RECORDS.external };
}

/** Returns the key for lookups by the digest of the address. */
export function externalAccountKey(addressDigest: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.account}#${addressDigest}`, sk: RECORDS.account };
}

/** Finds users who sign in with an identity provider. */
export interface ExternalUserFinder {
  named(userName: string): Promise<ExternalUser | undefined>;
  at(address: string): Promise<ExternalUser | undefined>;
}

/** Reads external users with strong consistency, because people sign in immediately after they sign up. */
export class DynamoExternalUserFinder implements ExternalUserFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  named(userName: string): Promise<ExternalUser | undefined> {
    return this.#get(externalUserKey(userName));
  }

  at(address: string): Promise<ExternalUser | undefined> {
    return this.#get(externalAccountKey(digest(address)));
  }

  async #get(key: { readonly pk: string; readonly sk: string }): Promise<ExternalUser | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#tableName, Key: key, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : externalUserSchema.parse(Item);
  }
}

/** Records the users who sign in with an identity provider. Idempotent. */
export interface ExternalUserRegistry {
  /** Returns `taken` if the user name or the address belongs to the user of another invitation. */
  register(user: ExternalUser): Promise<'registered' | 'taken'>;
}

export class DynamoExternalUserRegistry implements ExternalUserRegistry {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async register(user: ExternalUser): Promise<'registered' | 'taken'> {
    const { userName, addressDigest, invitationId } = user;
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [externalUserKey(userName), externalAccountKey(addressDigest)].map(
            (key) => ({
              Put: {
                TableName: this.#tableName,
                Item: { ...user, ...key },
                ConditionExpression:
                  'attribute_not_exists(pk) OR (invitationId = :invitationId AND userName = :userName)',
                ExpressionAttributeValues: { ':invitationId': invitationId, ':userName': userName },
              },
            }),
          ),
        }),
      ),
    );
    return written.done ? 'registered' : 'taken';
  }
}

/** Erases the records of users who signed in with an identity provider. Idempotent. */
export interface ExternalUserEraser {
  erase(user: ExternalUser): Promise<void>;
}

export class DynamoExternalUserEraser implements ExternalUserEraser {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Erases only the records that were read, because the user name or the address may now belong to someone else. */
  async erase({ userName, addressDigest, invitationId }: ExternalUser): Promise<void> {
    // Erases the record keyed by name last, so that a retry can detect that something is left to erase.
    for (const key of [externalAccountKey(addressDigest), externalUserKey(userName)])
      await writeOnCondition(() =>
        this.#client.send(
          new DeleteCommand({
            TableName: this.#tableName,
            Key: key,
            ConditionExpression: 'invitationId = :invitationId AND userName = :userName',
            ExpressionAttributeValues: { ':invitationId': invitationId, ':userName': userName },
          }),
        ),
      );
  }
}

/**
 * Returns a remover that deletes a user from the pool and, for a user from an identity provider, also erases the
 * records.
 */
export function fullRemover(
  pool: UserRemover,
  externals: Pick<ExternalUserFinder, 'named'>,
  eraser: ExternalUserEraser,
): UserRemover {
  return {
    async remove(userId) {
      await pool.remove(userId);
      // Erased last, because a retry uses the record to determine what is left to remove.
      const external = await externals.named(userId);
      if (external !== undefined) await eraser.erase(external);
    },
  };
}
