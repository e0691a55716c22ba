import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { epochSecondsAfter } from '../platform/clock.ts';
import * as stored from '../platform/stored.ts';
import {
  ADMINISTRATOR_PARTITION,
  FORMER_ADMINISTRATOR_PARTITION,
  RECORDS,
  TTL_ATTRIBUTE,
  WORK_INDEXES,
} from '../records/table.ts';
import { type Administrator, fromAdministratorItem } from './administrator.ts';
import { administratorKey, formerAdministratorKey } from './administrator-access.ts';

/** An administrator in an index of unfinished work, and the time since which the work has been pending. */
export interface UnfinishedAdministrator {
  readonly tenantId: string;
  readonly administratorId: string;
  readonly since: string;
}

const formerSchema = z.object({ address: stored.text });
/** The account of a removed administrator. */
export type FormerAdministrator = z.infer<typeof formerSchema>;

/** Finds unfinished work for administrators. The read cost is proportional to the amount of work. */
export interface UnfinishedAdministrators {
  /** Returns setup emails that were queued before `before`. */
  waitingMails(before: Date, limit: number): Promise<UnfinishedAdministrator[]>;
  /** Returns submissions whose lease ended before `before`. */
  lapsedClaims(before: Date, limit: number): Promise<UnfinishedAdministrator[]>;
  /** Returns removed administrators whose account may still exist. */
  former(before: Date, limit: number): Promise<UnfinishedAdministrator[]>;
  /** Queues the email again. Returns `undefined` if it was sent in the meantime. */
  postponeMail(waiting: UnfinishedAdministrator, now: Date): Promise<Administrator | undefined>;
  readFormer(one: UnfinishedAdministrator): Promise<FormerAdministrator | undefined>;
  /** Marks a removed administrator as finished, after the account was deleted. */
  forget(one: UnfinishedAdministrator, now: Date): Promise<void>;
}

/** Finds administrators with unfinished work in DynamoDB. */
export class DynamoUnfinishedAdministrators implements UnfinishedAdministrators {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async waitingMails(before: Date, limit: number): Promise<UnfinishedAdministrator[]> {
    return this.#oldest(WORK_INDEXES.queuedMail, ADMINISTRATOR_PARTITION, before, limit);
  }

  async lapsedClaims(before: Date, limit: number): Promise<UnfinishedAdministrator[]> {
    return this.#oldest(WORK_INDEXES.openClaims, ADMINISTRATOR_PARTITION, before, limit);
  }

  async former(before: Date, limit: number): Promise<UnfinishedAdministrator[]> {
    return this.#oldest(WORK_INDEXES.queuedMail, FORMER_ADMINISTRATOR_PARTITION, before, limit);
  }

  async postponeMail(
    { tenantId, administratorId, since }: UnfinishedAdministrator,
    now: Date,
  ): Promise<Administrator | undefined> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: administratorKey(tenantId, administratorId),
          UpdateExpression: 'SET queuedAt = :now',
          ConditionExpression: 'queuedAt = :since',
          ExpressionAttributeValues: { ':now': now.toISOString(), ':since': since },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return written.done ? fromAdministratorItem(written.output.Attributes ?? {}) : undefined;
  }

  async readFormer({
    tenantId,
    administratorId,
  }: UnfinishedAdministrator): Promise<FormerAdministrator | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: formerAdministratorKey(tenantId, administratorId),
        ConsistentRead: true,
      }),
    );
    // An item without an address is finished.
    return Item?.['address'] === undefined ? undefined : formerSchema.parse(Item);
  }

  async forget({ tenantId, administratorId }: UnfinishedAdministrator, now: Date): Promise<void> {
    // TTL removes the rest of the item, so the reconciler does not need permission to delete administrators.
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: formerAdministratorKey(tenantId, administratorId),
          UpdateExpression: 'SET #removeAt = :now REMOVE queuedKey, queuedAt, address',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#removeAt': TTL_ATTRIBUTE },
          ExpressionAttributeValues: { ':now': epochSecondsAfter(now.toISOString(), 0) },
        }),
      ),
    );
  }

  async #oldest(
    index: (typeof WORK_INDEXES)[keyof typeof WORK_INDEXES],
    partition: string,
    before: Date,
    limit: number,
  ): Promise<UnfinishedAdministrator[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: index.name,
        KeyConditionExpression: '#partition = :partition AND #since < :before',
        ExpressionAttributeNames: { '#partition': index.partitionKey, '#since': index.sortKey },
        ExpressionAttributeValues: { ':before': before.toISOString(), ':partition': partition },
        Limit: limit,
      }),
    );
    return Items.map((item) => {
      const { pk, sk, [index.sortKey]: since } = rowSchema.parse(item);
      return {
        tenantId: (pk ?? '').slice(`${RECORDS.administrator}#`.length),
        administratorId: (sk ?? '').split('#')[1] ?? '',
        since: since ?? '',
      };
    });
  }
}

const rowSchema = z.record(stored.text, stored.text);
