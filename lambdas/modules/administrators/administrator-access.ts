import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { digest } from '../platform/ids.ts';
import { ADMINISTRATOR_ROLES } from '../platform/scopes.ts';
import * as stored from '../platform/stored.ts';
import { RECORDS } from '../records/table.ts';

/** The key of a DynamoDB item. */
interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * Returns the partition key of a tenant's administrators. It is separate from the tenant's own partition, because the
 * functions that email administrators and set up their accounts must not be able to write to the tenant, its API
 * clients, or its webhooks.
 */
export function administratorPartition(tenantId: string): string {
  return `${RECORDS.administrator}#${tenantId}`;
}

export function administratorKey(tenantId: string, id: string): Key {
  return { pk: administratorPartition(tenantId), sk: `${RECORDS.administrator}#${id}` };
}

/**
 * Returns the key of the item that counts a tenant's administrators and, separately, its active administrators with the
 * full role.
 */
export function administratorCountKey(tenantId: string): Key {
  return { pk: administratorPartition(tenantId), sk: 'administrator-count' };
}

/** Returns the key of the item that prevents two administrators of a tenant from having the same address. */
export function administratorAddressKey(tenantId: string, address: string): Key {
  return { pk: administratorPartition(tenantId), sk: `administrator-address#${digest(address)}` };
}

/** Returns the key of the item that is kept for a removed administrator until the user is deleted from the pool. */
export function formerAdministratorKey(tenantId: string, id: string): Key {
  return { pk: administratorPartition(tenantId), sk: `former-administrator#${id}` };
}

const accessSchema = z.object({
  role: z.enum(ADMINISTRATOR_ROLES),
  userId: stored.optionalText,
  name: stored.optionalText,
  email: stored.text,
});
/** An administrator's current access, and the account that holds it. Without an account, nobody has access. */
export type AdministratorAccess = z.infer<typeof accessSchema>;

/** Reads the current access of administrators. */
export interface AdministratorAccessReader {
  find(tenantId: string, id: string): Promise<AdministratorAccess | undefined>;
}

/** Reads only the attributes that determine access, with strong consistency and without a cache. */
export class DynamoAdministratorAccessReader implements AdministratorAccessReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(tenantId: string, id: string): Promise<AdministratorAccess | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: administratorKey(tenantId, id),
        ConsistentRead: true,
        ProjectionExpression: '#role, userId, #name, email',
        ExpressionAttributeNames: { '#role': 'role', '#name': 'name' },
      }),
    );
    return Item === undefined ? undefined : accessSchema.parse(Item);
  }
}
