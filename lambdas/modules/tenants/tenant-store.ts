import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SECOND } from '../platform/clock.ts';
import { tenantKey } from './tenant-key.ts';
import { tenantFromItem, type Tenant } from './tenant.ts';

export { tenantKey, tenantPartition } from './tenant-key.ts';

/**
 * The time that a function may use a tenant it has read, in milliseconds: no longer than the gateway keeps the authorizer's
 * answer, so that a suspension takes effect everywhere within the same half minute.
 */
export const TENANT_MEMORY = 30 * SECOND;

/** Reads a tenant. */
export interface TenantReader {
  get(tenantId: string): Promise<Tenant | undefined>;
}

/** Tenants in DynamoDB. */
export class DynamoTenantStore implements TenantReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(tenantId: string): Promise<Tenant | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: tenantKey(tenantId),
        // What an administrator has just changed binds the next request.
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : tenantFromItem(Item);
  }
}

/** Remembers what it read for a while: a tenant's name changes rarely and stands in every mail and on every page. */
export function remembering(
  reader: TenantReader,
  milliseconds: number,
  now: () => number = Date.now,
): TenantReader {
  const known = new Map<string, { tenant: Tenant | undefined; until: number }>();
  return {
    async get(tenantId) {
      const hit = known.get(tenantId);
      if (hit !== undefined && hit.until > now()) return hit.tenant;
      const tenant = await reader.get(tenantId);
      if (tenant !== undefined) known.set(tenantId, { tenant, until: now() + milliseconds });
      return tenant;
    },
  };
}
