import {
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { writeOnCondition } from '../shared/conditional-write.ts';
import { INDEXES, TTL_ATTRIBUTE, WORK_PARTITION, listPartition } from '../shared/table.ts';
import { lockSchema, toLockItem, type AddressLock } from './address-lock.ts';
import {
  type Invitation,
  type InvitationStatus,
  type InvitationSummary,
  boundedTimeline,
  type TimelineEntry,
} from './invitation.ts';
import {
  fromInvitationItem,
  fromListedItem,
  invitationIdOf,
  invitationKey,
  removalTime,
  statusPartition,
  type Outcome,
} from './invitation-item.ts';
import { readInvitation } from './read-invitation.ts';
import { writeInvitation, type CreateOutcome } from './write-invitation.ts';

/** What became of a change of state: the invitation afterwards, or as it was when it refused. */
export type ChangeOutcome =
  | { readonly changed: true; readonly invitation: Invitation }
  | {
      readonly changed: false;
      readonly current: Invitation | undefined;
      readonly lockedBy?: AddressLock;
    };

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

export interface RevokeChange {
  readonly tenantId: string;
  readonly invitationId: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: Date;
}

/** Invitations as administrators change them. */
export class DynamoInvitationStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #retentionDays: number;

  constructor(client: DynamoDBDocumentClient, tableName: string, retentionDays: number) {
    this.#client = client;
    this.#tableName = tableName;
    this.#retentionDays = retentionDays;
  }

  get(invitationId: string): Promise<Invitation | undefined> {
    return readInvitation(this.#client, this.#tableName, invitationId);
  }

  /** Writes an invitation and the lock of its address: see {@link writeInvitation}. */
  create(invitation: Invitation, stale?: AddressLock): Promise<CreateOutcome> {
    return writeInvitation(
      { client: this.#client, tableName: this.#tableName, retentionDays: this.#retentionDays },
      invitation,
      stale,
    );
  }

  /** One page, newest first: one query unless rows of the other side of `expiresAt` lie between. */
  async list(query: ListQuery): Promise<InvitationPage> {
    const source = listSource(query);
    const rows: InvitationSummary[] = [];
    let start = query.after === undefined ? undefined : this.#startKey(query.after, source);
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

  /**
   * Makes an invitation pending again with a new expiry, kills its links and asks for a new mail: one transaction,
   * 4 WRU, because the lock of the address has to follow. Refused unless it still stands as in `seen`, and
   * while another invitation holds the lock, unless that lock was found to bind nobody: `stale`.
   */
  async resend(
    seen: Invitation,
    next: { readonly expiresAt: string; readonly at: Date; readonly entry: TimelineEntry },
    stale?: AddressLock,
  ): Promise<ChangeOutcome> {
    const at = next.at.toISOString();
    const renewed: Invitation = {
      ...seen,
      status: 'pending',
      expiresAt: next.expiresAt,
      updatedAt: at,
      delivery: { status: 'queued', updatedAt: at, sends: seen.delivery.sends + 1 },
      tokenHashes: new Set(),
      claim: undefined,
      sending: undefined,
      timeline: boundedTimeline([...seen.timeline, next.entry]),
    };
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: this.#tableName,
                Key: invitationKey(seen.id),
                UpdateExpression:
                  'SET #status = :pending, expiresAt = :expiresAt, updatedAt = :at, delivery = :delivery, ' +
                  '#removeAt = :removeAt, timeline = :timeline, queuedKey = :queuedKey, queuedAt = :at ' +
                  'REMOVE tokenHashes, claim, sending',
                ConditionExpression: `tenantId = :tenantId AND updatedAt = :seenAt AND ${OPEN}`,
                ExpressionAttributeNames: { '#status': 'status', '#removeAt': TTL_ATTRIBUTE },
                ExpressionAttributeValues: {
                  ...OPEN_VALUES,
                  ':at': at,
                  ':delivery': renewed.delivery,
                  ':expiresAt': renewed.expiresAt,
                  ':now': at,
                  ':removeAt': removalTime(renewed.expiresAt, this.#retentionDays),
                  ':queuedKey': WORK_PARTITION,
                  ':seenAt': seen.updatedAt,
                  ':tenantId': seen.tenantId,
                  ':timeline': renewed.timeline,
                },
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
            {
              Put: {
                TableName: this.#tableName,
                Item: toLockItem(renewed),
                ConditionExpression:
                  'attribute_not_exists(pk) OR expiresAt <= :now OR invitationId = :id' +
                  (stale === undefined
                    ? ''
                    : ' OR (invitationId = :staleId AND expiresAt = :staleExpiry)'),
                ExpressionAttributeValues: {
                  ':now': at,
                  ':id': seen.id,
                  ...(stale !== undefined && {
                    ':staleId': stale.invitationId,
                    ':staleExpiry': stale.expiresAt,
                  }),
                },
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
          ],
        }),
      ),
    );
    if (written.done) return { changed: true, invitation: renewed };
    const [invitationRefusal, lockRefusal] = written.refusals;
    if (invitationRefusal !== undefined)
      return {
        changed: false,
        current:
          invitationRefusal.item === undefined
            ? undefined
            : fromInvitationItem(invitationRefusal.item),
      };
    return {
      changed: false,
      current: seen,
      lockedBy: lockSchema.parse(lockRefusal?.item),
    };
  }

  /** Ends an invitation that is pending or expired: 1 WRU. Its links stay known, so that their holder learns why. */
  async revoke(change: RevokeChange): Promise<ChangeOutcome> {
    const at = change.at.toISOString();
    const entry: TimelineEntry = { at, type: 'revoked', by: change.by };
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(change.invitationId),
          UpdateExpression:
            'SET #status = :revoked, outcome = :outcome, updatedAt = :at, statusKey = :statusKey, ' +
            'timeline = list_append(timeline, :entries) REMOVE claim, sending',
          ConditionExpression: `tenantId = :tenantId AND ${OPEN}`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ...OPEN_VALUES,
            ':at': at,
            ':entries': [entry],
            ':now': at,
            ':outcome': { revokedAt: at, revokedBy: change.by } satisfies Outcome,
            ':revoked': 'revoked',
            ':statusKey': statusPartition(change.tenantId, 'revoked'),
            ':tenantId': change.tenantId,
          },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    if (written.done)
      return { changed: true, invitation: fromInvitationItem(written.output.Attributes ?? {}) };
    const item = written.refusals[0]?.item;
    return { changed: false, current: item === undefined ? undefined : fromInvitationItem(item) };
  }

  #startKey(position: ListPosition, source: ListSource): Record<string, string> {
    return {
      ...invitationKey(position.id),
      createdAt: position.createdAt,
      [source.index.partitionKey]: source.partition,
    };
  }
}

/** Not ended, and no submission is under way: a claim whose function died lapses with its lease. */
const OPEN = '(#status = :pending OR (#status = :accepting AND leaseUntil <= :now))';
const OPEN_VALUES = { ':pending': 'pending', ':accepting': 'accepting' };

interface ListSource {
  readonly index: (typeof INDEXES)[keyof typeof INDEXES];
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
