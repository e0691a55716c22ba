import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openCountKey, pastDays } from '../modules/invitations/open-count.ts';
import type { OpenChanges } from './open-changes.ts';

/** Keeps count of open invitations. */
export interface OpenCounter {
  count(changes: OpenChanges, now: Date): Promise<void>;
}

/** One small item for each tenant: 1 WRU for each tenant in a batch of the stream, however many changes it holds. */
export class DynamoOpenCounter implements OpenCounter {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async count(changes: OpenChanges, now: Date): Promise<void> {
    await Promise.all([...changes].map(([tenantId, days]) => this.#countOf(tenantId, days, now)));
  }

  async #countOf(tenantId: string, days: ReadonlyMap<string, number>, now: Date): Promise<void> {
    const entries = [...days];
    const { Attributes = {} } = await this.#client.send(
      new UpdateCommand({
        TableName: this.#tableName,
        Key: openCountKey(tenantId),
        UpdateExpression: `ADD ${entries.map((_, place) => `#d${place} :d${place}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(
          entries.map(([day], place) => [`#d${place}`, day]),
        ),
        ExpressionAttributeValues: Object.fromEntries(
          entries.map(([, by], place) => [`:d${place}`, by]),
        ),
        ReturnValues: 'ALL_NEW',
      }),
    );
    const over = pastDays(Attributes, now);
    if (over.length > 0) await this.#forget(tenantId, over);
  }

  /** Once a day for each tenant: so the item holds no more days than an invitation can be open. */
  async #forget(tenantId: string, days: readonly string[]): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#tableName,
        Key: openCountKey(tenantId),
        UpdateExpression: `REMOVE ${days.map((_, place) => `#d${place}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(days.map((day, place) => [`#d${place}`, day])),
      }),
    );
  }
}
