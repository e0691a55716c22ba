import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { writeOnCondition } from '../modules/dynamodb/conditional-write.ts';
import type { ExternalUserFinder } from '../modules/identity/external-users.ts';
import type { UserFinder, UserRemover } from '../modules/identity/user-pool.ts';
import { contactKey, fromContactItem } from '../modules/records/customer-item.ts';
import { RECORDS, REMOVAL_PARTITION, WORK_INDEXES } from '../modules/records/table.ts';

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

/** A contact that was removed. */
export interface FormerUser {
  readonly customerId: string;
  readonly contactId: string;
}

/** Contacts that were removed and whose account is still in the user pool. */
export interface RemovalStore {
  /** Those who wait, the longest first. */
  waiting(limit: number): Promise<FormerUser[]>;
  /** The name of the account in the user pool, as long as it is to be removed. */
  formerUser(former: FormerUser): Promise<string | undefined>;
  /** It is gone: nothing is left to do. */
  done(former: FormerUser, userId: string): Promise<void>;
}

const rowSchema = z.object({ pk: z.string(), sk: z.string() });

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
