import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import * as stored from '../platform/stored.ts';
import { RECORDS } from '../records/table.ts';

/**
 * The tenant that registered a user pool client by creating an application with it. Only users of this tenant get
 * tokens from the client.
 */
export const clientRegistrationSchema = z.object({ tenantId: stored.text });
export type ClientRegistration = z.infer<typeof clientRegistrationSchema>;

/**
 * Returns the key of a registration, which is stored next to the item with the owner of an API client. A client never
 * has both.
 */
export function clientRegistrationKey(clientId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.client}#${clientId}`, sk: RECORDS.registration };
}

/** Finds the tenant that registered a client. */
export interface RegistrationFinder {
  /** Returns `undefined` for a client that no application uses: Foyer's own, or one that is not registered yet. */
  find(clientId: string): Promise<ClientRegistration | undefined>;
}

/**
 * Reads registrations from DynamoDB with strong consistency, so that a client is closed to other tenants as soon as it
 * is registered.
 */
export class DynamoRegistrationFinder implements RegistrationFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(clientId: string): Promise<ClientRegistration | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: clientRegistrationKey(clientId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : clientRegistrationSchema.parse(Item);
  }
}
