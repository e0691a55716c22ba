import { setTimeout as pause } from 'node:timers/promises';

import {
  BatchGetCommand,
  BatchWriteCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';

import { FoyerError } from '../platform/errors.ts';

/** Where an item lies. */
export type ItemKey = Readonly<{ pk: string; sk: string }>;

/** What DynamoDB put off is asked for again after so many milliseconds. */
const PAUSES = [25, 100, 400];

/**
 * Reads up to a hundred items in one call, in no particular order, without those that are not there: 1 RRU for each of up
 * to 4 KB if `consistent`, else half of that. A batch may come back in part, under load
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html).
 *
 * @throws {FoyerError} `temporarily_unavailable` when DynamoDB keeps putting off a part of it.
 */
export async function batchGet(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly ItemKey[],
  { consistent }: { readonly consistent: boolean },
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let wanted: Record<string, unknown>[] = [...keys];
  for (const milliseconds of [...PAUSES, undefined]) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({
        RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: consistent } },
      }),
    );
    found.push(...(Responses?.[tableName] ?? []));
    wanted = UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (wanted.length === 0) return found;
    if (milliseconds !== undefined) await pause(milliseconds * (0.5 + Math.random()));
  }
  throw new FoyerError('temporarily_unavailable', 'The service is busy. Try again.', {
    retryAfterSeconds: 1,
  });
}

/** An item that is put, or the key of one that is deleted. */
export type BatchEntry = { readonly put: ItemKey & object } | { readonly del: ItemKey };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const BATCH_WRITE_MAX = 25;

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
