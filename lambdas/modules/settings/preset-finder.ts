import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { RECORDS } from '../records/table.ts';
import { tenantPartition } from '../tenants/tenant-store.ts';
import { presetSchema, type Preset } from './preset.ts';

/** Reads a preset. Another tenant's does not exist. */
export interface PresetReader {
  get(tenantId: string, presetId: string): Promise<Preset | undefined>;
}

/** Where a preset lies: with its tenant. */
export function presetKey(tenantId: string, presetId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `${RECORDS.preset}#${presetId}` };
}

/** Presets in DynamoDB, read strongly consistent. */
export class DynamoPresetFinder implements PresetReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(tenantId: string, presetId: string): Promise<Preset | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: presetKey(tenantId, presetId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : presetSchema.parse(Item);
  }
}
