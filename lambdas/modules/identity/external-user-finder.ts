import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { digest } from '../platform/ids.ts';
import {
  externalAccountKey,
  externalUserKey,
  externalUserSchema,
  type ExternalUser,
} from './external-user.ts';

/** Finds people who sign in at an identity provider. */
export interface ExternalUserFinder {
  named(userName: string): Promise<ExternalUser | undefined>;
  at(address: string): Promise<ExternalUser | undefined>;
}

/** External users in DynamoDB. Strongly consistent: people sign in the moment they have signed up. */
export class DynamoExternalUserFinder implements ExternalUserFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  named(userName: string): Promise<ExternalUser | undefined> {
    return this.#get(externalUserKey(userName));
  }

  at(address: string): Promise<ExternalUser | undefined> {
    return this.#get(externalAccountKey(digest(address)));
  }

  async #get(key: { readonly pk: string; readonly sk: string }): Promise<ExternalUser | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#tableName, Key: key, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : externalUserSchema.parse(Item);
  }
}
