import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';

import type { TestTable } from './engine-table.ts';

/**
 * The most items that one request writes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export const BATCH = 25;
const CONCURRENCY = 16;

/** Writes items unchanged in concurrent batches, and reports the progress. */
export async function writeAll<Record>(
  { client, tableName }: TestTable,
  records: readonly Record[],
  toItem: (record: Record) => object,
  onProgress: (written: number) => void = () => undefined,
): Promise<void> {
  const writeBatch = async (batch: readonly Record[]) => {
    const requests = batch.map((record) => ({ PutRequest: { Item: { ...toItem(record) } } }));
    const { UnprocessedItems = {} } = await client.send(
      new BatchWriteCommand({ RequestItems: { [tableName]: requests } }),
    );
    if (Object.keys(UnprocessedItems).length > 0) throw new Error('The engine did not keep up.');
  };
  let next = 0;
  const writers = Array.from({ length: CONCURRENCY }, async () => {
    while (next < records.length) {
      const batch = records.slice(next, (next += BATCH));
      await writeBatch(batch);
      onProgress(Math.min(next, records.length));
    }
  });
  await Promise.all(writers);
}
