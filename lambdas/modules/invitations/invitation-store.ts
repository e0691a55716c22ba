import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import { type Companion, refusalOf, writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { FoyerError } from '../platform/errors.ts';
import type { Invitation, TimelineEntry } from '../records/invitation.ts';
import {
  fromInvitationItem,
  invitationKey,
  type InvitationOutcome,
  lockKey,
  OPEN,
  OPEN_VALUES,
  readInvitation,
  statusPartition,
  toInvitationItem,
  toTimelineItems,
} from '../records/invitation-item.ts';
import {
  countKey,
  isFloodGuard,
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
 * Ends an invitation that is pending or expired, on its own or as a part of a transaction: 1 WRU. Its links stay known, so
 * that their holder learns why. Refused while somebody is accepting it.
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
        'timeline = list_append(timeline, :entries) REMOVE claim, visit, sending, dueKey, dueAt',
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
 * What became of a create: made, made before by the same request, kept out by the address's lock or by the number of
 * mails that the address had today, or refused by what was to be written together with it.
 */
export type CreateOutcome =
  | { readonly outcome: 'created' }
  | { readonly outcome: 'exists'; readonly invitation: Invitation }
  | { readonly outcome: 'refused'; readonly error: FoyerError }
  | LockedOut;

/** The table that invitations are in. */
export interface InvitationTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/**
 * Writes an invitation and the lock of its address in one transaction, with the companions, if any: 4 WRU and theirs, and
 * 2 more where the mail of an invitation for an application is counted. A lock that is there keeps it out, unless it still
 * is as in `terms.stale`: a lock that was found to bind nobody is taken over.
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
  // A repeat finds all of what the first request wrote, and is not to be refused by it.
  if (invitationRefusal?.item !== undefined)
    return { outcome: 'exists', invitation: fromInvitationItem(invitationRefusal.item) };
  if (lockRefusal !== undefined) {
    const { item } = lockRefusal;
    return keptOut(item, terms) ?? { outcome: 'locked', lock: lockSchema.parse(item) };
  }
  if (counting.some((refusal) => refusal !== undefined)) return { outcome: 'flooded' };
  return { outcome: 'refused', error: refusalOf(companions, others) };
}

/** What became of a change of state: the invitation afterwards, or as it was when it refused. */
export type ChangeOutcome =
  | { readonly changed: true; readonly invitation: Invitation }
  | {
      readonly changed: false;
      readonly current: Invitation | undefined;
    };

/** Invitations as administrators change them. */
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

  /** Ends an invitation that is pending or expired: 1 WRU. Its links stay known, so that their holder learns why. */
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
 * Foretells the outcome of a create from the lock of the address as it is now and, where an application has a lock of its own,
 * from the count of the address's mails: 1 RRU each, and nothing is written.
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
  const isApart = countKey(invitation).pk !== lockKey(invitation).pk;
  const count = counts && isApart ? await read(countKey(invitation)) : lock;
  return counts && isFloodGuard(count, terms) ? { outcome: 'flooded' } : { outcome: 'created' };
}

/** Invitations for a function that makes new ones and changes none. */
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
 * Invitations that are looked at and never written: what would become of a create, as the table stands. Inviting with these
 * is a dry run that cannot differ from the real one.
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
