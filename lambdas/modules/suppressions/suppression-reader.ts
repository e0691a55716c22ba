import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { fromSuppressionItem, suppressionKey, type Suppression } from './suppression.ts';

/** Looks up whether mail reaches an address. */
export interface SuppressionReader {
  /** What is known against `address` (normalised); it may have ended: see {@link isSuppressed}. */
  find(address: string): Promise<Suppression | undefined>;
}

/** Suppressions in DynamoDB. */
export class DynamoSuppressionReader implements SuppressionReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** 0.5 RRU: a bounce of this very second may be missed, and is then told by the next mail. */
  async find(address: string): Promise<Suppression | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#tableName, Key: suppressionKey(address) }),
    );
    return Item === undefined ? undefined : fromSuppressionItem(Item);
  }
}
