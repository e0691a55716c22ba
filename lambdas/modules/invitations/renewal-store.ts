import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { boundedTimeline, type Invitation, type TimelineEntry } from '../records/invitation.ts';
import {
  deliveryPartition,
  fromInvitationItem,
  invitationKey,
  OPEN,
  OPEN_VALUES,
  openPartition,
  readInvitation,
  removalTime,
  statusPartition,
  toTimelineItems,
} from '../records/invitation-item.ts';
import { TTL_ATTRIBUTE, WORK_PARTITION } from '../records/table.ts';
import {
  type AddressLock,
  isDailyLimit,
  lockIn,
  type LockTerms,
  takeLock,
} from './address-lock.ts';

/** The changes that a renewal makes to an invitation. */
export interface Renewal {
  readonly expiresAt: string;
  /** The time at which the next action is due: the next reminder or, if there is none, the expiry. */
  readonly dueAt: string;
  readonly entry: TimelineEntry;
  /** The hash of a link that the administrator delivers instead of an email. */
  readonly linkHash?: string;
  /** Indicates whether the email waits in the bulk lane. */
  readonly bulk?: boolean;
}

/** The outcome of a renewal: the renewed invitation, or the reason why it was rejected. */
export type RenewalOutcome =
  | { readonly outcome: 'renewed'; readonly invitation: Invitation }
  | { readonly outcome: 'changed'; readonly current: Invitation | undefined }
  | { readonly outcome: 'locked'; readonly lock: AddressLock }
  | { readonly outcome: 'flooded' };

/** Renews invitations, which gives them new links. */
export class DynamoRenewalStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  get(invitationId: string): Promise<Invitation | undefined> {
    return readInvitation(this.#client, this.#tableName, invitationId);
  }

  /**
   * Makes an invitation pending again with a new expiry, invalidates its links, and requests a new email (unless the
   * administrator delivers a link). Uses one transaction that costs 4 WRU, because it also updates the lock of the
   * address, and 2 more if the email of an invitation for an application is counted. Fails if the invitation has
   * changed since `seen` was read.
   */
  async renew(seen: Invitation, renewal: Renewal, terms: LockTerms): Promise<RenewalOutcome> {
    const renewed = renewedFrom(seen, renewal, terms.at);
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            this.#update(seen, renewed),
            ...takeLock(this.#tableName, renewed, terms, 'renewing'),
          ],
        }),
      ),
    );
    if (written.done) return { outcome: 'renewed', invitation: renewed };
    const [invitationRefusal, lockRefusal] = written.refusals;
    if (invitationRefusal !== undefined) {
      const { item } = invitationRefusal;
      return {
        outcome: 'changed',
        current: item === undefined ? undefined : fromInvitationItem(item),
      };
    }
    const lock = lockIn(lockRefusal?.item);
    // Without a lock, the failed condition was that of the email count, in this item or in a separate one.
    if (lock === undefined) return { outcome: 'flooded' };
    return isFree(lock, seen, terms) && isDailyLimit(lockRefusal?.item, terms)
      ? { outcome: 'flooded' }
      : { outcome: 'locked', lock };
  }

  #update(seen: Invitation, renewed: Invitation) {
    const queued = renewed.delivery.status === 'queued';
    const linked = renewed.linkHashes.size > 0;
    return {
      Update: {
        TableName: this.#tableName,
        Key: invitationKey(seen.id),
        UpdateExpression:
          'SET #status = :pending, statusKey = :statusKey, expiresAt = :expiresAt, updatedAt = :at, ' +
          'delivery = :delivery, traitKey = :traitKey, openKey = :openKey, dueKey = :work, dueAt = :dueAt, ' +
          '#removeAt = :removeAt, timeline = :timeline' +
          (queued ? ', queuedKey = :work, queuedAt = :at' : '') +
          (linked ? ', linkHashes = :linkHashes' : '') +
          ' REMOVE tokenHashes, claim, visit, sending, expiredAt, verification' +
          (linked ? '' : ', linkHashes') +
          (queued ? '' : ', queuedKey, queuedAt'),
        // Two renewals within a millisecond have the same timestamp. The number of sends distinguishes them.
        ConditionExpression: `tenantId = :tenantId AND updatedAt = :seenAt AND delivery.sends = :seenSends AND ${OPEN}`,
        ExpressionAttributeNames: { '#status': 'status', '#removeAt': TTL_ATTRIBUTE },
        ExpressionAttributeValues: {
          ...OPEN_VALUES,
          ':at': renewed.updatedAt,
          ':delivery': renewed.delivery,
          ':traitKey': deliveryPartition(seen.tenantId, queued ? 'queued' : 'none'),
          ':dueAt': renewed.dueAt,
          ':expiresAt': renewed.expiresAt,
          ':now': renewed.updatedAt,
          ':openKey': openPartition(seen.tenantId),
          ':removeAt': removalTime(renewed.expiresAt, renewed.retentionDays),
          ':seenAt': seen.updatedAt,
          ':seenSends': seen.delivery.sends,
          ':statusKey': statusPartition(seen.tenantId, renewed.status),
          ':tenantId': seen.tenantId,
          ':timeline': toTimelineItems(renewed.timeline),
          ':work': WORK_PARTITION,
          ...(linked && { ':linkHashes': renewed.linkHashes }),
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      },
    };
  }
}

