import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { contactKey } from '../customers/customer-item.ts';

/** Finds out whether somebody whom an invitation let in has really arrived. */
export interface ContactFinder {
  has(customerId: string, contactId: string): Promise<boolean>;
}

/** Contacts in DynamoDB. Strongly consistent: people sign in the moment they have signed up. */
export class DynamoContactFinder implements ContactFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async has(customerId: string, contactId: string): Promise<boolean> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: contactKey(customerId, contactId),
        ConsistentRead: true,
        ProjectionExpression: 'pk',
      }),
    );
    return Item !== undefined;
  }
}
