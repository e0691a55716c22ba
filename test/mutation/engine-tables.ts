import { DeleteTableCommand, DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';

import { localClientConfig } from '../../local/local-aws.ts';

/** Deletes what tests that were stopped left in the engine: each table makes all others dearer. */
export async function dropAllTables(endpoint: string): Promise<void> {
  const client = new DynamoDBClient(localClientConfig(endpoint));
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {}))
    names.push(...TableNames);
  for (const TableName of names) await client.send(new DeleteTableCommand({ TableName }));
  client.destroy();
}
