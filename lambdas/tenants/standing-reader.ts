import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { tenantKey } from './tenant-key.ts';

/** When the operator removed somebody of the tenant's own people, by the id of the user: ids never come back. */
export const removedUsersSchema = z.record(z.string(), z.iso.datetime()).default({});

/** The part of a tenant that decides whether a token of one of its people counts. */
const standingSchema = z.object({
  status: z.string().optional(),
  removedUsers: removedUsersSchema,
});

export interface TenantStanding {
  readonly suspended: boolean;
  /** People whose tokens count no more, by the id of the user. */
  readonly removedUsers: Readonly<Record<string, string>>;
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
        ProjectionExpression: 'pk, #status, removedUsers',
        ExpressionAttributeNames: { '#status': 'status' },
      }),
    );
    if (Item === undefined) return undefined;
    const { status, removedUsers } = standingSchema.parse(Item);
    return { suspended: status === 'suspended', removedUsers };
  }
}
