import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Order } from '../shared/table.ts';
import { fromListedItem, invitationIdOf, invitationKey } from './invitation-item.ts';
import type { InvitationSummary } from './invitation.ts';
import type { ListPosition } from './list-query.ts';
import { present, type Condition, type ListSource } from './list-source.ts';

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
export interface ReadRows {
  readonly rows: ListedRow[];
  /** How many rows there were before the filter. */
  readonly lookedAt: number;
  readonly stoppedAt: ListPosition | undefined;
}

/** A row, and where it stands in the list that it was read from. */
export interface ListedRow {
  readonly position: ListPosition;
  readonly invitation: InvitationSummary;
}

/** One query of an index. */
export type ReadList = (source: ListSource, reading: Reading) => Promise<ReadRows>;

/**
 * How many rows the next query should look at to find `missing` more, judging by how many of those looked at were right:
 * a list that drops few should not read a second page for them.
 */
export function lookAtFor(
  { filter }: ListSource,
  missing: number,
  sofar: { readonly found: number; readonly lookedAt: number } = { found: 0, lookedAt: 0 },
): number {
  if (filter.length === 0) return missing;
  if (sofar.found === 0) return Math.max(missing, LOOK_AT);
  const likely = Math.ceil((missing * sofar.lookedAt) / sofar.found) + 1;
  return Math.min(likely, Math.max(missing, LOOK_AT));
}

/** Reads the indexes of a table. Indexes follow the table a moment later, so there is no consistent read. */
export function listReader(client: DynamoDBDocumentClient, tableName: string): ReadList {
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
        ...(after !== undefined && { ExclusiveStartKey: keyAt(after, source) }),
      }),
    );
    return {
      rows: Items.map((item) => ({
        position: positionOf(item, source),
        invitation: fromListedItem(item),
      })),
      lookedAt: ScannedCount,
      stoppedAt: LastEvaluatedKey === undefined ? undefined : positionOf(LastEvaluatedKey, source),
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
function keyAt({ id, sort }: ListPosition, { index, partition }: ListSource) {
  return { ...invitationKey(id), [index.partitionKey]: partition, [index.sortKey]: sort };
}

const keySchema = z.looseObject({ pk: z.string() });

function positionOf(key: Record<string, unknown>, { index }: ListSource): ListPosition {
  const { pk, [index.sortKey]: sort } = keySchema.parse(key);
  return { id: invitationIdOf(pk), sort: z.string().parse(sort) };
}
