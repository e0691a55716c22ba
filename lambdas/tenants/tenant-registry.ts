import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoTenantStore, tenantKey } from './tenant-store.ts';
import { tenantSchema, type NewTenant, type Tenant } from './tenant.ts';

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
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { ...tenantKey(tenant.id), ...tenantSchema.parse(tenant) },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return 'created';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'exists';
      throw error;
    }
  }

  /** Writes what only the operator decides; everything else of the tenant stays. */
  async decide(
    tenantId: string,
    decision: Partial<Pick<Tenant, 'status' | 'features'>>,
  ): Promise<'decided' | 'absent'> {
    const changes = Object.entries(decision);
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
