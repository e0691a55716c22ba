import { isDeepStrictEqual } from 'node:util';

import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item as DynamoDB keeps it. */
export type Item = Readonly<Record<string, AttributeValue>>;

/**
 * The bytes that DynamoDB charges an item with: names and values
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html).
 */
export function itemBytes(item: Item): number {
  return sum(Object.entries(item).map(([name, value]) => utf8(name) + valueBytes(value)));
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return value.B.byteLength;
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.SS !== undefined) return sum(value.SS.map(utf8));
  if (value.NS !== undefined) return sum(value.NS.map(numberBytes));
  // Lists and maps: 3 bytes, and 1 for each element on top of its own.
  if (value.L !== undefined) return 3 + sum(value.L.map((element) => 1 + valueBytes(element)));
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemBytes(value.M);
  throw new Error(`No rule for ${JSON.stringify(value)}.`);
}

/** About a byte for two significant digits, and one more. */
function numberBytes(text: string): number {
  return 1 + Math.ceil(text.replace(/^[-0.]+|\.|0+$/g, '').length / 2);
}

/** A write unit for every started KB of the larger of the two states; twice that in a transaction. */
export function writeUnits(
  before: Item | undefined,
  after: Item | undefined,
  inTransaction = false,
): number {
  const bytes = Math.max(bytesOf(before), bytesOf(after));
  return Math.max(1, Math.ceil(bytes / 1024)) * (inTransaction ? 2 : 1);
}

/** A read unit for every started 4 KB; half of that unless strongly consistent. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);
}

/** What an index holds, and by which of its attributes it finds it. */
export interface Index {
  readonly keys: readonly string[];
  /** Attributes besides all keys. */
  readonly included: readonly string[];
}

/**
 * What the indexes write when an item changes: nothing unless something that they hold changes, two writes when the
 * entry moves to another key. Counted once in a transaction as well, which they follow later
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html).
 */
export function indexWriteUnits(
  indexes: readonly Index[],
  before: Item | undefined,
  after: Item | undefined,
): number {
  return sum(
    indexes.map((index) => {
      const [old, now] = [entryOf(before, index), entryOf(after, index)];
      if (old === undefined && now === undefined) return 0;
      if (old === undefined || now === undefined) return writeUnits(old, now);
      if (index.keys.some((key) => !isDeepStrictEqual(old[key], now[key])))
        return writeUnits(old, undefined) + writeUnits(undefined, now);
      return isDeepStrictEqual(old, now) ? 0 : writeUnits(old, now);
    }),
  );
}

/** What an index holds of an item: nothing when the item lacks one of its keys. */
function entryOf(item: Item | undefined, { keys, included }: Index): Item | undefined {
  if (item === undefined || keys.some((key) => item[key] === undefined)) return undefined;
  const held = new Set(['pk', 'sk', ...keys, ...included]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => held.has(name)));
}

function bytesOf(item: Item | undefined): number {
  return item === undefined ? 0 : itemBytes(item);
}

function utf8(text: string): number {
  return Buffer.byteLength(text);
}

/** Adds up. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
