import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { ALL_SCOPES } from '../platform/scopes.ts';
import * as stored from '../platform/stored.ts';
import { RECORDS } from '../records/table.ts';

/** The owner of an API client and the client's scopes, as stored. */
export const clientOwnerSchema = z.object({
  tenantId: stored.text,
  name: stored.text,
  scopes: z.array(z.enum(ALL_SCOPES)),
});
/** The owner of an API client, with the client's name and scopes. */
export type ClientOwner = z.infer<typeof clientOwnerSchema>;

/**
 * Returns the key of a client's owner, for lookups by client ID alone. Without this item, the client cannot get tokens,
 * and its requests are rejected.
 */
export function clientOwnerKey(clientId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.client}#${clientId}`, sk: RECORDS.client };
}

/** Looks up the owner of a client in the user pool. */
export interface ClientOwnerFinder {
  find(clientId: string): Promise<ClientOwner | undefined>;
}

/** Looks up owners in DynamoDB with strongly consistent reads, so that a deleted client loses access immediately. */
export class DynamoClientOwnerFinder implements ClientOwnerFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(clientId: string): Promise<ClientOwner | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: clientOwnerKey(clientId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : clientOwnerSchema.parse(Item);
  }
}
