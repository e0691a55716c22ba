import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import * as stored from '../platform/stored.ts';

/** The order of a list: ascending or descending by the sort key of its index. */
export const ORDERS = ['asc', 'desc'] as const;
export type Order = (typeof ORDERS)[number];

/** An index, with the names of its keys. */
interface Index {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** A part of a DynamoDB expression, with the names and values that it uses. */
export interface Condition {
  readonly text: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
}

/** A partition of an index, the range of it that is read, and the filters on the rows in that range. */
export interface ListSource {
  readonly index: Index;
  readonly partition: string;
  readonly stretch: Condition | undefined;
  readonly filter: readonly Condition[];
}

/** The position at which a page ended: a row, by its ID and its sort key. The row may no longer exist. */
export const listPositionSchema = z.object({ id: stored.text, sort: stored.text });
export type ListPosition = z.infer<typeof listPositionSchema>;

/** A page of a list. `next` is the position after which the next page starts. Without it, this is the last page. */
export interface ListPage<Row> {
  readonly rows: Row[];
  readonly next: ListPosition | undefined;
}

/** The page of a list to read. */
export interface PageQuery {
  readonly order: Order;
  readonly limit: number;
  readonly after?: ListPosition | undefined;
}

/** A range of times, including both `from` and `to`. */
export interface TimeRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Filters by creation time, in ISO 8601 UTC with milliseconds. Both are exclusive. */
export interface CreatedFilters {
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
}

/** Returns the creation times that the filters allow. The range is empty if `from` is later than `to`. */
export function createdRange({ createdAfter, createdBefore }: CreatedFilters): TimeRange {
  return {
    from: createdAfter === undefined ? undefined : moved(createdAfter, 1),
    to: createdBefore === undefined ? undefined : moved(createdBefore, -1),
  };
}

/** Returns whether the filters allow no creation time. */
export function isEmptyRange(filters: CreatedFilters): boolean {
  const { from, to } = createdRange(filters);
  return from !== undefined && to !== undefined && from > to;
}

/** Returns the range as one condition, because a query can have only one condition on a sort key. */
export function createdBetween({ from, to }: TimeRange): Condition | undefined {
  if (from !== undefined && to !== undefined)
    return {
      text: 'createdAt BETWEEN :from AND :to',
      values: { ':from': from, ':to': to },
    };
  if (from !== undefined) return { text: 'createdAt >= :from', values: { ':from': from } };
  if (to !== undefined) return { text: 'createdAt <= :to', values: { ':to': to } };
  return undefined;
}

/** Returns the conditions that are defined. */
export function present(...conditions: readonly (Condition | undefined)[]): Condition[] {
  return conditions.filter((condition) => condition !== undefined);
}

/** The limits of the times whose ISO 8601 form has a year of four digits, so that they sort as strings. */
const FIRST_TIME = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_TIME = Date.parse('9999-12-31T23:59:59.999Z');

function moved(iso: string, milliseconds: number): string {
  const time = Date.parse(iso) + milliseconds;
  return new Date(Math.min(Math.max(time, FIRST_TIME), LAST_TIME)).toISOString();
}

/** The maximum number of queries for a page, so that a filter cannot make a page expensive. */
export const MAX_QUERIES = 4;

/**
 * The number of rows that a query evaluates if a filter can drop some of them. It is not reduced for a small page,
 * which would otherwise take more queries.
 */
const FILTERED_ROWS = 51;

/** A query that starts after `after` and evaluates at most `lookAt` rows before the filter. */
export interface Reading {
  readonly order: Order;
  readonly lookAt: number;
  readonly after?: ListPosition | undefined;
}

/** The rows that a query found, and the position at which it stopped, unless it reached the end. */
export interface ReadRows<Row> {
  readonly rows: ListedRow<Row>[];
  /** The number of rows before the filter. */
  readonly lookedAt: number;
  readonly stoppedAt: ListPosition | undefined;
}

/** A row, and its position in the list that it was read from. */
export interface ListedRow<Row> {
  readonly position: ListPosition;
  readonly row: Row;
}

/** Performs one query on an index. */
export type ReadList<Row> = (source: ListSource, reading: Reading) => Promise<ReadRows<Row>>;

/** The kind of rows in a list: their keys in the table, and the fields that an index contains. */
export interface RowKind<Row> {
  readonly keyOf: (id: string) => Readonly<Record<'pk' | 'sk', string>>;
  /** Returns the ID in a partition key. */
  readonly idOf: (pk: string) => string;
  readonly parse: (item: Record<string, unknown>) => Row;
}

/**
 * Returns the number of rows that the next query should evaluate to find `missing` more, based on the share of rows
 * that matched so far. This keeps a list whose filter drops few rows from needing a second query.
 */
export function lookAtFor(
  { filter }: { readonly filter: readonly unknown[] },
  missing: number,
  soFar: { readonly found: number; readonly lookedAt: number } = { found: 0, lookedAt: 0 },
): number {
  if (filter.length === 0) return missing;
  if (soFar.found === 0) return Math.max(missing, FILTERED_ROWS);
  const likely = Math.ceil((missing * soFar.lookedAt) / soFar.found) + 1;
  return Math.min(likely, Math.max(missing, FILTERED_ROWS));
}

/**
 * Returns a function that reads the indexes of a table. Indexes are updated shortly after the table, so there are no
 * consistent reads.
 */
export function listReader<Row>(
  client: DynamoDBDocumentClient,
  tableName: string,
  kind: RowKind<Row>,
): ReadList<Row> {
  return async (source, { order, lookAt, after }) => {
    const { index, partition, stretch, filter } = source;
    const inPartition: Condition = {
      text: '#partition = :partition',
      names: { '#partition': index.partitionKey },
      values: { ':partition': partition },
    };
    const used = [inPartition, ...present(stretch), ...filter];
    const {
      Items = [],
      ScannedCount = Items.length,
      LastEvaluatedKey,
    } = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: index.name,
        KeyConditionExpression: allOf([inPartition, ...present(stretch)]),
        ...(filter.length > 0 && { FilterExpression: allOf(filter) }),
        ExpressionAttributeNames: joined(used.map(({ names }) => names)),
        ExpressionAttributeValues: joined(used.map(({ values }) => values)),
        ScanIndexForward: order === 'asc',
        Limit: lookAt,
        ...(after !== undefined && { ExclusiveStartKey: keyAt(kind, after, source) }),
      }),
    );
    return {
      rows: Items.map((item) => ({
        position: positionOf(kind, item, source),
        row: kind.parse(item),
      })),
      lookedAt: ScannedCount,
      stoppedAt:
        LastEvaluatedKey === undefined ? undefined : positionOf(kind, LastEvaluatedKey, source),
    };
  };
}

