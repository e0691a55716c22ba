import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { customerKey, fromCustomerItem } from './customer-item.ts';
import type { Customer } from './customer.ts';

/** Finds one customer. */
export interface CustomerFinder {
  find(customerId: string): Promise<Customer | undefined>;
}

/** Customers in DynamoDB, strongly consistent. */
export class DynamoCustomerFinder implements CustomerFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(customerId: string): Promise<Customer | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: customerKey(customerId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromCustomerItem(Item);
  }
}