function renewedFrom(seen: Invitation, renewal: Renewal, at: Date): Invitation {
  const now = at.toISOString();
  const { expiresAt, dueAt, entry, linkHash, bulk } = renewal;
  return {
    ...seen,
    status: 'pending',
    expiresAt,
    dueAt,
    updatedAt: now,
    delivery:
      linkHash === undefined
        ? {
            status: 'queued',
            updatedAt: now,
            sends: seen.delivery.sends + 1,
            ...(bulk === true && { bulk }),
          }
        : { status: 'none', updatedAt: now, sends: seen.delivery.sends },
    tokenHashes: new Set(),
    linkHashes: new Set(linkHash === undefined ? [] : [linkHash]),
    verification: undefined,
    claim: undefined,
    sending: undefined,
    expiredAt: undefined,
    timeline: boundedTimeline([...seen.timeline, entry]),
  };
}

/** Returns whether the lock itself is available, in which case only the email count can prevent it from being taken. */
function isFree(lock: AddressLock, seen: Invitation, { at, stale }: LockTerms): boolean {
  return (
    lock.invitationId === seen.id ||
    lock.expiresAt <= at.toISOString() ||
    (lock.invitationId === stale?.invitationId && lock.expiresAt === stale.expiresAt)
  );
}

/** A link that an administrator delivers, and the administrator who created it. */
export interface HandedLink {
  readonly hash: string;
  readonly at: Date;
  readonly by: { readonly id: string; readonly name: string };
}

/** Stores links that administrators deliver themselves. */
export class DynamoLinkStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Replaces any earlier link of this kind: 1 write. Fails if the invitation has changed since `seen` was read. */
  async replace(
    seen: Invitation,
    { hash, at, by }: HandedLink,
  ): Promise<Extract<RenewalOutcome, { outcome: 'renewed' | 'changed' }>> {
    const now = at.toISOString();
    const timeline = boundedTimeline([...seen.timeline, { at: now, type: 'link_created', by }]);
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(seen.id),
          UpdateExpression: 'SET linkHashes = :hashes, updatedAt = :now, timeline = :timeline',
          ConditionExpression: `tenantId = :tenantId AND updatedAt = :seenAt AND expiresAt > :now AND ${OPEN}`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ...OPEN_VALUES,
            ':hashes': new Set([hash]),
            ':now': now,
            ':seenAt': seen.updatedAt,
            ':tenantId': seen.tenantId,
            ':timeline': toTimelineItems(timeline),
          },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    if (written.done)
      return {
        outcome: 'renewed',
        invitation: fromInvitationItem(written.output.Attributes ?? {}),
      };
    const item = written.refusals[0]?.item;
    return {
      outcome: 'changed',
      current: item === undefined ? undefined : fromInvitationItem(item),
    };
  }
}
