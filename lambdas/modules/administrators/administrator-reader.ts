import { GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { RECORDS } from '../records/table.ts';
import { administratorKey, administratorPartition } from './administrator-keys.ts';
import { fromAdministratorItem, type Administrator } from './administrator.ts';

/** Reads administrators of a tenant; those of other tenants do not exist for it. */
export interface AdministratorReader {
  get(tenantId: string, id: string): Promise<Administrator | undefined>;
}

/** Administrators in DynamoDB, strongly consistent: 0.5 to 1 RRU each. */
export class DynamoAdministratorReader implements AdministratorReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(tenantId: string, id: string): Promise<Administrator | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: administratorKey(tenantId, id),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromAdministratorItem(Item);
  }
}

/** Reads all administrators of a tenant. */
export interface AdministratorList {
  list(tenantId: string): Promise<Administrator[]>;
}

/** All administrators of a tenant, the oldest first. A limit keeps them below the megabyte that one query reads. */
export class DynamoAdministratorList implements AdministratorList {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async list(tenantId: string): Promise<Administrator[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': administratorPartition(tenantId),
          ':prefix': `${RECORDS.administrator}#`,
        },
        ConsistentRead: true,
      }),
    );
    return Items.map(fromAdministratorItem).toSorted((a, b) =>
      a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1,
    );
  }
}
