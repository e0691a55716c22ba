import { setTimeout as pause } from 'node:timers/promises';

import {
  BatchGetCommand,
  BatchWriteCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';

import { FoyerError } from '../platform/errors.ts';

/** The key of an item. */
export type ItemKey = Readonly<{ pk: string; sk: string }>;

/** The delays, in milliseconds, before unprocessed parts of a batch are requested again. */
const PAUSES = [25, 100, 400];

/**
 * Reads up to 100 items in one call. Returns them in no particular order, and omits items that do not exist. Each item
 * of up to 4 KB costs 1 RRU if `consistent`, or half of that otherwise. Under load, DynamoDB can return only part of a
 * batch (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html).
 *
 * @throws {FoyerError} `temporarily_unavailable` if a part remains unprocessed after all retries.
 */
export async function batchGet(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly ItemKey[],
  { consistent }: { readonly consistent: boolean },
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let pending: Record<string, unknown>[] = [...keys];
  for (const milliseconds of [...PAUSES, undefined]) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({
        RequestItems: { [tableName]: { Keys: pending, ConsistentRead: consistent } },
      }),
    );
    found.push(...(Responses?.[tableName] ?? []));
    pending = UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (pending.length === 0) return found;
    if (milliseconds !== undefined) await pause(milliseconds * (0.5 + Math.random()));
  }
  throw new FoyerError('temporarily_unavailable', 'The service is busy. Try again.', {
    retryAfterSeconds: 1,
  });
}

/** The maximum number of keys in one BatchGetItem call. */
const BATCH_GET_MAX = 100;

/**
 * Reads items, by key, with eventually consistent reads: 0.5 RRU for each item of up to 4 KB. Makes a call for each 100
 * keys, all at the same time. Use {@link itemAt} to look up an item.
 *
 * @throws {FoyerError} `temporarily_unavailable` like {@link batchGet}
 */
export async function itemsByKey(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly ItemKey[],
): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  // DynamoDB rejects a batch that contains a key twice.
  const unique = [...new Map(keys.map((key) => [textOf(key), key])).values()];
  const batches = Array.from({ length: Math.ceil(unique.length / BATCH_GET_MAX) }, (_, nr) =>
    unique.slice(nr * BATCH_GET_MAX, (nr + 1) * BATCH_GET_MAX),
  );
  const items = await Promise.all(
    batches.map((batch) => batchGet(client, tableName, batch, { consistent: false })),
  );
  return new Map(items.flat().map((item) => [textOf(item as ItemKey), item]));
}

/** Returns the item with a key, if {@link itemsByKey} found it. */
export function itemAt<Item>(items: ReadonlyMap<string, Item>, key: ItemKey): Item | undefined {
  return items.get(textOf(key));
}

function textOf({ pk, sk }: ItemKey): string {
  return `${pk} ${sk}`;
}

/** An item to put, or the key of an item to delete. */
export type BatchEntry = { readonly put: ItemKey & object } | { readonly del: ItemKey };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const BATCH_WRITE_MAX = 25;

/**
 * Writes up to 25 items in one call, each independently and without a condition. Under load, DynamoDB can write only
 * part of a batch.
 *
 * @throws {Error} if a part remains unprocessed after all retries. The rest is written.
 */
export async function batchWrite(
  client: DynamoDBDocumentClient,
  tableName: string,
  entries: readonly BatchEntry[],
): Promise<void> {
  let pending: NonNullable<
    ConstructorParameters<typeof BatchWriteCommand>[0]['RequestItems']
  >[string] = entries.map((entry) =>
    'put' in entry
      ? { PutRequest: { Item: { ...entry.put } } }
      : { DeleteRequest: { Key: { ...entry.del } } },
  );
  for (const milliseconds of [...PAUSES, undefined]) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({ RequestItems: { [tableName]: pending } }),
    );
    pending = UnprocessedItems?.[tableName] ?? [];
    if (pending.length === 0) return;
    if (milliseconds !== undefined) await pause(milliseconds * (0.5 + Math.random()));
  }
  throw new Error('Part of the batch remained unprocessed after all retries.');
}
