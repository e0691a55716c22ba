import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  present,
  type Condition,
  type ListPosition,
  type ListSource,
  type Order,
} from './list-source.ts';

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
