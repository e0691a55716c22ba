import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

/** Which way a list goes: up or down the sort key of its index. */
export const ORDERS = ['asc', 'desc'] as const;
export type Order = (typeof ORDERS)[number];

/** An index, and what its keys are called. */
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

/** One partition of an index, the stretch of it that is read, and what has to be dropped from that. */
export interface ListSource {
  readonly index: Index;
  readonly partition: string;
  readonly stretch: Condition | undefined;
  readonly filter: readonly Condition[];
}

/** Where a page ended: a row, by its id and its sort key. The row itself need not exist any more. */
export const listPositionSchema = z.object({ id: z.string(), sort: z.string() });
export type ListPosition = z.infer<typeof listPositionSchema>;

/** A page of a list. `next`: where the next one begins; without it, this is the last. */
export interface ListPage<Row> {
  readonly rows: Row[];
  readonly next: ListPosition | undefined;
}

/** Which part of a list is asked for. */
export interface PageQuery {
  readonly order: Order;
  readonly limit: number;
  readonly after?: ListPosition | undefined;
}

/** Times from `from` to `to`, both included. */
export interface TimeRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Times of creation, ISO 8601 UTC with milliseconds, neither included. */
export interface CreatedFilters {
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
}

/** The times of creation that the filters leave; nothing when `from` is later than `to`. */
export function createdRange({ createdAfter, createdBefore }: CreatedFilters): TimeRange {
  return {
    from: createdAfter === undefined ? undefined : moved(createdAfter, 1),
    to: createdBefore === undefined ? undefined : moved(createdBefore, -1),
  };
}

/** Whether no time of creation is left. */
export function isEmptyRange(filters: CreatedFilters): boolean {
  const { from, to } = createdRange(filters);
  return from !== undefined && to !== undefined && from > to;
}

/** A sort key takes one condition only. */
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

/** Those that are there, for an expression. */
export function present(...conditions: readonly (Condition | undefined)[]): Condition[] {
  return conditions.filter((condition) => condition !== undefined);
}

/** The times whose ISO 8601 form has a year of four digits, so that they sort as text. */
const FIRST_TIME = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_TIME = Date.parse('9999-12-31T23:59:59.999Z');

function moved(iso: string, milliseconds: number): string {
  const time = Date.parse(iso) + milliseconds;
  return new Date(Math.min(Math.max(time, FIRST_TIME), LAST_TIME)).toISOString();
}

/** A list is read in at most this many queries for a page, so that a filter cannot make it dear. */
export const MAX_QUERIES = 4;

/** So many rows a query looks at where some may be dropped: a small page must not take many steps. */
const LOOK_AT = 51;

/** One query: from behind `after`, at most `lookAt` rows before the filter. */
export interface Reading {
  readonly order: Order;
  readonly lookAt: number;
  readonly after?: ListPosition | undefined;
}

/** What a query found, and where it stopped unless it came to the end. */
export interface ReadRows<Row> {
  readonly rows: ListedRow<Row>[];
  /** How many rows there were before the filter. */
  readonly lookedAt: number;
  readonly stoppedAt: ListPosition | undefined;
}

/** A row, and where it stands in the list that it was read from. */
export interface ListedRow<Row> {
  readonly position: ListPosition;
  readonly row: Row;
}

/** One query of an index. */
export type ReadList<Row> = (source: ListSource, reading: Reading) => Promise<ReadRows<Row>>;

/** What the rows of a list are: where each lies in the table, and what an index shows of it. */
export interface RowKind<Row> {
  readonly keyOf: (id: string) => Readonly<Record<'pk' | 'sk', string>>;
  /** The id in a partition key. */
  readonly idOf: (pk: string) => string;
  readonly parse: (item: Record<string, unknown>) => Row;
}

/**
 * How many rows the next query should look at to find `missing` more, judging by how many of those looked at were right:
 * a list that drops few should not read a second page for them.
 */
export function lookAtFor(
  { filter }: { readonly filter: readonly unknown[] },
  missing: number,
  sofar: { readonly found: number; readonly lookedAt: number } = { found: 0, lookedAt: 0 },
): number {
  if (filter.length === 0) return missing;
  if (sofar.found === 0) return Math.max(missing, LOOK_AT);
  const likely = Math.ceil((missing * sofar.lookedAt) / sofar.found) + 1;
  return Math.min(likely, Math.max(missing, LOOK_AT));
}

/** Reads the indexes of a table. Indexes follow the table a moment later, so there is no consistent read. */
export function listReader<Row>(
  client: DynamoDBDocumentClient,
  tableName: string,
  kind: RowKind<Row>,
): ReadList<Row> {
  return async (source, { order, lookAt, after }) => {
    const { index, partition, stretch, filter } = source;
    const lies: Condition = {
      text: '#partition = :partition',
      names: { '#partition': index.partitionKey },
      values: { ':partition': partition },
    };
    const used = [lies, ...present(stretch), ...filter];
    const {
      Items = [],
      ScannedCount = Items.length,
      LastEvaluatedKey,
    } = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: index.name,
        KeyConditionExpression: together([lies, ...present(stretch)]),
        ...(filter.length > 0 && { FilterExpression: together(filter) }),
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

function together(conditions: readonly Condition[]): string {
  return conditions.map(({ text }) => text).join(' AND ');
}

function joined(
  parts: readonly (Readonly<Record<string, string>> | undefined)[],
): Record<string, string> {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part ?? {})));
}

/** Where an index goes on behind a row, whether or not the row is still there. */
function keyAt(
  { keyOf }: Pick<RowKind<unknown>, 'keyOf'>,
  { id, sort }: ListPosition,
  { index, partition }: ListSource,
) {
  return { ...keyOf(id), [index.partitionKey]: partition, [index.sortKey]: sort };
}

const keySchema = z.looseObject({ pk: z.string() });

function positionOf(
  { idOf }: Pick<RowKind<unknown>, 'idOf'>,
  key: Record<string, unknown>,
  { index }: ListSource,
): ListPosition {
  const { pk, [index.sortKey]: sort } = keySchema.parse(key);
  return { id: idOf(pk), sort: z.string().parse(sort) };
}

/** A place that rows are read from, with the filters that may drop some of them. */
interface Filtered {
  readonly filter: readonly unknown[];
}

/** One step of reading a page. */
export type ReadPage<Row, Source extends Filtered> = (
  source: Source,
  reading: Reading,
) => Promise<ReadRows<Row>>;

/**
 * One page of a list. It costs the same however much there is: one query where an index says it all, at most a few where
 * rows have to be dropped. What is not found by then is behind `next`, also when the page is short, or empty.
 */
export async function listPage<Row, Source extends Filtered>(
  read: ReadPage<Row, Source>,
  source: Source,
  query: PageQuery,
): Promise<ListPage<Row>> {
  const { rows, next } = await listedPage(read, source, query);
  return { rows: rows.map(({ row }) => row), next };
}

/** As {@link listPage}, with the place of each row: for whoever may have to stop before the last one. */
export async function listedPage<Row, Source extends Filtered>(
  read: ReadPage<Row, Source>,
  source: Source,
  { limit, order, after: start }: PageQuery,
): Promise<ListPage<ListedRow<Row>>> {
  const found: ListedRow<Row>[] = [];
  let after = start;
  let lookedAt = 0;
  for (let queries = 0; queries < MAX_QUERIES; queries++) {
    // One row more than asked for tells whether there is a next page.
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
