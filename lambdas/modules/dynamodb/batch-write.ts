import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';
import type { ItemKey } from './batch-get.ts';

/** An item that is put, or the key of one that is deleted. */
export type BatchEntry = { readonly put: ItemKey & object } | { readonly del: ItemKey };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const BATCH_WRITE_MAX = 25;

/** Pauses before what DynamoDB put off is asked for again, in milliseconds. */
const PAUSES = [25, 100, 400];

/**
 * Writes up to 25 items in one call, each on its own and without a condition. A batch may be carried out in part, under load.
 *
 * @throws {Error} when DynamoDB keeps putting off a part of it: some of it is written.
 */
export async function batchWrite(
  client: DynamoDBDocumentClient,
  tableName: string,
  entries: readonly BatchEntry[],
): Promise<void> {
  let wanted: NonNullable<
    ConstructorParameters<typeof BatchWriteCommand>[0]['RequestItems']
  >[string] = entries.map((entry) =>
    'put' in entry
      ? { PutRequest: { Item: { ...entry.put } } }
      : { DeleteRequest: { Key: { ...entry.del } } },
  );
  for (const milliseconds of [...PAUSES, undefined]) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({ RequestItems: { [tableName]: wanted } }),
    );
    wanted = UnprocessedItems?.[tableName] ?? [];
    if (wanted.length === 0) return;
    if (milliseconds !== undefined) await pause(milliseconds * (0.5 + Math.random()));
  }
  throw new Error('DynamoDB keeps putting off a batch.');
}
