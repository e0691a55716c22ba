import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { writeOnCondition } from '../modules/dynamodb/conditional-write.ts';
import type { ExternalUserFinder } from '../modules/identity/external-users.ts';
import type { UserFinder, UserRemover } from '../modules/identity/user-pool.ts';
import * as stored from '../modules/platform/stored.ts';
import { contactKey, fromContactItem } from '../modules/records/contact.ts';
import { RECORDS, REMOVAL_PARTITION, WORK_INDEXES } from '../modules/records/table.ts';

/** Finds the owners of accounts in the user pool. */
export interface FormerUsers {
  /** Returns whether `userId` is still the account of this contact. The same person may have returned with the same name. */
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

/** A removed contact. */
export interface FormerUser {
  readonly customerId: string;
  readonly contactId: string;
}

/** Stores removed contacts whose account is still in the user pool. */
export interface RemovalStore {
  /** Returns the waiting contacts, longest wait first. */
  waiting(limit: number): Promise<FormerUser[]>;
  /** Returns the user name of the account, if it has not been removed yet. */
  formerUser(former: FormerUser): Promise<string | undefined>;
  /** Records that the account is removed. */
  done(former: FormerUser, userId: string): Promise<void>;
}

const rowSchema = z.object({ pk: stored.text, sk: stored.text });

export class DynamoRemovalStore implements RemovalStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async waiting(limit: number): Promise<FormerUser[]> {
    const { name, partitionKey } = WORK_INDEXES.queuedMail;
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: name,
        KeyConditionExpression: '#partition = :removal',
        ExpressionAttributeNames: { '#partition': partitionKey },
        ExpressionAttributeValues: { ':removal': REMOVAL_PARTITION },
        Limit: limit,
      }),
    );
    return Items.map((item) => {
      const { pk, sk } = rowSchema.parse(item);
      return {
        customerId: pk.slice(`${RECORDS.customer}#`.length),
        contactId: sk.slice(`${RECORDS.contact}#`.length),
      };
    });
  }

  async formerUser({ customerId, contactId }: FormerUser): Promise<string | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: contactKey(customerId, contactId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromContactItem(Item).formerUserId;
  }

  async done({ customerId, contactId }: FormerUser, userId: string): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: contactKey(customerId, contactId),
          UpdateExpression: 'REMOVE formerUserId, queuedKey, queuedAt',
          ConditionExpression: 'formerUserId = :userId',
          ExpressionAttributeValues: { ':userId': userId },
        }),
      ),
    );
  }
}

export interface RemovalDeps {
  readonly removals: RemovalStore;
  readonly formerUsers: FormerUsers;
  readonly remover: UserRemover;
}

/**
 * Removes the account of a removed contact. No token has been issued for it since the contact was removed; this
 * function deletes the user from the pool. Each step can be repeated. Returns `false` if there was nothing left to
 * remove.
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
