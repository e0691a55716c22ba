import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { contactKey } from '../customers/customer-item.ts';

/** A user of the pool, and which contact it was made for. */
export interface ContactUser {
  readonly userId: string;
  readonly customerId: string;
  readonly contactId: string;
}

/** Finds out whether somebody whom an invitation let in has really arrived. */
export interface ContactFinder {
  /**
   * Whether this user is the contact's account. A contact can be there before anybody has come, outlive an attempt that
   * died, and stay behind when its person is removed: only the user that it names is an account.
   */
  has(user: ContactUser): Promise<boolean>;
}

const accountSchema = z.object({ userId: z.string().optional() });

/** Contacts in DynamoDB. Strongly consistent: people sign in the moment they have signed up. */
export class DynamoContactFinder implements ContactFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async has({ userId, customerId, contactId }: ContactUser): Promise<boolean> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: contactKey(customerId, contactId),
        ConsistentRead: true,
        ProjectionExpression: 'userId',
      }),
    );
    return accountSchema.parse(Item ?? {}).userId === userId;
  }
}
