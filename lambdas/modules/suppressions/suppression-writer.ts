import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { TTL_ATTRIBUTE } from '../records/table.ts';
import { toSuppressionItem, type Suppression } from './suppression.ts';

/** Notes that mail does not reach an address, or must not. */
export interface SuppressionWriter {
  add(address: string, suppression: Suppression): Promise<void>;
}

/** A file apart from the reader: who may look up may not write. */
export class DynamoSuppressionWriter implements SuppressionWriter {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /**
   * Of two suppressions of an address (normalised) the one that lasts longer stays, in whatever order they come. What was
   * lifted before the new event happened lasts no longer.
   */
  async add(address: string, suppression: Suppression): Promise<void> {
    const item = toSuppressionItem(address, suppression);
    await writeOnCondition(() =>
      this.#client.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: item,
          ConditionExpression:
            'attribute_not_exists(pk) OR (attribute_not_exists(lifted) AND #removeAt < :removeAt) OR ' +
            // A complaint that arrives late binds whoever lifted a bounce; one that the operator lifted is not told twice.
            'lifted.#at < :at OR (attribute_exists(lifted) AND :reason = :complaint AND reason <> :complaint)',
          ExpressionAttributeNames: { '#removeAt': TTL_ATTRIBUTE, '#at': 'at' },
          ExpressionAttributeValues: {
            ':removeAt': item[TTL_ATTRIBUTE],
            ':at': suppression.at,
            ':reason': suppression.reason,
            ':complaint': 'complaint',
          },
        }),
      ),
    );
  }
}
