import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { countedMail } from '../invitations/address-lock.ts';
import { isoAfter, MINUTE } from '../platform/clock.ts';
import { ADMINISTRATOR_PARTITION, FORMER_ADMINISTRATOR_PARTITION } from '../records/table.ts';
import {
  type Administrator,
  type AdministratorActor,
  ADMINISTRATORS_MAX,
  FULL_ROLE_COUNT,
  isFull,
} from './administrator.ts';
import {
  administratorAddressKey,
  administratorCountKey,
  administratorKey,
  formerAdministratorKey,
} from './administrator-access.ts';

/** The fields that a PATCH can change. */
export type AdministratorChange = Partial<Pick<Administrator, 'name' | 'role'>>;

/** The actor and the time of a change. */
export interface Deed {
  readonly by: AdministratorActor;
  readonly at: Date;
}

/** Creates, updates, and removes administrators. Each method is one write or one transaction. */
export interface AdministratorStore {
  /**
   * Adds an administrator. `exists`: the same `Idempotency-Key` already created this ID. `taken`: the address belongs
   * to an administrator. `full`: the tenant has reached its limit. `flooded`: too many emails were sent to the address
   * today.
   */
  add(
    administrator: Administrator,
    mailsPerDay: number,
  ): Promise<'added' | 'exists' | 'taken' | 'full' | 'flooded'>;
  /** Updates an administrator if its version has not changed since it was read. */
  change(
    administrator: Administrator,
    change: AdministratorChange,
    deed: Deed,
  ): Promise<Administrator | 'changed' | 'last'>;
  /** Queues an email with a new link. Earlier links stop working. */
  renew(
    administrator: Administrator,
    terms: Deed & { readonly expiresAt: string; readonly mailsPerDay: number },
  ): Promise<Administrator | 'changed' | 'flooded'>;
  /** Returns true if an administrator with this ID was removed. The record of the removal is kept for a few days. */
  wasRemoved(tenantId: string, id: string): Promise<boolean>;
  /** Removes an administrator. Access ends with this write. The reconciler deletes the account from the user pool. */
  remove(
    administrator: Administrator,
    deed: Deed & { readonly force?: boolean },
  ): Promise<'removed' | 'changed' | 'last'>;
}

