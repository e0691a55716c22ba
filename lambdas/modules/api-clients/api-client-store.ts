import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { DAY, SECOND } from '../platform/clock.ts';
import { idempotencyKeyInUse } from '../platform/idempotency.ts';
import { RECORDS, tenantPartition, TTL_ATTRIBUTE } from '../records/table.ts';
import { type ApiClient, apiClientSchema } from './api-client.ts';
import { clientOwnerKey } from './api-client-owner.ts';

/**
 * Returns the key of a client. Clients are stored in the partition of their tenant, so that one query reads all of
 * them.
 */
export function apiClientKey(tenantId: string, clientId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `${RECORDS.client}#${clientId}` };
}

/**
 * Returns the key of the item that reserves an `Idempotency-Key` while its client is being created. The reservation is
 * necessary because the user pool, not Foyer, chooses the client's ID.
 */
function clientRequestKey(tenantId: string, key: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `client-request#${key}` };
}

/** Returns the key of a tenant's client count, which prevents concurrent requests from exceeding the limit. */
export function apiClientCountKey(tenantId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: 'client-count' };
}

/** Identifies a tenant's client. Clients of other tenants are treated as nonexistent. */
export interface ApiClientRef {
  readonly tenantId: string;
  readonly id: string;
}

/** The right to create the client for an `Idempotency-Key`. Expires at `leaseUntil` (ISO 8601 UTC). */
export interface ClientRequest {
  readonly tenantId: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly leaseUntil: string;
}

/** The fields, other than the version, that change when a rotation ends. */
export type RotationChange = Partial<Pick<ApiClient, 'rotatedAt' | 'secretId'>>;

/** Stores API clients, without their secrets. */
export interface ApiClientStore {
  get(ref: ApiClientRef): Promise<ApiClient | undefined>;
  /** Returns all clients of a tenant. */
  list(tenantId: string): Promise<ApiClient[]>;
  /**
   * Acquires the right to create a client. `resumed`: an earlier holder may have left a client in the user pool.
   * `busy`: another request holds the right. `other`: the key belongs to a different request.
   */
  reserve(request: ClientRequest, now: Date): Promise<'reserved' | 'resumed' | 'busy' | 'other'>;
  /** Ends the lease early, so that a retry does not have to wait. */
  release(request: ClientRequest): Promise<void>;
  /**
   * Adds a client, unless the tenant already has `most` clients. If a reservation is passed, it must still be held, and
   * it is released.
   */
  add(client: ApiClient, most: number, request?: ClientRequest): Promise<'added' | 'full'>;
  /**
   * Acquires the right to change the secrets. Expires at `until` (ISO 8601 UTC).
   *
   * @returns the updated client, or `undefined` if it has been changed or deleted since it was read, or if another
   * request holds the right
   */
  beginRotation(client: ApiClient, now: Date, until: string): Promise<ApiClient | undefined>;
  /**
   * Ends a rotation.
   *
   * @returns the updated client, or `undefined` if another request has changed or deleted it in the meantime
   */
  endRotation(client: ApiClient, change: RotationChange): Promise<ApiClient | undefined>;
  /** Removes the owner of a client. The client can then no longer get tokens, and its requests are rejected. */
  disown(ref: ApiClientRef): Promise<void>;
  remove(ref: ApiClientRef): Promise<void>;
}

