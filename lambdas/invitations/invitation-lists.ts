import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { INDEXES, listPartition, type ListIndex } from '../shared/table.ts';
import {
  fromListedItem,
  invitationIdOf,
  invitationKey,
  statusPartition,
} from './invitation-item.ts';
import type { InvitationStatus, InvitationSummary } from './invitation.ts';

/** A page is read in at most this many queries, so that a filter cannot make it dear. */
const MAX_QUERIES = 4;

export interface ListQuery {
  readonly tenantId: string;
  readonly status?: InvitationStatus | undefined;
  readonly limit: number;
  readonly now: Date;
  readonly after?: ListPosition | undefined;
}

/** The last row of the page before. */
export interface ListPosition {
  readonly id: string;
  readonly createdAt: string;
}

export interface InvitationPage {
  readonly rows: InvitationSummary[];
  readonly next: ListPosition | undefined;
}

/** Invitations as administrators list them. */
export class DynamoInvitationLists {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** One page, newest first: one query unless rows of the other side of `expiresAt` lie between. */
  async list(query: ListQuery): Promise<InvitationPage> {
    const source = listSource(query);
    const rows: InvitationSummary[] = [];
    let start = query.after === undefined ? undefined : startKey(query.after, source);
    for (let queries = 0; queries < MAX_QUERIES; queries++) {
      // One row more than asked for tells whether there is a next page.
      const { Items = [], LastEvaluatedKey } = await this.#client.send(
        new QueryCommand({
          TableName: this.#tableName,
          IndexName: source.index.name,
          KeyConditionExpression: '#partition = :partition',
          ...(source.filter !== undefined && { FilterExpression: source.filter }),
          ExpressionAttributeNames: { '#partition': source.index.partitionKey },
          ExpressionAttributeValues: {
            ':partition': source.partition,
            ...(source.filter !== undefined && { ':now': query.now.toISOString() }),
          },
          ScanIndexForward: false,
          Limit: query.limit + 1,
          ...(start !== undefined && { ExclusiveStartKey: start }),
        }),
      );
      rows.push(...Items.map((item) => fromListedItem(item)));
      if (rows.length > query.limit) {
        const page = rows.slice(0, query.limit);
        return { rows: page, next: page.at(-1) };
      }
      if (LastEvaluatedKey === undefined) return { rows, next: undefined };
      start = LastEvaluatedKey;
    }
    return { rows, next: start === undefined ? undefined : positionOf(start) };
  }
}

function startKey(position: ListPosition, source: ListSource): Record<string, string> {
  return {
    ...invitationKey(position.id),
    createdAt: position.createdAt,
    [source.index.partitionKey]: source.partition,
  };
}

interface ListSource {
  readonly index: ListIndex;
  readonly partition: string;
  readonly filter?: string;
}

/** Pending and expired share a partition: which of the two a row is changes with the clock, without a write. */
function listSource({ tenantId, status }: ListQuery): ListSource {
  if (status === undefined)
    return { index: INDEXES.byTime, partition: listPartition(tenantId, 'invitation') };
  if (status === 'pending' || status === 'expired')
    return {
      index: INDEXES.byStatus,
      partition: statusPartition(tenantId, 'pending'),
      filter: status === 'pending' ? 'expiresAt > :now' : 'expiresAt <= :now',
    };
  return { index: INDEXES.byStatus, partition: statusPartition(tenantId, status) };
}

const indexKeySchema = z.object({ pk: z.string(), createdAt: z.string() });

function positionOf(key: Record<string, unknown>): ListPosition {
  const { pk, createdAt } = indexKeySchema.parse(key);
  return { id: invitationIdOf(pk), createdAt };
}
