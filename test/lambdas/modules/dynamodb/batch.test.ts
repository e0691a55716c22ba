import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';

import { batchWrite } from '../../../../lambdas/modules/dynamodb/batch.ts';

const [kept, gone] = [
  { pk: 'a', sk: 'a' },
  { pk: 'b', sk: 'b' },
];
const item = { ...kept, name: 'Ada' };
const PUT = { PutRequest: { Item: item } };
const DELETE = { DeleteRequest: { Key: gone } };

/** Writes one item and deletes another, with a DynamoDB that leaves the deletion unprocessed `putOff` times. */
async function setup(putOff: number) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
  const mock = mockClient(client);
  let calls = 0;
  mock
    .on(BatchWriteCommand)
    .callsFake(() => (++calls > putOff ? {} : { UnprocessedItems: { table: [DELETE] } }));
  const writing = batchWrite(client, 'table', [{ put: item }, { del: gone }]);
  const error = await writing.then(() => undefined).catch((cause: unknown) => cause);
  const asked = mock.commandCalls(BatchWriteCommand).map(({ args }) => args[0].input.RequestItems);
  return { asked, error };
}

test('one call writes and deletes', async () => {
  expect(await setup(0)).toEqual({ asked: [{ table: [PUT, DELETE] }], error: undefined });
});

test('only unprocessed items are retried, after a pause', async () => {
  const began = performance.now();
  const { asked, error } = await setup(3);
  expect(performance.now() - began).toBeGreaterThan(250);
  expect(asked).toEqual([{ table: [PUT, DELETE] }, ...[1, 2, 3].map(() => ({ table: [DELETE] }))]);
  expect(error).toBeUndefined();
});

test('items that stay unprocessed cause an error', async () => {
  const { asked, error } = await setup(9);
  expect(asked).toHaveLength(4);
  expect(error).toMatchObject({
    message: 'Part of the batch remained unprocessed after all retries.',
  });
});
