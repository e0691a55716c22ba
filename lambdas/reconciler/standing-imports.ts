import { QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { importIdOf, importKey } from '../modules/imports/import-item.ts';
import { writeOnCondition } from '../modules/dynamodb/conditional-write.ts';
import { IMPORT_PARTITION, WORK_INDEXES } from '../modules/records/table.ts';

/** An import that is not finished, and since when (ISO 8601 UTC) nothing of it was. */
export interface StandingImport {
  readonly importId: string;
  readonly since: string;
}

/** Imports that stand still: their messages were lost, or wait among the dead letters. */
export interface StandingImports {
  /** Imports that are not finished and last went on before `before`, the oldest first: one query of a work index. */
  stoodSince(before: Date, limit: number): Promise<StandingImport[]>;
  /**
   * Orders all its chunks once more, and counts its standing still from `now` on: `false` when it went on or was finished
   * meanwhile. The outbox makes the messages, so that the order stands or falls with this write; those of chunks that are
   * finished find nothing to do.
   */
  orderAgain(standing: StandingImport, now: Date): Promise<boolean>;
}

export class DynamoStandingImports implements StandingImports {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async stoodSince(before: Date, limit: number): Promise<StandingImport[]> {
    const { name, partitionKey, sortKey } = WORK_INDEXES.queuedMail;
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: name,
        KeyConditionExpression: '#partition = :partition AND #since < :before',
        ExpressionAttributeNames: { '#partition': partitionKey, '#since': sortKey },
        ExpressionAttributeValues: {
          ':before': before.toISOString(),
          ':partition': IMPORT_PARTITION,
        },
        Limit: limit,
      }),
    );
    return Items.map((item) => {
      const { pk, queuedAt } = rowSchema.parse(item);
      return { importId: importIdOf(pk), since: queuedAt };
    });
  }

  async orderAgain({ importId, since }: StandingImport, now: Date): Promise<boolean> {
    const { done } = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: importKey(importId),
          UpdateExpression: 'SET orders = orders + :one, queuedAt = :now',
          ConditionExpression: 'queuedAt = :since',
          ExpressionAttributeValues: { ':now': now.toISOString(), ':one': 1, ':since': since },
        }),
      ),
    );
    return done;
  }
}

const rowSchema = z.object({ pk: z.string(), queuedAt: z.string() });
