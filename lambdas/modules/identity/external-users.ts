import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { digest } from '../platform/ids.ts';
import { RECORDS } from '../records/table.ts';
import type { UserRemover } from './user-pool.ts';

/**
 * Somebody who signs in at an identity provider, and as whom. What a user of the pool itself carries as attributes stands
 * in the table: Cognito makes these users, and lets nobody set an unchangeable attribute of theirs afterwards.
 * An account from the moment that the contact exists, like any other.
 */
export const externalUserSchema = z.object({
  /** The name in the user pool, `<provider>_<the provider's id of the person>`: what its administrative calls take. */
  userName: z.string(),
  tenantId: z.string(),
  invitationId: z.string(),
  customerId: z.string(),
  contactId: z.string(),
  /** The digest under which the account of the address lies. */
  addressDigest: z.string(),
});
export type ExternalUser = z.infer<typeof externalUserSchema>;

/** Where it is found by the name in the user pool. Hashed: a provider's id of a person may be an address. */
export function externalUserKey(userName: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.external}#${digest(userName)}`, sk: RECORDS.external };
}

/** Where it is found by the digest of its address. */
export function externalAccountKey(addressDigest: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.account}#${addressDigest}`, sk: RECORDS.account };
}

/** Finds people who sign in at an identity provider. */
export interface ExternalUserFinder {
  named(userName: string): Promise<ExternalUser | undefined>;
  at(address: string): Promise<ExternalUser | undefined>;
}

/** External users in DynamoDB. Strongly consistent: people sign in the moment they have signed up. */
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

/** Writes down who signs in at an identity provider. May be repeated. */
export interface ExternalUserRegistry {
  /** `taken` when the name or the address belongs to another invitation's user. */
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

/** Forgets people who signed in at an identity provider. May be repeated. */
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

  /** Erases what was read and nothing that was written since: somebody else may have the name or the address now. */
  async erase({ userName, addressDigest, invitationId }: ExternalUser): Promise<void> {
    // The name last: by it whoever repeats this knows that something is left to be erased.
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

/** Removes a user from the pool, and what the table says of one who signs in at an identity provider. */
export function removing(
  pool: UserRemover,
  externals: Pick<ExternalUserFinder, 'named'>,
  eraser: ExternalUserEraser,
): UserRemover {
  return {
    async remove(userId) {
      await pool.remove(userId);
      // Last: as long as it is there, whoever repeats this knows what is left to be removed.
      const external = await externals.named(userId);
      if (external !== undefined) await eraser.erase(external);
    },
  };
}
