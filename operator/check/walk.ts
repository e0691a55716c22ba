import {
  ScanCommand,
  type DynamoDBDocumentClient,
  type ScanCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import type { TableItem } from './facts.ts';

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/**
 * Every item of a table, page by page, one megabyte each: a Scan, which no function of the service does. It costs half a
 * read unit for each 4 KB of the table
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html), or a whole one when
 * `consistent`. It is no snapshot: what changes meanwhile is read as it was or as it is.
 */
export async function* walk(
  { client, tableName }: Table,
  { consistent }: { readonly consistent: boolean },
): AsyncGenerator<TableItem[]> {
  let next: Record<string, unknown> | undefined;
  do {
    const page: ScanCommandOutput = await client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: consistent,
        ExclusiveStartKey: next,
      }),
    );
    yield page.Items ?? [];
    next = page.LastEvaluatedKey;
  } while (next !== undefined);
}
