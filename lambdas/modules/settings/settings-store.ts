import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandOutput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { comparable } from '../platform/text.ts';
import { type Application, applicationSchema } from '../records/application.ts';
import { type Preset, presetSchema } from '../records/preset.ts';
import { RECORDS, tenantKey, tenantPartition } from '../records/table.ts';
import { type Tenant, tenantFromItem } from '../records/tenant.ts';
import { clientRegistrationKey } from './client-registration.ts';

/** All that a tenant offers, read together, so that a change can be held against all of it. */
export interface SettingsSnapshot {
  readonly tenant: Tenant;
  /** One more with each change of an application or a preset; 0 before the first. */
  readonly version: number;
  readonly applications: readonly Application[];
  readonly presets: readonly Preset[];
}

/** As many applications, and as many presets, as a tenant can have: a list shows them all. */
export const SETTINGS_MAX = 100;

/** Tells whether two names look the same to people: case, width, spaces and unseen characters make no difference. */
export function isSameName(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

const versionSchema = z.object({ catalogueVersion: z.number().int().default(0) });

/** What a tenant offers, in DynamoDB: read strongly consistent, beside the tenant itself. */
export class DynamoSettingsStore implements SettingsStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** The tenant first: what is written afterwards is held against the version that it says. */
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

  /** All of them, in the order of their ids: one query, as a rule. */
  async applications(tenantId: string): Promise<Application[]> {
    const items = await this.#list(tenantId, RECORDS.application);
    return items.map((item) => applicationSchema.parse(item));
  }

  /** All of them, in the order of their ids: one query, as a rule. */
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

  /** Of two tenants that register a client at once, one finds it taken. */
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
      // Only rows of the largest size there can be need a second page: a query reads a megabyte.
      next = page.LastEvaluatedKey;
    } while (next !== undefined);
    return rows;
  }
}

/** One write to what a tenant offers: the entry as it shall be; without one, it is removed. */

export interface SettingsWrite {
  readonly record: 'application' | 'preset';
  readonly id: string;
  readonly entry: Application | Preset | undefined;
  /** The client that becomes, or stays, the tenant's own with it. */
  readonly registers?: string | undefined;
  /** The client of the tenant that nothing of it names any more. */
  readonly frees?: string | undefined;
  /** An earlier request has created the entry: nothing is written. */
  readonly repeated?: boolean;
}
/** What a tenant offers, read and changed. */

export interface SettingsStore {
  read(tenantId: string): Promise<SettingsSnapshot | undefined>;
  applications(tenantId: string): Promise<readonly Application[]>;
  presets(tenantId: string): Promise<readonly Preset[]>;
  /** Unless any of it, or whose the client is, was changed since `catalogue` was read. */
  write(settings: SettingsSnapshot, write: SettingsWrite): Promise<'written' | 'changed_meanwhile'>;
}
