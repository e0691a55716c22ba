import {
  DeleteCommand,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { writeOnCondition } from '../shared/conditional-write.ts';
import { RECORDS } from '../shared/table.ts';
import { tenantPartition } from '../tenants/tenant-store.ts';
import { apiClientSchema, type ApiClient } from './api-client.ts';
import { clientOwnerKey } from './api-client-owner.ts';
import { apiClientCountKey, apiClientKey } from './client-keys.ts';

/** Which client of which tenant: another tenant's does not exist. */
export interface ApiClientRef {
  readonly tenantId: string;
  readonly id: string;
}

/** What a rotation changes: nothing but the version when it begins. */
export type RotationChange = Partial<Pick<ApiClient, 'rotatedAt' | 'secretId'>>;

/** What Foyer knows of machine clients: everything but their secrets. */
export interface ApiClientStore {
  get(ref: ApiClientRef): Promise<ApiClient | undefined>;
  /** All of a tenant's. */
  list(tenantId: string): Promise<ApiClient[]>;
  /** Unless the tenant has `most` already. */
  add(client: ApiClient, most: number): Promise<'added' | 'full'>;
  /** @returns the client as it is then, or `undefined` when it was changed or removed since it was read. */
  change(client: ApiClient, change: RotationChange): Promise<ApiClient | undefined>;
  /** From then on it is nobody's: it gets no token, and nothing takes the ones it has. */
  disown(ref: ApiClientRef): Promise<void>;
  remove(ref: ApiClientRef): Promise<void>;
}

/** Machine clients in DynamoDB, read strongly consistent. */
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
    // A few hundred bytes each, and as many as a limit allows: always far less than the megabyte that one query reads.
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

  async add(client: ApiClient, most: number): Promise<'added' | 'full'> {
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
          ],
        }),
      ),
    );
    return written.done ? 'added' : 'full';
  }

  async change(client: ApiClient, change: RotationChange): Promise<ApiClient | undefined> {
    const values = Object.entries(change).map(([name, value]) => [`:${name}`, value] as const);
    const changes = values.map(([name]) => `${name.slice(1)} = ${name}`);
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: apiClientKey(client.tenantId, client.id),
          UpdateExpression: `SET ${['version = version + :one', ...changes].join(', ')}`,
          ConditionExpression: 'version = :read',
          ExpressionAttributeValues: {
            ...Object.fromEntries(values),
            ':one': 1,
            ':read': client.version,
          },
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
    // Whoever was faster has counted it, too.
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
