import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { itemAt, type ItemKey, itemsByKey } from '../dynamodb/batch.ts';
import {
  type CreatedFilters,
  type ListPosition,
  listReader,
  type ListSource,
  type Reading,
  type ReadPage,
  type ReadRows,
  type RowKind,
} from '../dynamodb/list-reader.ts';
import * as stored from '../platform/stored.ts';
import {
  type ContactList,
  placeIn,
  searchableOf,
  type SearchKind,
  searchPartition,
  searchStretch,
} from './search-item.ts';
import { matches, type SearchTerms } from './search-words.ts';

/** A record as stored and as shown in a list. */
interface FoundRecord<Row> {
  readonly item: Readonly<Record<string, unknown>>;
  readonly row: Row;
}

/** Returns whether to include a record that was found. */
export type RecordFilter<Row> = (record: FoundRecord<Row>) => boolean;

/** The records to read: those that match search terms, or those of a list. The filters exclude some of them. */
export interface SearchSource<Row> {
  readonly tenantId: string;
  readonly by: SearchTerms | ContactList;
  readonly filter: readonly RecordFilter<Row>[];
}

/** A kind of record: its keys in the table, and its form in lists. */
export interface SearchedKind<Row> {
  readonly kind: SearchKind;
  readonly keyOf: (place: string) => ItemKey;
  readonly parse: (item: Record<string, unknown>) => Row;
}

const hitSchema = z.object({ sk: stored.text });

/**
 * Returns a function that finds records by their words. The words lag behind the table by about a second, so the
 * function reads the current version of each record and drops it if it no longer matches. This costs half a read unit
 * for each 4 KB.
 */
export function searchReader<Row>(
  client: DynamoDBDocumentClient,
  tableName: string,
  { kind, keyOf, parse }: SearchedKind<Row>,
): (source: SearchSource<Row>, reading: Reading) => Promise<ReadRows<Row>> {
  return async ({ tenantId, by, filter }, { lookAt, after }) => {
    const driver = typeof by === 'string' ? by : by.driver;
    const partition = searchPartition(tenantId, kind, driver);
    const others = typeof by === 'string' ? [] : by.others;
    const {
      Items = [],
      ScannedCount = Items.length,
      LastEvaluatedKey,
    } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :stretch)',
        ...(others.length > 0 && {
          FilterExpression: others.map((_, nr) => `contains(words, :w${nr})`).join(' AND '),
        }),
        ProjectionExpression: 'sk',
        ExpressionAttributeValues: {
          ':pk': partition,
          ':stretch': searchStretch(typeof by === 'string' ? '' : driver),
          ...Object.fromEntries(others.map((term, nr) => [`:w${nr}`, ` ${term}`])),
        },
        Limit: lookAt,
        ...(after !== undefined && { ExclusiveStartKey: { pk: partition, sk: after.sort } }),
      }),
    );
    const hits = Items.map((item) => {
      const { sk } = hitSchema.parse(item);
      return { sk, ...placeIn(sk) };
    });
    const keys = hits.map(({ place }) => keyOf(place));
    const records = await itemsByKey(client, tableName, keys);
    const rows = hits.flatMap(({ sk, word, place }) => {
      const item = itemAt(records, keyOf(place));
      if (item === undefined) return [];
      const { words, lists, ...record } = searchableOf(kind, item);
      const found =
        typeof by === 'string' ? lists.includes(by) : isFoundBy(word, by, words.found, words.known);
      if (record.tenantId !== tenantId || !found) return [];
      const row = parse(item);
      if (!filter.every((wanted) => wanted({ item, row }))) return [];
      return [{ position: { id: place, sort: sk }, row }];
    });
    return { rows, lookedAt: ScannedCount, stoppedAt: positionOf(LastEvaluatedKey) };
  };
}

/**
 * Returns whether the record is listed for this item. A record with several matching words is listed only for the first
 * of them.
 */
function isFoundBy(
  word: string,
  terms: SearchTerms,
  found: readonly string[],
  known: readonly string[],
): boolean {
  const [first] = found.filter((other) => other.startsWith(terms.driver)).toSorted(byBytes);
  return word === first && matches(terms, known);
}

/** Compares strings by their UTF-8 bytes, like DynamoDB. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function positionOf(key: Record<string, unknown> | undefined): ListPosition | undefined {
  if (key === undefined) return undefined;
  const { sk } = hitSchema.parse(key);
  return { id: placeIn(sk).place, sort: sk };
}

/** A list whose index determines the order, and whose rows are read from the table. */
export interface RecordSource<Row> {
  /** The part of the index to read, with filters on attributes that the index contains. */
  readonly entries: ListSource;
  /** All filters of the list, including those of `entries`, because an entry can be older than its record. */
  readonly filter: readonly RecordFilter<Row>[];
}

/**
 * Returns a function that reads an index that contains no rows, and then the rows from the table. An entry can be older
 * than its record, so a record that has moved to another place in the index since then, or that no longer matches the
 * filters, is dropped. Costs half a read unit for each entry that matches the filters of the index.
 */
export function recordReader<Row>(
  client: DynamoDBDocumentClient,
  tableName: string,
  kind: RowKind<Row>,
): ReadPage<Row, RecordSource<Row>> {
  const readEntries = listReader(client, tableName, { ...kind, parse: () => undefined });
  return async ({ entries, filter }, reading) => {
    const { rows: found, ...read } = await readEntries(entries, reading);
    const keys = found.map(({ position: { id } }) => kind.keyOf(id));
    const items = await itemsByKey(client, tableName, keys);
    const rows = found.flatMap(({ position }) => {
      const item = itemAt(items, kind.keyOf(position.id));
      if (item === undefined || !isAt(item, entries, position)) return [];
      const row = kind.parse(item);
      return filter.every((wanted) => wanted({ item, row })) ? [{ position, row }] : [];
    });
    return { ...read, rows };
  };
}

/** Returns whether an item still belongs at a position of an index. */
function isAt(
  item: Readonly<Record<string, unknown>>,
  { index, partition }: ListSource,
  { sort }: ListPosition,
): boolean {
  return item[index.partitionKey] === partition && item[index.sortKey] === sort;
}

/** Returns filters for records created between two times, both exclusive. */
export function createdWithin<Row extends { readonly createdAt: string }>({
  createdAfter,
  createdBefore,
}: CreatedFilters): RecordFilter<Row>[] {
  return [
    ...when(
      createdAfter,
      (from): RecordFilter<Row> =>
        ({ row }) =>
          row.createdAt > from,
    ),
    ...when(
      createdBefore,
      (to): RecordFilter<Row> =>
        ({ row }) =>
          row.createdAt < to,
    ),
  ];
}

/** Returns a filter for a value, or none if the value is `undefined`. */
export function when<Value, Row>(
  value: Value | undefined,
  filter: (value: Value) => RecordFilter<Row>,
): RecordFilter<Row>[] {
  return value === undefined ? [] : [filter(value)];
}

/** Returns a filter for items whose attribute starts with a string. */
export function startingWith<Row>(
  attribute: string,
  text: string | undefined,
): RecordFilter<Row>[] {
  return when(text, (start): RecordFilter<Row> => ({ item }) => {
    const value = item[attribute];
    return typeof value === 'string' && value.startsWith(start);
  });
}
