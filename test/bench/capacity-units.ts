import { isDeepStrictEqual } from 'node:util';

import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item as DynamoDB stores it. */
export type Item = Readonly<Record<string, AttributeValue>>;

/**
 * Returns the size that DynamoDB charges for an item, in bytes: its names and values
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
  // Lists and maps: 3 bytes, and 1 more for each element.
  if (value.L !== undefined) return 3 + sum(value.L.map((element) => 1 + valueBytes(element)));
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemBytes(value.M);
  throw new Error(`No rule for ${JSON.stringify(value)}.`);
}

/** Returns the size of a number: about one byte for two significant digits, and one more. */
function numberBytes(text: string): number {
  return 1 + Math.ceil(text.replace(/^[-0.]+|\.|0+$/g, '').length / 2);
}

/** Returns one write unit for each started KB of the larger of the two states, or two in a transaction. */
export function writeUnits(
  before: Item | undefined,
  after: Item | undefined,
  inTransaction = false,
): number {
  const bytes = Math.max(bytesOf(before), bytesOf(after));
  return Math.max(1, Math.ceil(bytes / 1024)) * (inTransaction ? 2 : 1);
}

/** Returns one read unit for each started 4 KB, or half of that for an eventually consistent read. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);
}

/** The keys of an index, and the attributes that it includes. */
export interface Index {
  readonly keys: readonly string[];
  /** The attributes in addition to all keys. */
  readonly included: readonly string[];
}

/**
 * Returns the write units of the indexes for a change to an item: none if no included attribute changes, and two writes
 * if the entry moves to another key. These count once even in a transaction, because indexes are updated later
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

/** Returns the entry of an item in an index; `undefined` if the item lacks one of the index's keys. */
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

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
