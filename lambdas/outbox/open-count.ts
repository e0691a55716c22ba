import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';

import { dayOf, openCountKey, pastDays } from '../modules/invitations/rate-limits.ts';
import * as stored from '../modules/platform/stored.ts';
import { RECORDS } from '../modules/records/table.ts';

/** The changes in the number of a tenant's open invitations, by the day on which they expire. */
export type OpenChanges = ReadonlyMap<string, ReadonlyMap<string, number>>;

const imageSchema = z.object({
  tenantId: stored.text,
  status: stored.text,
  expiresAt: stored.time,
});
type Image = z.infer<typeof imageSchema>;

/**
 * Returns the changes that a stream batch makes to the counts of open invitations. Past days are no longer
 * counted.
 */
export function openChanges(records: readonly DynamoDBRecord[], now: Date): OpenChanges {
  const changes = new Map<string, Map<string, number>>();
  const today = dayOf(now.toISOString());
  const add = (image: Image | undefined, by: number) => {
    if (image?.status !== 'pending') return;
    const day = dayOf(image.expiresAt);
    if (day < today) return;
    const days = changes.get(image.tenantId) ?? new Map<string, number>();
    changes.set(image.tenantId, days.set(day, (days.get(day) ?? 0) + by));
  };
  for (const { dynamodb } of records) {
    if (dynamodb?.Keys?.['sk']?.S !== RECORDS.invitation) continue;
    add(imageOf(dynamodb.OldImage), -1);
    add(imageOf(dynamodb.NewImage), 1);
  }
  return new Map(
    [...changes]
      .map(
        ([tenantId, days]) => [tenantId, new Map([...days].filter(([, by]) => by !== 0))] as const,
      )
      .filter(([, days]) => days.size > 0),
  );
}

/**
 * Parses an image. Items that cannot be parsed are not counted; they are already reported when the batch is passed on.
 */
function imageOf(image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']): Image | undefined {
  if (image === undefined) return undefined;
  // The two libraries have different types for the same JSON.
  const read = imageSchema.safeParse(unmarshall(image as Parameters<typeof unmarshall>[0]));
  return read.success ? read.data : undefined;
}

/** Updates the counts of open invitations. */
export interface OpenCounter {
  count(changes: OpenChanges, now: Date): Promise<void>;
}

/**
 * Stores the counts in one small item per tenant. Costs 1 WRU for each tenant in a stream batch, no matter how many
 * changes the batch contains.
 */
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
    const past = pastDays(Attributes, now);
    if (past.length > 0) await this.#removeDays(tenantId, past);
  }

  /**
   * Removes past days, about once a day for each tenant, so that the item contains no more days than an invitation can
   * be open.
   */
  async #removeDays(tenantId: string, days: readonly string[]): Promise<void> {
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
