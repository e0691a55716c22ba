import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

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
import type { ActivityObject } from './activity.ts';

/** Something that somebody does without changing an item that is logged. */
export interface NotedActivity {
  readonly tenantId: string;
  readonly type: string;
  readonly object: ActivityObject;
}

/** Notes for the log what the table would not show. */
export interface ActivityNotes {
  /** Is called before the thing is done: a log may say too much after a crash, never too little. */
  note(activity: NotedActivity): Promise<void>;
}

/** Notes in DynamoDB. The projection makes entries of them; TTL removes them. */
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

/** Partition of a note. */
export function notePartition(id: string): string {
  return `${NOTE}#${id}`;
}

/** Finds out who deleted items. */
export class DynamoDeletionNotes {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** The note lies in the transaction that deleted the item, so whoever sees the deletion can read it. */
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

/** A note as a transaction can write it together with what it is about. */
export function noteItem(activity: NotedActivity): Record<string, unknown> {
  return {
    ...activity,
    pk: notePartition(newId('act', systemRandom)),
    sk: NOTE,
    ...notedBy(currentStamp()),
  };
}
