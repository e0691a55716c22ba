import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import { type Companion, firstError, writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { FoyerError } from '../platform/errors.ts';
import type { Invitation, TimelineEntry } from '../records/invitation.ts';
import {
  fromInvitationItem,
  invitationKey,
  type InvitationOutcome,
  lockKey,
  OPEN,
  OPEN_KEYS,
  OPEN_VALUES,
  readInvitation,
  statusPartition,
  toInvitationItem,
  toTimelineItems,
} from '../records/invitation-item.ts';
import {
  countKey,
  isDailyLimit,
  keptOut,
  type LockedOut,
  lockSchema,
  type LockTerms,
  takeLock,
} from './address-lock.ts';

export interface RevokeChange {
  readonly tenantId: string;
  readonly invitationId: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: Date;
  /** Identifies a repeatable request in the timeline. */
  readonly mark?: string | undefined;
}

/**
 * Returns the update that ends a pending or expired invitation, on its own or as part of a transaction: 1 WRU. Its
 * links are still recognized, so that people who open them see the reason. Fails while the invitation is being
 * accepted.
 */
export function revocation(
  tableName: string,
  { tenantId, invitationId, by, at: moment, mark }: RevokeChange,
) {
  const at = moment.toISOString();
  const entry: TimelineEntry = {
    ...{ at, type: 'revoked', by },
    ...(mark !== undefined && { request: mark }),
  };
  return {
    Update: {
      TableName: tableName,
      Key: invitationKey(invitationId),
      UpdateExpression:
        'SET #status = :revoked, outcome = :outcome, updatedAt = :at, statusKey = :statusKey, ' +
        `timeline = list_append(timeline, :entries) REMOVE claim, visit, sending, ${OPEN_KEYS}`,
      ConditionExpression: `tenantId = :tenantId AND ${OPEN}`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...OPEN_VALUES,
        ':at': at,
        ':entries': toTimelineItems([entry]),
        ':now': at,
        ':outcome': { revokedAt: at, revokedBy: by } satisfies InvitationOutcome,
        ':revoked': 'revoked',
        ':statusKey': statusPartition(tenantId, 'revoked'),
        ':tenantId': tenantId,
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  };
}

/**
 * The outcome of creating an invitation: created, already created by the same request, blocked by the lock of the
 * address or by its daily maximum of emails, or rejected by a companion.
 */
export type CreateOutcome =
  | { readonly outcome: 'created' }
  | { readonly outcome: 'exists'; readonly invitation: Invitation }
  | { readonly outcome: 'refused'; readonly error: FoyerError }
  | LockedOut;

export interface InvitationTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/**
 * Writes an invitation and the lock of its address in one transaction, together with any companions. It costs 4 WRU
 * plus those of the companions, and 2 more if the email of an invitation for an application is counted. An existing
 * lock blocks the invitation, unless it still equals `terms.stale`: a stale lock is taken over.
 */
async function writeInvitation(
  { client, tableName }: InvitationTable,
  invitation: Invitation,
  terms: LockTerms,
  companions: readonly Companion[] = [],
): Promise<CreateOutcome> {
  const lock = takeLock(tableName, invitation, terms, 'creating');
  const written = await writeOnCondition(() =>
    client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: tableName,
              Item: toInvitationItem(invitation),
              ConditionExpression: 'attribute_not_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
          ...lock,
          ...companions.map(({ item }) => item),
        ],
      }),
    ),
  );
  if (written.done) return { outcome: 'created' };
  const [invitationRefusal, lockRefusal, ...more] = written.refusals;
  const [counting, others] = [more.slice(0, lock.length - 1), more.slice(lock.length - 1)];
  // A repeated request finds everything that the first one wrote, and must not fail because of it.
  if (invitationRefusal?.item !== undefined)
    return { outcome: 'exists', invitation: fromInvitationItem(invitationRefusal.item) };
  if (lockRefusal !== undefined) {
    const { item } = lockRefusal;
    return keptOut(item, terms) ?? { outcome: 'locked', lock: lockSchema.parse(item) };
  }
  if (counting.some((refusal) => refusal !== undefined)) return { outcome: 'flooded' };
  return { outcome: 'refused', error: firstError(companions, others) };
}

/** The outcome of a status change: the invitation afterward, or the current invitation if the change was rejected. */
export type ChangeOutcome =
  | { readonly changed: true; readonly invitation: Invitation }
  | {
      readonly changed: false;
      readonly current: Invitation | undefined;
    };

/** Creates, reads, and revokes invitations. */
export class DynamoInvitationStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  get(invitationId: string): Promise<Invitation | undefined> {
    return readInvitation(this.#client, this.#tableName, invitationId);
  }

  /** Writes an invitation and the lock of its address: see {@link writeInvitation}. */
  create(
    invitation: Invitation,
    terms: LockTerms,
    companions: readonly Companion[] = [],
  ): Promise<CreateOutcome> {
    const table = { client: this.#client, tableName: this.#tableName };
    return writeInvitation(table, invitation, terms, companions);
  }

  /**
   * Ends a pending or expired invitation: 1 WRU. Its links are still recognized, so that people who open them see the
   * reason.
   */
  async revoke(change: RevokeChange): Promise<ChangeOutcome> {
    const { Update } = revocation(this.#tableName, change);
    const written = await writeOnCondition(() =>
      this.#client.send(new UpdateCommand({ ...Update, ReturnValues: 'ALL_NEW' })),
    );
    if (written.done)
      return { changed: true, invitation: fromInvitationItem(written.output.Attributes ?? {}) };
    const item = written.refusals[0]?.item;
    return { changed: false, current: item === undefined ? undefined : fromInvitationItem(item) };
  }
}

/**
 * Predicts the outcome of creating an invitation from the current lock of the address and, if the application has its
 * own lock, from the email count of the address: 1 RRU each. Writes nothing.
 */
async function tryInvitation(
  client: DynamoDBDocumentClient,
  tableName: string,
  invitation: Invitation,
  terms: LockTerms,
): Promise<CreateOutcome> {
  const read = async (key: { pk: string; sk: string }) => {
    const get = new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true });
    return (await client.send(get)).Item;
  };
  const lock = await read(lockKey(invitation));
  const refusal = keptOut(lock, terms);
  if (refusal?.outcome === 'locked') return refusal;
  const counts = invitation.delivery.status === 'queued';
  const isSeparate = countKey(invitation).pk !== lockKey(invitation).pk;
  const count = counts && isSeparate ? await read(countKey(invitation)) : lock;
  return counts && isDailyLimit(count, terms) ? { outcome: 'flooded' } : { outcome: 'created' };
}

/** Returns the store for a function that creates invitations but does not change them. */
export function invitationCreation(
  table: InvitationTable,
): Pick<DynamoInvitationStore, 'get' | 'create'> {
  return {
    get: (invitationId) => readInvitation(table.client, table.tableName, invitationId),
    create: (invitation, terms, companions) =>
      writeInvitation(table, invitation, terms, companions),
  };
}

/**
 * Returns a store that only reads and predicts the outcome of creating an invitation from the table. A dry run that
 * uses this store follows the same rules as a real run.
 */
export function trialInvitations({
  client,
  tableName,
}: InvitationTable): Pick<DynamoInvitationStore, 'get' | 'create'> {
  return {
    get: (invitationId) => readInvitation(client, tableName, invitationId),
    create: (invitation, terms) => tryInvitation(client, tableName, invitation, terms),
  };
}
