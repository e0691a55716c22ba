import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { RECORDS } from '../records/table.ts';

/** The tenant that registered a client of the user pool with an application: its people alone get tokens there. */
export const clientRegistrationSchema = z.object({ tenantId: z.string() });
export type ClientRegistration = z.infer<typeof clientRegistrationSchema>;

/** The key of a registration: beside what says whose program a client is, and never both for one client. */
export function clientRegistrationKey(clientId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.client}#${clientId}`, sk: RECORDS.registration };
}

/** Finds the tenant that registered a client. */
export interface RegistrationFinder {
  /** `undefined` for a client that no application names: Foyer's own, or one that is yet to be registered. */
  find(clientId: string): Promise<ClientRegistration | undefined>;
}

/** Registrations in DynamoDB, strongly consistent: a client that was registered a moment ago is closed to others. */
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
