import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

import type { Cursors, Position } from '../dynamodb/cursor.ts';
import { type CreatedFilters, createdRange, MAX_QUERIES } from '../dynamodb/list-reader.ts';
import type { Principal } from '../http/principal.ts';
import { type Clock, DAY } from '../platform/clock.ts';
import { canonicalJson } from '../platform/ids.ts';
import {
  type Activity,
  ACTIVITY_DAYS,
  type ActivityPart,
  activityPartition,
  activitySchema,
  activitySortKey,
} from './activity.ts';
import type { ListActivityQuery } from './requests.ts';
import type { ActivityResponse } from './responses.ts';

/** A query for a page of a tenant's log, newest first. */
export interface ActivityQuery extends CreatedFilters {
  readonly tenantId: string;
  readonly actorId?: string | undefined;
  readonly objectId?: string | undefined;
  readonly type?: string | undefined;
  readonly limit: number;
  readonly after?: Position | undefined;
  readonly now: Date;
}

/** A page, and the position after which the next page starts. */
export interface ActivityPage {
  readonly rows: readonly Activity[];
  readonly next: Position | undefined;
}

/** The number of entries that a filtered query evaluates. If few of them match, the page can be short. */
const LOOK_AT = 100;
/** Sorts after every ID. */
const LAST = '~';

/** Reads the activity log. The log is written from the table's stream, usually within a second. */
export class DynamoActivityReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /**
   * Returns a page. Runs one query without filters, or up to {@link MAX_QUERIES} with filters. To read the rest,
   * continue from `next`.
   */
  async list(query: ActivityQuery): Promise<ActivityPage> {
    const { limit } = query;
    const rows: Activity[] = [];
    let after = query.after;
    for (let queries = 0; queries < MAX_QUERIES; queries++) {
      const { found, stoppedAt } = await this.#read(query, limit + 1 - rows.length, after);
      rows.push(...found);
      if (rows.length > limit) {
        const page = rows.slice(0, limit);
        return { rows: page, next: positionOf(page.at(-1)) };
      }
      if (stoppedAt === undefined) return { rows, next: undefined };
      after = stoppedAt;
    }
    return { rows, next: after };
  }

  async #read(query: ActivityQuery, missing: number, after: Position | undefined) {
    const { tenantId, objectId, actorId, now } = query;
    const part: ActivityPart = objectId === undefined ? { actorId } : { objectId };
    const pk = activityPartition(tenantId, part);
    const { from = '', to = LAST } = createdRange(query);
    // TTL can remove an entry days late.
    const oldest = new Date(now.getTime() - ACTIVITY_DAYS * DAY).toISOString();
    const first = from > oldest ? from : oldest;
    const last = `${to}#${LAST}`;
    // DynamoDB rejects a range that ends before it starts, and a start key outside the range.
    if (last < first || (after !== undefined && activitySortKey(after) < first))
      return { found: [], stoppedAt: undefined };
    const filter = filterOf(query);
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': pk,
          ':from': first,
          ':to': last,
          ...filter.values,
        },
        ...(filter.text !== undefined && {
          FilterExpression: filter.text,
          ExpressionAttributeNames: filter.names,
        }),
        ScanIndexForward: false,
        Limit: filter.text === undefined ? missing : Math.max(missing, LOOK_AT),
        ...(after !== undefined && { ExclusiveStartKey: { pk, sk: activitySortKey(after) } }),
      }),
    );
    return {
      found: Items.map((item) => activitySchema.parse(item)),
      stoppedAt: LastEvaluatedKey && positionIn(LastEvaluatedKey),
    };
  }
}

/** Returns the filter that selects one actor's entries in an object's log, or one type in any log. */
function filterOf({ objectId, actorId, type }: ActivityQuery) {
  const byActor = objectId !== undefined && actorId !== undefined;
  const group = type?.endsWith('.*') === true;
  const conditions = [
    ...(byActor ? ['#actor.#id = :actor'] : []),
    ...(type === undefined ? [] : [group ? 'begins_with(#type, :type)' : '#type = :type']),
  ];
  return {
    text: conditions.length === 0 ? undefined : conditions.join(' AND '),
    names: {
      ...(byActor && { '#actor': 'actor', '#id': 'id' }),
      ...(type !== undefined && { '#type': 'type' }),
    },
    values: {
      ...(byActor && { ':actor': actorId }),
      ...(type !== undefined && { ':type': group ? type.slice(0, -1) : type }),
    },
  };
}

function positionOf(entry: Activity | undefined): Position | undefined {
  return entry && { id: entry.id, createdAt: entry.createdAt };
}

function positionIn(key: Record<string, unknown>): Position {
  const [createdAt = '', id = ''] = String(key['sk']).split('#');
  return { createdAt, id };
}

export interface ListActivityDeps {
  readonly activity: Pick<DynamoActivityReader, 'list'>;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/**
 * Returns a page of the activity log of the caller's tenant. @throws {FoyerError} `invalid_request` for a cursor from
 * another list
 */
export async function listActivity(
  { activity, cursors, clock }: ListActivityDeps,
  { tenantId }: Pick<Principal, 'tenantId'>,
  { limit, cursor, ...filters }: ListActivityQuery,
): Promise<{ data: ActivityResponse[]; nextCursor: string | null }> {
  const context = ['activity', tenantId, canonicalJson(filters)];
  const after = cursor === undefined ? undefined : await cursors.open(cursor, context);
  const { rows, next } = await activity.list({
    ...filters,
    ...{ tenantId, limit, after },
    now: clock.now(),
  });
  return {
    data: rows.map(({ id, type, createdAt, actor, object, changes }) => ({
      ...{ id, type, createdAt, actor, object, changes },
    })),
    nextCursor: next === undefined ? null : await cursors.seal(next, context),
  };
}
