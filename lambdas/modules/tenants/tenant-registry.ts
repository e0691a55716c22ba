import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { INDEXES, TENANT_LIST } from '../records/table.ts';
import { DynamoTenantStore, tenantKey } from './tenant-store.ts';
import {
  storedNames,
  tenantSchema,
  tenantSummarySchema,
  type NewTenant,
  type Tenant,
  type TenantSummary,
} from './tenant.ts';

/**
 * Tenants as operators make them, with credentials of their own. A file apart: no function imports it, so none carries
 * code for a write that its role does not allow.
 */
export class DynamoTenantRegistry extends DynamoTenantStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    super(client, tableName);
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Writes a tenant unless one of that id is there. */
  async create(tenant: NewTenant): Promise<'created' | 'exists'> {
    const { branding, catalog, ...rest } = tenantSchema.parse(tenant);
    const stored = storedNames({ branding, catalog });
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { ...tenantKey(tenant.id), ...rest, ...stored, listKey: TENANT_LIST },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return 'created';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'exists';
      throw error;
    }
  }

  /** All of them, the oldest first, as lists show them: a query for each megabyte, about 5 000 tenants. */
  async list(): Promise<TenantSummary[]> {
    const { name, partitionKey } = INDEXES.byTime;
    const tenants: TenantSummary[] = [];
    let next: Record<string, unknown> | undefined;
    do {
      const page: QueryCommandOutput = await this.#client.send(
        new QueryCommand({
          TableName: this.#tableName,
          IndexName: name,
          KeyConditionExpression: '#key = :list',
          ExpressionAttributeNames: { '#key': partitionKey },
          ExpressionAttributeValues: { ':list': TENANT_LIST },
          ExclusiveStartKey: next,
        }),
      );
      tenants.push(...(page.Items ?? []).map((item) => tenantSummarySchema.parse(item)));
      next = page.LastEvaluatedKey;
    } while (next !== undefined);
    return tenants;
  }

  /** Writes what only the operator decides; everything else of the tenant stays. */
  async decide(
    tenantId: string,
    decision: Partial<Pick<Tenant, 'status' | 'features' | 'ceilings'>>,
  ): Promise<'decided' | 'absent'> {
    // One that was made before there was a list is in it from now on.
    const changes = Object.entries({ ...decision, listKey: TENANT_LIST });
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: tenantKey(tenantId),
          UpdateExpression: `SET ${changes.map(([name]) => `#${name} = :${name}`).join(', ')}`,
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: Object.fromEntries(changes.map(([name]) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            changes.map(([name, value]) => [`:${name}`, value]),
          ),
        }),
      );
      return 'decided';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'absent';
      throw error;
    }
  }
}
