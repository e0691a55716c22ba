import { randomUUID } from 'node:crypto';

import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import {
  includedIn,
  INDEXES,
  tableClient,
  WORK_INDEXES,
} from '../../../lambdas/modules/records/table.ts';
import { localClientConfig } from '../../../local/local-aws.ts';

/** An empty table with the same keys and indexes as the stack's table. */
export interface TestTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/** Creates a table in the engine at `endpoint`. */
export async function createTableAt(endpoint: string): Promise<TestTable> {
  const dynamoDb = new DynamoDBClient(localClientConfig(endpoint));
  const tableName = `foyer-${randomUUID()}`;
  const key = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  const lists = Object.values(INDEXES).map((index) => ({
    ...index,
    projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: includedIn(index) },
  }));
  const work = Object.values(WORK_INDEXES).map((index) => ({
    ...index,
    projection: { ProjectionType: 'KEYS_ONLY' as const },
  }));
  const indexes = [...lists, ...work];
  const attributes = new Set([
    'pk',
    'sk',
    ...indexes.flatMap((index) => [index.partitionKey, index.sortKey]),
  ]);
  await dynamoDb.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: key('pk', 'sk'),
      AttributeDefinitions: [...attributes].map((name) => ({
        AttributeName: name,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: key(index.partitionKey, index.sortKey),
        Projection: index.projection,
      })),
    }),
  );
  return { client: tableClient(dynamoDb), tableName };
}

/** Returns an existing table, with a client that nothing else uses or changes. */
export function openTableAt(endpoint: string, tableName: string): TestTable {
  return { client: tableClient(new DynamoDBClient(localClientConfig(endpoint))), tableName };
}
