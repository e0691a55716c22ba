import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

import { isStamped, type Stamp } from '../platform/actor.ts';
import {
  causeOf,
  type Projection,
  type ProjectionFailure,
  type TableChange,
} from '../records/projection.ts';
import { activityItems } from './activity.ts';
import { DynamoDeletionNotes } from './activity-notes.ts';
import { activitiesOf } from './entries.ts';

/**
 * Writes the activity log. The keys of an entry are derived from the change, so a redelivered batch writes the same
 * items.
 */
export class ActivityProjection implements Projection {
  readonly name = 'activity';
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #notes: DynamoDeletionNotes;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
    this.#notes = new DynamoDeletionNotes(client, tableName);
  }

  async apply(changes: readonly TableChange[]): Promise<readonly ProjectionFailure[]> {
    const failures = await Promise.all(
      changes.map(async (change): Promise<ProjectionFailure[]> => {
        try {
          await this.#log(change);
          return [];
        } catch (error) {
          return [{ sequence: change.sequence, cause: causeOf(error) }];
        }
      }),
    );
    return failures.flat();
  }

  async #log(change: TableChange): Promise<void> {
    const items = activitiesOf(change, await this.#deletedBy(change)).flatMap(activityItems);
    await Promise.all(
      items.map((Item) => this.#client.send(new PutCommand({ TableName: this.#tableName, Item }))),
    );
  }

  async #deletedBy({ pk, sk, after, byTtl }: TableChange): Promise<Stamp | undefined> {
    if (after !== undefined || byTtl || !isStamped({ pk, sk })) return undefined;
    return this.#notes.whoDeleted(pk, sk);
  }
}
