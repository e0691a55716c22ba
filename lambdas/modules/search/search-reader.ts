import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { itemAt, type ItemKey, itemsByKey } from '../dynamodb/batch.ts';
import type { ListPosition, Reading, ReadRows } from '../dynamodb/list-reader.ts';
import type { RecordFilter } from '../dynamodb/record-reader.ts';
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
