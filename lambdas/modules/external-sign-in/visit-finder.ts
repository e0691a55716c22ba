import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { visitKey } from './visit-item.ts';

/** Finds out which invitation somebody is accepting. */
export interface VisitFinder {
  /** The invitation that was last left for `provider` by somebody invited as `address`. */
  find(provider: string, address: string): Promise<string | undefined>;
}

/** Visits in DynamoDB. Strongly consistent: a company's sign-in can take less than a second. */
export class DynamoVisitFinder implements VisitFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(provider: string, address: string): Promise<string | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: visitKey(provider, address),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : itemSchema.parse(Item).invitationId;
  }
}

const itemSchema = z.object({ invitationId: z.string() });
