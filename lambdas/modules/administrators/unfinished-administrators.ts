import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { epochSecondsAfter } from '../platform/clock.ts';
import {
  ADMINISTRATOR_PARTITION,
  FORMER_ADMINISTRATOR_PARTITION,
  RECORDS,
  TTL_ATTRIBUTE,
  WORK_INDEXES,
} from '../records/table.ts';
import { type Administrator, fromAdministratorItem } from './administrator.ts';
import { administratorKey, formerAdministratorKey } from './administrator-access.ts';

/** An administrator in an index of what is unfinished, and since when. */
export interface UnfinishedAdministrator {
  readonly tenantId: string;
  readonly administratorId: string;
  readonly since: string;
}

const formerSchema = z.object({ address: z.string() });
/** The account of an administrator who was removed. */
export type FormerAdministrator = z.infer<typeof formerSchema>;

/** Finds what is unfinished about administrators; reading costs what there is to do. */
export interface UnfinishedAdministrators {
  /** Setup mails that were ordered before `before`. */
  waitingMails(before: Date, limit: number): Promise<UnfinishedAdministrator[]>;
  /** Submissions whose lease ended before `before`. */
  lapsedClaims(before: Date, limit: number): Promise<UnfinishedAdministrator[]>;
  /** Administrators who were removed and whose account may still be there. */
  former(before: Date, limit: number): Promise<UnfinishedAdministrator[]>;
  /** Orders the mail anew: `undefined` where it was sent meanwhile. */
  postponeMail(waiting: UnfinishedAdministrator, now: Date): Promise<Administrator | undefined>;
  readFormer(one: UnfinishedAdministrator): Promise<FormerAdministrator | undefined>;
  /** The account is gone: nothing is left to do. */
  forget(one: UnfinishedAdministrator, now: Date): Promise<void>;
}

/** Administrators in DynamoDB. */
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
    // Without an address it is finished.
    return Item?.['address'] === undefined ? undefined : formerSchema.parse(Item);
  }

  async forget({ tenantId, administratorId }: UnfinishedAdministrator, now: Date): Promise<void> {
    // TTL removes the rest: whoever finishes things needs no right to delete administrators for it.
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

const rowSchema = z.record(z.string(), z.string());
