import {
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type DynamoDBDocumentClient,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { applicationSchema, type Application } from './application.ts';
import { clientRegistrationKey } from './client-registration.ts';
import { presetSchema, type Preset } from './preset.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { RECORDS } from '../records/table.ts';
import { tenantKey, tenantPartition } from '../tenants/tenant-store.ts';
import { tenantFromItem } from '../tenants/tenant.ts';
import type { Catalogue } from './catalogue.ts';
import type { CatalogueStore, CatalogueWrite } from './update-settings.ts';

const versionSchema = z.object({ catalogueVersion: z.number().int().default(0) });

/** What a tenant offers, in DynamoDB: read strongly consistent, beside the tenant itself. */
export class DynamoCatalogueStore implements CatalogueStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** The tenant first: what is written afterwards is held against the version that it says. */
  async read(tenantId: string): Promise<Catalogue | undefined> {
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
    { tenant, version }: Catalogue,
    write: CatalogueWrite,
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

  #part(tenantId: string, { record, id, entry }: CatalogueWrite) {
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
  #registrations(tenantId: string, { registers, frees }: CatalogueWrite) {
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