/** Writes administrators to DynamoDB. */
export class DynamoAdministratorStore implements AdministratorStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async add(
    administrator: Administrator,
    mailsPerDay: number,
  ): Promise<'added' | 'exists' | 'taken' | 'full' | 'flooded'> {
    const { id, tenantId, address, createdAt, delivery } = administrator;
    const TableName = this.#tableName;
    const ConditionExpression = 'attribute_not_exists(pk)';
    const isMailed = delivery.status === 'queued';
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Put: {
                TableName,
                Item: {
                  ...administrator,
                  // An empty set cannot be stored.
                  tokenHashes: undefined,
                  ...administratorKey(tenantId, id),
                  ...(isMailed && queuedSince(createdAt)),
                },
                ConditionExpression,
              },
            },
            {
              Put: {
                TableName,
                Item: { ...administratorAddressKey(tenantId, address), tenantId, id },
                ConditionExpression,
              },
            },
            {
              Update: {
                TableName,
                Key: administratorCountKey(tenantId),
                UpdateExpression: 'ADD administrators :one SET tenantId = :tenantId',
                ConditionExpression:
                  'attribute_not_exists(administrators) OR administrators < :most',
                ExpressionAttributeValues: {
                  ':one': 1,
                  ':most': ADMINISTRATORS_MAX,
                  ':tenantId': tenantId,
                },
              },
            },
            ...(isMailed
              ? [this.#mailCounted(administrator, new Date(createdAt), mailsPerDay)]
              : []),
          ],
        }),
      ),
    );
    if (written.done) return 'added';
    const [exists, taken, full] = written.refusals;
    if (exists !== undefined) return 'exists';
    if (taken !== undefined) return 'taken';
    return full !== undefined ? 'full' : 'flooded';
  }

  async change(
    administrator: Administrator,
    change: AdministratorChange,
    { by, at }: Deed,
  ): Promise<Administrator | 'changed' | 'last'> {
    const { id, tenantId, version } = administrator;
    const changed: Administrator = {
      ...administrator,
      ...change,
      version: version + 1,
      updatedAt: at.toISOString(),
      updatedBy: by,
    };
    const { name, role, updatedAt, updatedBy } = changed;
    const delta = Number(isFull(changed)) - Number(isFull(administrator));
    const TableName = this.#tableName;
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName,
                Key: administratorKey(tenantId, id),
                UpdateExpression:
                  'SET #role = :role, #version = :version, updatedAt = :at, updatedBy = :by' +
                  (name === undefined ? ' REMOVE #name' : ', #name = :name'),
                ConditionExpression: '#version = :read',
                ExpressionAttributeNames: {
                  '#role': 'role',
                  '#version': 'version',
                  '#name': 'name',
                },
                ExpressionAttributeValues: {
                  ':role': role,
                  ':version': changed.version,
                  ':read': version,
                  ':at': updatedAt,
                  ':by': updatedBy,
                  ...(name !== undefined && { ':name': name }),
                },
              },
            },
            ...(delta === 0 ? [] : [{ Update: this.#counted(tenantId, { full: delta }) }]),
          ],
        }),
      ),
    );
    if (written.done) return changed;
    return written.refusals[0] === undefined ? 'last' : 'changed';
  }

  async renew(
    administrator: Administrator,
    terms: Deed & { readonly expiresAt: string; readonly mailsPerDay: number },
  ): Promise<Administrator | 'changed' | 'flooded'> {
    const { id, tenantId, delivery } = administrator;
    const { by, at, expiresAt, mailsPerDay } = terms;
    const now = at.toISOString();
    const ordered = { status: 'queued' as const, updatedAt: now, sends: delivery.sends + 1 };
    const TableName = this.#tableName;
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName,
                Key: administratorKey(tenantId, id),
                UpdateExpression:
                  'SET delivery = :delivery, expiresAt = :expiresAt, queuedKey = :queued, ' +
                  'queuedAt = :now, updatedAt = :now, updatedBy = :by REMOVE tokenHashes, sending',
                // Does not interrupt a submission in progress: a new link would allow a second one at the same time.
                ConditionExpression:
                  '#status = :invited AND delivery.sends = :sends AND ' +
                  '(attribute_not_exists(leaseUntil) OR leaseUntil < :now)',
                ExpressionAttributeNames: { '#status': 'status' },
                ExpressionAttributeValues: {
                  ':delivery': ordered,
                  ':expiresAt': expiresAt,
                  ':invited': 'invited',
                  ':sends': delivery.sends,
                  ':queued': ADMINISTRATOR_PARTITION,
                  ':now': now,
                  ':by': by,
                },
              },
            },
            this.#mailCounted(administrator, at, mailsPerDay),
          ],
        }),
      ),
    );
    if (!written.done) return written.refusals[0] === undefined ? 'flooded' : 'changed';
    return {
      ...administrator,
      delivery: ordered,
      expiresAt,
      updatedAt: now,
      updatedBy: by,
      tokenHashes: new Set(),
      sending: undefined,
    };
  }

  async wasRemoved(tenantId: string, id: string): Promise<boolean> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: formerAdministratorKey(tenantId, id),
        ConsistentRead: true,
        ProjectionExpression: 'pk',
      }),
    );
    return Item !== undefined;
  }

  async remove(
    administrator: Administrator,
    { by, at, force = false }: Deed & { readonly force?: boolean },
  ): Promise<'removed' | 'changed' | 'last'> {
    const { id, tenantId, address, userId, version, leaseUntil } = administrator;
    const TableName = this.#tableName;
    const full = isFull(administrator) ? -1 : 0;
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Delete: {
                TableName,
                Key: administratorKey(tenantId, id),
                ConditionExpression: '#version = :read',
                ExpressionAttributeNames: { '#version': 'version' },
                ExpressionAttributeValues: { ':read': version },
              },
            },
            { Delete: { TableName, Key: administratorAddressKey(tenantId, address) } },
            {
              Update: this.#counted(tenantId, { all: -1, full, force }),
            },
            {
              Put: {
                TableName,
                Item: {
                  ...formerAdministratorKey(tenantId, id),
                  ...{ tenantId, id, address, userId },
                  removedAt: at.toISOString(),
                  removedBy: by,
                  queuedKey: FORMER_ADMINISTRATOR_PARTITION,
                  // A submission in progress may still create the account.
                  queuedAt: isoAfter(later(at, leaseUntil), leaseUntil === undefined ? 0 : MINUTE),
                },
              },
            },
          ],
        }),
      ),
    );
    if (written.done) return 'removed';
    return written.refusals[0] === undefined ? 'last' : 'changed';
  }

  /**
   * Changes the number of administrators by `all`, and the number with the full role by `full`. Unless `force` is set,
   * the last one with the full role cannot be removed.
   */
  #counted(
    tenantId: string,
    { all = 0, full, force = false }: { all?: number; full: number; force?: boolean },
  ) {
    const staysOne = full < 0 && !force;
    return {
      TableName: this.#tableName,
      Key: administratorCountKey(tenantId),
      UpdateExpression: 'ADD administrators :all, #full :full',
      ...(staysOne && { ConditionExpression: '#full > :one' }),
      ExpressionAttributeNames: { '#full': FULL_ROLE_COUNT },
      ExpressionAttributeValues: {
        ':all': all,
        ':full': full,
        ...(staysOne && { ':one': 1 }),
      },
    };
  }

  #mailCounted({ tenantId, address }: Administrator, at: Date, mailsPerRecipientPerDay: number) {
    const terms = { at, mailsPerRecipientPerDay };
    return { Update: countedMail(this.#tableName, { tenantId, address }, terms) };
  }
}

/** Returns the attributes that add an item to the index of queued emails. */
function queuedSince(at: string) {
  return { queuedKey: ADMINISTRATOR_PARTITION, queuedAt: at };
}

function later(at: Date, leaseUntil: string | undefined): Date {
  const lease = new Date(leaseUntil ?? 0);
  return lease > at ? lease : at;
}
