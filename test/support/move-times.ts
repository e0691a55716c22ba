import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { invitationKey } from '../../lambdas/modules/records/invitation-item.ts';
import { tableClient } from '../../lambdas/modules/records/table.ts';
import { localClientConfig } from '../../local/local-aws.ts';
import { foyer } from './foyer-client.ts';

/** Lets time pass for one invitation of the running service: nobody can wait for days. */
export async function moveTimes(
  id: string,
  times: { readonly expiresAt?: Date; readonly dueAt?: Date },
): Promise<void> {
  const table = tableClient(new DynamoDBClient(localClientConfig(foyer().awsEndpoint)));
  for (const [name, time] of Object.entries(times))
    await table.send(
      new UpdateCommand({
        TableName: foyer().tableName,
        Key: invitationKey(id),
        UpdateExpression: 'SET #name = :time',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':time': time.toISOString() },
      }),
    );
}

export const longAgo = () => new Date(Date.now() - 60_000);
