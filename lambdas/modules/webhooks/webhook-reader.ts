import { GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tenantPartition } from '../tenants/tenant-store.ts';
import { WEBHOOK_PREFIX, fromWebhookItem, webhookKey } from './webhook-item.ts';
import { WEBHOOKS_MAX, type Webhook } from './webhook.ts';

/** Reads webhooks, strongly consistent: who has registered one hears the next event. */
export interface WebhookReader {
  get(tenantId: string, webhookId: string): Promise<Webhook | undefined>;
  /** All of a tenant's. */
  list(tenantId: string): Promise<Webhook[]>;
}

export class DynamoWebhookReader implements WebhookReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(tenantId: string, webhookId: string): Promise<Webhook | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: webhookKey(tenantId, webhookId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromWebhookItem(Item);
  }

  async list(tenantId: string): Promise<Webhook[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': tenantPartition(tenantId),
          ':prefix': WEBHOOK_PREFIX,
        },
        ConsistentRead: true,
        Limit: WEBHOOKS_MAX,
      }),
    );
    return Items.map(fromWebhookItem);
  }
}