/** Stores API clients in DynamoDB, with strongly consistent reads. */
export class DynamoApiClientStore implements ApiClientStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get({ tenantId, id }: ApiClientRef): Promise<ApiClient | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: apiClientKey(tenantId, id),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : apiClientSchema.parse(Item);
  }

  async list(tenantId: string): Promise<ApiClient[]> {
    // Each client takes a few hundred bytes, and their number is limited, so the total is always far below the 1 MB
    // that one query can read.
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': tenantPartition(tenantId),
          ':prefix': `${RECORDS.client}#`,
        },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => apiClientSchema.parse(item));
  }

  async reserve(
    request: ClientRequest,
    now: Date,
  ): Promise<'reserved' | 'resumed' | 'busy' | 'other'> {
    const { tenantId, key, fingerprint, leaseUntil } = request;
    const written = await writeOnCondition(() =>
      this.#client.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: {
            ...clientRequestKey(tenantId, key),
            ...{ fingerprint, leaseUntil },
            [TTL_ATTRIBUTE]: Math.ceil((now.getTime() + DAY) / SECOND),
          },
          ConditionExpression:
            'attribute_not_exists(pk) OR (fingerprint = :fingerprint AND leaseUntil <= :now)',
          ExpressionAttributeValues: { ':fingerprint': fingerprint, ':now': now.toISOString() },
          ReturnValues: 'ALL_OLD',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    if (written.done) return written.output.Attributes === undefined ? 'reserved' : 'resumed';
    return written.refusals[0]?.item?.['fingerprint'] === fingerprint ? 'busy' : 'other';
  }

  async release({ tenantId, key, leaseUntil }: ClientRequest): Promise<void> {
    // Has no effect if another request has acquired the lease.
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: clientRequestKey(tenantId, key),
          UpdateExpression: 'SET leaseUntil = :over',
          ConditionExpression: 'leaseUntil = :held',
          ExpressionAttributeValues: { ':held': leaseUntil, ':over': new Date(0).toISOString() },
        }),
      ),
    );
  }

  async add(client: ApiClient, most: number, request?: ClientRequest): Promise<'added' | 'full'> {
    const { id, tenantId, name, scopes } = client;
    const TableName = this.#tableName;
    const ConditionExpression = 'attribute_not_exists(pk)';
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName,
                Key: apiClientCountKey(tenantId),
                UpdateExpression: 'ADD clients :one',
                ConditionExpression: 'attribute_not_exists(clients) OR clients < :most',
                ExpressionAttributeValues: { ':one': 1, ':most': most },
              },
            },
            {
              Put: {
                TableName,
                Item: { ...client, ...apiClientKey(tenantId, id) },
                ConditionExpression,
              },
            },
            {
              Put: {
                TableName,
                Item: { ...clientOwnerKey(id), tenantId, name, scopes },
                ConditionExpression,
              },
            },
            ...(request === undefined
              ? []
              : [
                  {
                    Delete: {
                      TableName,
                      Key: clientRequestKey(tenantId, request.key),
                      ConditionExpression: 'leaseUntil = :held',
                      ExpressionAttributeValues: { ':held': request.leaseUntil },
                    },
                  },
                ]),
          ],
        }),
      ),
    );
    if (written.done) return 'added';
    if (written.refusals[0] !== undefined) return 'full';
    // The lease expired while the user pool was responding, and another request took over.
    throw idempotencyKeyInUse();
  }

  async beginRotation(client: ApiClient, now: Date, until: string): Promise<ApiClient | undefined> {
    return this.#write(client, {
      update: 'SET version = version + :one, rotatingUntil = :until',
      condition: '(attribute_not_exists(rotatingUntil) OR rotatingUntil <= :now)',
      values: { ':now': now.toISOString(), ':until': until },
    });
  }

  async endRotation(client: ApiClient, change: RotationChange): Promise<ApiClient | undefined> {
    const changes = Object.keys(change).map((name) => `${name} = :${name}`);
    const set = ['version = version + :one', ...changes].join(', ');
    return this.#write(client, {
      update: `SET ${set} REMOVE rotatingUntil`,
      values: Object.fromEntries(
        Object.entries(change).map(([name, value]) => [`:${name}`, value]),
      ),
    });
  }

  async #write(
    { tenantId, id, version }: ApiClient,
    {
      update,
      condition,
      values,
    }: {
      readonly update: string;
      readonly condition?: string;
      readonly values: Readonly<Record<string, string | undefined>>;
    },
  ): Promise<ApiClient | undefined> {
    const conditions = ['version = :read', condition].filter((one) => one !== undefined);
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: apiClientKey(tenantId, id),
          UpdateExpression: update,
          ConditionExpression: conditions.join(' AND '),
          ExpressionAttributeValues: { ...values, ':one': 1, ':read': version },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return written.done ? apiClientSchema.parse(written.output.Attributes) : undefined;
  }

  async disown({ id }: ApiClientRef): Promise<void> {
    await this.#client.send(
      new DeleteCommand({ TableName: this.#tableName, Key: clientOwnerKey(id) }),
    );
  }

  async remove({ tenantId, id }: ApiClientRef): Promise<void> {
    const TableName = this.#tableName;
    // If another request finished first, it has already updated the count.
    await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Delete: {
                TableName,
                Key: apiClientKey(tenantId, id),
                ConditionExpression: 'attribute_exists(pk)',
              },
            },
            { Delete: { TableName, Key: clientOwnerKey(id) } },
            {
              Update: {
                TableName,
                Key: apiClientCountKey(tenantId),
                UpdateExpression: 'ADD clients :less',
                ExpressionAttributeValues: { ':less': -1 },
              },
            },
          ],
        }),
      ),
    );
  }
}
