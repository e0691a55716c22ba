import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { customerKey, fromCustomerItem } from './customer-item.ts';
import type { Customer } from './customer.ts';

/** Finds one customer. */
export interface CustomerFinder {
  find(customerId: string): Promise<Customer | undefined>;
}

/** Reads one customer without its people, strongly consistent: 1 RRU for up to 4 KB. */
export async function readCustomer(
  client: DynamoDBDocumentClient,
  tableName: string,
  customerId: string,
): Promise<Customer | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: customerKey(customerId), ConsistentRead: true }),
  );
  return Item === undefined ? undefined : fromCustomerItem(Item);
}

/** Customers in DynamoDB, strongly consistent. */
export class DynamoCustomerFinder implements CustomerFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  find(customerId: string): Promise<Customer | undefined> {
    return readCustomer(this.#client, this.#tableName, customerId);
  }
}
