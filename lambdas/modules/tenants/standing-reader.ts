import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { tenantKey } from './tenant-key.ts';

/** The part of a tenant that decides whether a token of one of its people counts. */
const standingSchema = z.object({ status: z.string().optional() });

export interface TenantStanding {
  readonly suspended: boolean;
}

/** Reads how a tenant stands at this moment. */
export interface StandingReader {
  find(tenantId: string): Promise<TenantStanding | undefined>;
}

/** Tenants in DynamoDB, strongly consistent and never remembered. It brings no schema of a tenant along. */
export class DynamoStandingReader implements StandingReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(tenantId: string): Promise<TenantStanding | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: tenantKey(tenantId),
        ConsistentRead: true,
        ProjectionExpression: 'pk, #status',
        ExpressionAttributeNames: { '#status': 'status' },
      }),
    );
    if (Item === undefined) return undefined;
    return { suspended: standingSchema.parse(Item).status === 'suspended' };
  }
}
