import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandOutput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { SECOND } from '../platform/clock.ts';
import { INDEXES, TENANT_LIST, tenantKey } from '../records/table.ts';
import {
  type NewTenant,
  storedNames,
  type Tenant,
  tenantFromItem,
  tenantSchema,
  type TenantSummary,
  tenantSummarySchema,
} from '../records/tenant.ts';

/** Writes the fields that a tenant's administrators can change. */
export interface TenantWriter extends TenantReader {
  /** Fails if the tenant has changed since it was read. `changed` must have the next version. */
  replace(changed: Tenant): Promise<'replaced' | 'changed_meanwhile'>;
}

/**
 * The maximum time to cache a tenant in a function, in milliseconds. It does not exceed the time for which the gateway
 * caches the authorizer's response, so that a suspension takes effect everywhere within the same 30 seconds.
 */
export const TENANT_CACHE_TIME = 30 * SECOND;

export interface TenantReader {
  get(tenantId: string): Promise<Tenant | undefined>;
}

/** Reads tenants from DynamoDB. */
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
        // A change by an administrator applies to the next request.
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : tenantFromItem(Item);
  }
}

/**
 * Caches the tenants that it reads, because the name of a tenant rarely changes and appears in every email and on every
 * page.
 */
export function cachedTenants(
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

/** Reads tenants and writes the changes of their administrators. */
export class DynamoTenantSettingsStore extends DynamoTenantStore implements TenantWriter {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    super(client, tableName);
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Updates the previous version. A tenant that was created before versions existed has version 1. */
  async replace(changed: Tenant): Promise<'replaced' | 'changed_meanwhile'> {
    const before = changed.version - 1;
    const { look, offer } = storedNames(changed);
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: tenantKey(changed.id),
          UpdateExpression:
            'SET #name = :name, look = :look, offer = :offer, settings = :settings, #version = :version, updatedAt = :now',
          ConditionExpression:
            before === 1
              ? 'attribute_exists(pk) AND (#version = :before OR attribute_not_exists(#version))'
              : '#version = :before',
          ExpressionAttributeNames: { '#name': 'name', '#version': 'version' },
          ExpressionAttributeValues: {
            ':name': changed.name,
            ':look': look,
            ':offer': offer,
            ':settings': changed.settings,
            ':version': changed.version,
            ':now': changed.updatedAt,
            ':before': before,
          },
        }),
      ),
    );
    return written.done ? 'replaced' : 'changed_meanwhile';
  }
}

/**
 * Creates and changes tenants for operators, who use their own credentials. It is a separate class that no function
 * imports, so that no function contains code for writes that its role does not allow.
 */
export class DynamoTenantRegistry extends DynamoTenantStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    super(client, tableName);
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Creates a tenant, unless one with this ID already exists. */
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

  /** Returns a summary of all tenants, oldest first: one query for each megabyte, about 5,000 tenants. */
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

  /** Writes the fields that only the operator controls. All other fields of the tenant stay the same. */
  async decide(
    tenantId: string,
    decision: Partial<Pick<Tenant, 'status' | 'features' | 'ceilings'>>,
  ): Promise<'decided' | 'absent'> {
    // Setting `listKey` also lists tenants that were created before the list existed.
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
