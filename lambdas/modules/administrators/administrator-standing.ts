import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { isAdministratorGroup } from '../platform/scopes.ts';
import { administratorKey } from './administrator-keys.ts';

const standingSchema = z.object({
  role: z.string().refine(isAdministratorGroup),
  userId: z.string().optional(),
  name: z.string().optional(),
  email: z.string(),
});
/** The current access of an administrator, and the account that has it: without one, nobody. */
export type AdministratorStanding = z.infer<typeof standingSchema>;

/** Reads how an administrator stands at this moment. */
export interface AdministratorStandings {
  find(tenantId: string, id: string): Promise<AdministratorStanding | undefined>;
}

/** Administrators in DynamoDB, strongly consistent and never remembered. It reads what decides about access, and no more. */
export class DynamoAdministratorStandings implements AdministratorStandings {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(tenantId: string, id: string): Promise<AdministratorStanding | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: administratorKey(tenantId, id),
        ConsistentRead: true,
        ProjectionExpression: '#role, userId, #name, email',
        ExpressionAttributeNames: { '#role': 'role', '#name': 'name' },
      }),
    );
    return Item === undefined ? undefined : standingSchema.parse(Item);
  }
}
