import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Contact } from '../customers/contact.ts';
import { contactKey, fromContactItem } from '../customers/customer-item.ts';

/** Reads who somebody is. */
export interface ContactReader {
  find(customerId: string, contactId: string): Promise<Contact | undefined>;
}

/** Contacts in DynamoDB. Strongly consistent: people sign in the moment they have signed up. */
export class DynamoContactReader implements ContactReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(customerId: string, contactId: string): Promise<Contact | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: contactKey(customerId, contactId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromContactItem(Item);
  }
}
