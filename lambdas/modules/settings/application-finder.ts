import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { RECORDS } from '../records/table.ts';
import { tenantPartition } from '../tenants/tenant-store.ts';
import { applicationSchema, type Application } from './application.ts';

/** Reads an application. Another tenant's does not exist. */
export interface ApplicationReader {
  get(tenantId: string, applicationId: string): Promise<Application | undefined>;
}

/** Where an application lies: with its tenant. */
export function applicationKey(
  tenantId: string,
  applicationId: string,
): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `${RECORDS.application}#${applicationId}` };
}

/** Applications in DynamoDB, read strongly consistent. */
export class DynamoApplicationFinder implements ApplicationReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(tenantId: string, applicationId: string): Promise<Application | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: applicationKey(tenantId, applicationId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : applicationSchema.parse(Item);
  }
}
