import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { digest } from '../platform/ids.ts';
import { isAdministratorGroup } from '../platform/scopes.ts';
import { RECORDS } from '../records/table.ts';

/** The key of an item, as DynamoDB takes it. */
interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * The partition of a tenant's administrators. It is one of their own, not the tenant's: the functions that mail them and
 * set their accounts up must not write the tenant, its programs or its webhooks.
 */
export function administratorPartition(tenantId: string): string {
  return `${RECORDS.administrator}#${tenantId}`;
}

export function administratorKey(tenantId: string, id: string): Key {
  return { pk: administratorPartition(tenantId), sk: `${RECORDS.administrator}#${id}` };
}

/** The item that counts a tenant's administrators, and those of them who are active in the full role. */
export function administratorCountKey(tenantId: string): Key {
  return { pk: administratorPartition(tenantId), sk: 'administrator-count' };
}

/** The item that keeps an address from being two administrators of a tenant. */
export function administratorAddressKey(tenantId: string, address: string): Key {
  return { pk: administratorPartition(tenantId), sk: `administrator-address#${digest(address)}` };
}

/** The item that remains of an administrator until the account in the user pool is gone. */
export function formerAdministratorKey(tenantId: string, id: string): Key {
  return { pk: administratorPartition(tenantId), sk: `former-administrator#${id}` };
}

const accessSchema = z.object({
  role: z.string().refine(isAdministratorGroup),
  userId: z.string().optional(),
  name: z.string().optional(),
  email: z.string(),
});
/** The current access of an administrator, and the account that has it: without one, nobody. */
export type AdministratorAccess = z.infer<typeof accessSchema>;

/** Reads how an administrator stands at this moment. */
export interface AdministratorAccessReader {
  find(tenantId: string, id: string): Promise<AdministratorAccess | undefined>;
}

/** Administrators in DynamoDB, strongly consistent and never remembered. It reads what decides about access, and no more. */
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
