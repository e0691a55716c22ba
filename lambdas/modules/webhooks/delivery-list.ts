import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Position } from '../dynamodb/cursor.ts';
import {
  DELIVERY_PREFIX,
  deliveryKey,
  deliveryPartition,
  fromDeliveryItem,
  type Delivery,
} from './delivery.ts';

/** Which page: at most `limit` rows, from behind the last one of the page before. */
export interface DeliveryListQuery {
  readonly webhookId: string;
  readonly limit: number;
  readonly after?: Position | undefined;
}

/** What has not arrived, as administrators read it. */
export interface DeliveryList {
  /** One page, the newest event first. */
  list(query: DeliveryListQuery): Promise<{ rows: Delivery[]; next: Position | undefined }>;
}

export class DynamoDeliveryList implements DeliveryList {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async list({ webhookId, limit, after }: DeliveryListQuery) {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': deliveryPartition(webhookId),
          ':prefix': DELIVERY_PREFIX,
        },
        ConsistentRead: true,
        ScanIndexForward: false,
        // One row more than asked for tells whether there is a next page.
        Limit: limit + 1,
        ...(after !== undefined && {
          ExclusiveStartKey: deliveryKey({ webhookId, time: after.createdAt, eventId: after.id }),
        }),
      }),
    );
    const rows = Items.slice(0, limit).map(fromDeliveryItem);
    const last = rows.at(-1)?.event.detail;
    const more = Items.length > limit && last !== undefined;
    return { rows, next: more ? { id: last.id, createdAt: last.time } : undefined };
  }
}
