import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { ALL_SCOPES } from '../platform/scopes.ts';
import { RECORDS } from '../records/table.ts';

/** What says whose a client is, and what it may do. */
export const clientOwnerSchema = z.object({
  tenantId: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(ALL_SCOPES)),
});
/** Whose program it is, what it is called and what it may do. */
export type ClientOwner = z.infer<typeof clientOwnerSchema>;

/** Whose a client is, for whoever knows only its id. Without it, a client gets no token and nothing takes the ones it has. */
export function clientOwnerKey(clientId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.client}#${clientId}`, sk: RECORDS.client };
}

/** Finds out whose a client of the user pool is. */
export interface ClientOwnerFinder {
  find(clientId: string): Promise<ClientOwner | undefined>;
}

/** Owners in DynamoDB, strongly consistent: a client that was removed is nobody's from then on. */
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