function allOf(conditions: readonly Condition[]): string {
  return conditions.map(({ text }) => text).join(' AND ');
}

function joined(
  parts: readonly (Readonly<Record<string, string>> | undefined)[],
): Record<string, string> {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part ?? {})));
}

/** Returns the key from which an index continues after a row, whether or not the row still exists. */
function keyAt(
  { keyOf }: Pick<RowKind<unknown>, 'keyOf'>,
  { id, sort }: ListPosition,
  { index, partition }: ListSource,
) {
  return { ...keyOf(id), [index.partitionKey]: partition, [index.sortKey]: sort };
}

const keySchema = z.looseObject({ pk: stored.text });

function positionOf(
  { idOf }: Pick<RowKind<unknown>, 'idOf'>,
  key: Record<string, unknown>,
  { index }: ListSource,
): ListPosition {
  const { pk, [index.sortKey]: sort } = keySchema.parse(key);
  return { id: idOf(pk), sort: z.string().parse(sort) };
}

/** A source of rows, with the filters that can drop some of them. */
interface Filtered {
  readonly filter: readonly unknown[];
}

/** Performs one step of reading a page. */
export type ReadPage<Row, Source extends Filtered> = (
  source: Source,
  reading: Reading,
) => Promise<ReadRows<Row>>;

/**
 * Reads one page of a list. The cost does not depend on the size of the list: one query if an index covers all filters,
 * and at most {@link MAX_QUERIES} if rows have to be dropped. Rows beyond that limit follow after `next`, so a page can
 * be short or empty.
 */
export async function listPage<Row, Source extends Filtered>(
  read: ReadPage<Row, Source>,
  source: Source,
  query: PageQuery,
): Promise<ListPage<Row>> {
  const { rows, next } = await listedPage(read, source, query);
  return { rows: rows.map(({ row }) => row), next };
}

/**
 * Reads a page like {@link listPage}, but also returns the position of each row, for callers that may stop before the
 * last one.
 */
export async function listedPage<Row, Source extends Filtered>(
  read: ReadPage<Row, Source>,
  source: Source,
  { limit, order, after: start }: PageQuery,
): Promise<ListPage<ListedRow<Row>>> {
  const found: ListedRow<Row>[] = [];
  let after = start;
  let lookedAt = 0;
  for (let queries = 0; queries < MAX_QUERIES; queries++) {
    // One row more than the limit shows whether there is a next page.
    const missing = limit + 1 - found.length;
    const lookAt = lookAtFor(source, missing, { found: found.length, lookedAt });
    const { rows, stoppedAt, ...reading } = await read(source, { order, lookAt, after });
    found.push(...rows);
    lookedAt += reading.lookedAt;
    if (found.length > limit)
      return { rows: found.slice(0, limit), next: found[limit - 1]?.position };
    if (stoppedAt === undefined) return { rows: found, next: undefined };
    after = stoppedAt;
  }
  return { rows: found, next: after };
}
