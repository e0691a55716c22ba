import {
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { writeOnCondition } from '../shared/conditional-write.ts';
import { TTL_ATTRIBUTE, WORK_PARTITION } from '../shared/table.ts';
import { lockSchema, toLockItem, type AddressLock } from './address-lock.ts';
import { type Invitation, boundedTimeline, type TimelineEntry } from './invitation.ts';
import {
  deliveryPartition,
  fromInvitationItem,
  invitationKey,
  removalTime,
  statusPartition,
  toTimelineItems,
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
      expiredAt: undefined,
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
                  'SET #status = :pending, statusKey = :statusKey, expiresAt = :expiresAt, updatedAt = :at, ' +
                  'delivery = :delivery, deliveryKey = :deliveryKey, dueKey = :work, dueAt = :expiresAt, ' +
                  '#removeAt = :removeAt, timeline = :timeline, queuedKey = :work, queuedAt = :at ' +
                  'REMOVE tokenHashes, claim, sending, expiredAt',
                ConditionExpression: `tenantId = :tenantId AND updatedAt = :seenAt AND ${OPEN}`,
                ExpressionAttributeNames: { '#status': 'status', '#removeAt': TTL_ATTRIBUTE },
                ExpressionAttributeValues: {
                  ...OPEN_VALUES,
                  ':at': at,
                  ':delivery': renewed.delivery,
                  ':deliveryKey': deliveryPartition(seen.tenantId, renewed.delivery.status),
                  ':expiresAt': renewed.expiresAt,
                  ':now': at,
                  ':removeAt': removalTime(renewed.expiresAt, this.#retentionDays),
                  ':seenAt': seen.updatedAt,
                  ':statusKey': statusPartition(seen.tenantId, renewed.status),
                  ':tenantId': seen.tenantId,
                  ':timeline': toTimelineItems(renewed.timeline),
                  ':work': WORK_PARTITION,
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
            'timeline = list_append(timeline, :entries) REMOVE claim, sending, dueKey, dueAt',
          ConditionExpression: `tenantId = :tenantId AND ${OPEN}`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ...OPEN_VALUES,
            ':at': at,
            ':entries': toTimelineItems([entry]),
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
}

/** Not ended, and no submission is under way: a claim whose function died lapses with its lease. */
const OPEN = '(#status = :pending OR (#status = :accepting AND leaseUntil <= :now))';
const OPEN_VALUES = { ':pending': 'pending', ':accepting': 'accepting' };
