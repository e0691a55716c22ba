import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandOutput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import * as stored from '../platform/stored.ts';
import { comparable } from '../platform/text.ts';
import { type Application, applicationSchema } from '../records/application.ts';
import { type Preset, presetSchema } from '../records/preset.ts';
import { RECORDS, tenantKey, tenantPartition } from '../records/table.ts';
import { type Tenant, tenantFromItem } from '../records/tenant.ts';
import { clientRegistrationKey } from './client-registration.ts';

/** A tenant with its applications and presets, read together so that a change can be checked against them. */
export interface SettingsSnapshot {
  readonly tenant: Tenant;
  /** The version, which increases by 1 with each change to an application or preset; 0 before the first change. */
  readonly version: number;
  readonly applications: readonly Application[];
  readonly presets: readonly Preset[];
}

/** The maximum number of applications and the maximum number of presets per tenant. A list returns all of them. */
export const SETTINGS_MAX = 100;

/**
 * Returns whether two names look the same to people. Ignores differences in case, width, spaces, and invisible
 * characters.
 */
export function isSameName(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

const versionSchema = z.object({ catalogueVersion: z._default(stored.integer, 0) });

/** Stores a tenant's applications and presets in DynamoDB, next to the tenant itself. Reads are strongly consistent. */
export class DynamoSettingsStore implements SettingsStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Reads the tenant first, because a later write is checked against the version in it. */
  async read(tenantId: string): Promise<SettingsSnapshot | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: tenantKey(tenantId),
        ConsistentRead: true,
      }),
    );
    if (Item === undefined) return undefined;
    const [applications, presets] = await Promise.all([
      this.applications(tenantId),
      this.presets(tenantId),
    ]);
    return {
      tenant: tenantFromItem(Item),
      version: versionSchema.parse(Item).catalogueVersion,
      applications,
      presets,
    };
  }

  /** Returns all applications, sorted by ID: usually one query. */
  async applications(tenantId: string): Promise<Application[]> {
    const items = await this.#list(tenantId, RECORDS.application);
    return items.map((item) => applicationSchema.parse(item));
  }

  /** Returns all presets, sorted by ID: usually one query. */
  async presets(tenantId: string): Promise<Preset[]> {
    const items = await this.#list(tenantId, RECORDS.preset);
    return items.map((item) => presetSchema.parse(item));
  }

  async write(
    { tenant, version }: SettingsSnapshot,
    write: SettingsWrite,
  ): Promise<'written' | 'changed_meanwhile'> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: this.#tableName,
                Key: tenantKey(tenant.id),
                UpdateExpression: 'SET catalogueVersion = :next',
                ConditionExpression:
                  version === 0
                    ? 'attribute_exists(pk) AND attribute_not_exists(catalogueVersion)'
                    : 'catalogueVersion = :before',
                ExpressionAttributeValues: {
                  ':next': version + 1,
                  ...(version !== 0 && { ':before': version }),
                },
              },
            },
            this.#part(tenant.id, write),
            ...this.#registrations(tenant.id, write),
          ],
        }),
      ),
    );
    return written.done ? 'written' : 'changed_meanwhile';
  }

  #part(tenantId: string, { record, id, entry }: SettingsWrite) {
    const key = { pk: tenantPartition(tenantId), sk: `${RECORDS[record]}#${id}` };
    if (entry === undefined)
      return {
        Delete: {
          TableName: this.#tableName,
          Key: key,
        },
      };
    return {
      Put: {
        TableName: this.#tableName,
        Item: { ...entry, ...key },
      },
    };
  }

  /**
   * Returns the writes for client registrations. If two tenants register a client at the same time, only one of them
   * succeeds.
   */
  #registrations(tenantId: string, { registers, frees }: SettingsWrite) {
    const conditions = {
      TableName: this.#tableName,
      ConditionExpression: 'attribute_not_exists(pk) OR tenantId = :tenant',
      ExpressionAttributeValues: { ':tenant': tenantId },
    };
    return [
      ...(registers === undefined
        ? []
        : [{ Put: { ...conditions, Item: { ...clientRegistrationKey(registers), tenantId } } }]),
      ...(frees === undefined
        ? []
        : [{ Delete: { ...conditions, Key: clientRegistrationKey(frees) } }]),
    ];
  }

  async #list(tenantId: string, record: string): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    let next: Record<string, unknown> | undefined;
    do {
      const page: QueryCommandOutput = await this.#client.send(
        new QueryCommand({
          TableName: this.#tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': tenantPartition(tenantId), ':prefix': `${record}#` },
          ConsistentRead: true,
          ExclusiveStartKey: next,
        }),
      );
      rows.push(...(page.Items ?? []));
      // A query reads 1 MB, so only rows of the maximum size need a second page.
      next = page.LastEvaluatedKey;
    } while (next !== undefined);
    return rows;
  }
}

/** A write to a tenant's applications or presets. If `entry` is `undefined`, the entry is deleted. */
export interface SettingsWrite {
  readonly record: 'application' | 'preset';
  readonly id: string;
  readonly entry: Application | Preset | undefined;
  /** The client that the write registers to the tenant, unless it is already registered to it. */
  readonly registers?: string | undefined;
  /** The client to release, because none of the tenant's applications uses it anymore. */
  readonly frees?: string | undefined;
  /** Indicates that an earlier request created the entry, so that nothing is written. */
  readonly repeated?: boolean;
}

/** Reads and writes a tenant's applications and presets. */
export interface SettingsStore {
  read(tenantId: string): Promise<SettingsSnapshot | undefined>;
  applications(tenantId: string): Promise<readonly Application[]>;
  presets(tenantId: string): Promise<readonly Preset[]>;
  /** Fails if anything has changed since `settings` was read, including the owner of the client. */
  write(settings: SettingsSnapshot, write: SettingsWrite): Promise<'written' | 'changed_meanwhile'>;
}
