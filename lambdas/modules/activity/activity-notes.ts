import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import {
  currentStamp,
  deletionNoteKey,
  NOTE,
  notedBy,
  STAMP,
  type Stamp,
  stampSchema,
} from '../platform/actor.ts';
import { newId, systemRandom } from '../platform/ids.ts';
import * as stored from '../platform/stored.ts';
import type { ActivityObject } from './activity.ts';

/** An activity that does not change a logged item. */
export interface NotedActivity {
  readonly tenantId: string;
  readonly type: string;
  readonly object: ActivityObject;
}

/** Records activities that the log cannot derive from table changes. */
export interface ActivityNotes {
  /**
   * Records an activity. Call this before the activity, so that a crash can leave an extra log entry but never a
   * missing one.
   */
  note(activity: NotedActivity): Promise<void>;
}

/** Stores notes in DynamoDB. The projection turns them into entries, and TTL removes them. */
export class DynamoActivityNotes implements ActivityNotes {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async note(activity: NotedActivity): Promise<void> {
    await this.#client.send(
      new PutCommand({ TableName: this.#tableName, Item: noteItem(activity) }),
    );
  }
}

/** Returns the partition key of a note. */
export function notePartition(id: string): string {
  return `${NOTE}#${id}`;
}

/** Looks up who deleted an item. */
export class DynamoDeletionNotes {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /**
   * Returns the stamp of an item's deletion. The note is written in the transaction that deletes the item, so it exists
   * as soon as the deletion is visible.
   */
  async whoDeleted(pk: string, sk: string): Promise<Stamp | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: { ...deletionNoteKey(pk, sk), pk: notePartition(pk) },
        ConsistentRead: true,
      }),
    );
    return stampSchema.safeParse(Item?.[STAMP]).data;
  }
}

/** Returns the item for a note, to write in the same transaction as the activity. */
export function noteItem(activity: NotedActivity): Record<string, unknown> {
  return {
    ...activity,
    pk: notePartition(newId('act', systemRandom)),
    sk: NOTE,
    ...notedBy(currentStamp()),
  };
}
export const noteSchema = z.object({
  tenantId: stored.text,
  type: stored.text,
  object: z.object({
    type: z.enum(['administrator', 'webhook', 'api_client', 'suppression']),
    id: stored.text,
  }),
});
