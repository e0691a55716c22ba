import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, test } from 'vitest';

import { isTransient } from '../../../../lambdas/modules/platform/transient.ts';
import { tableClient } from '../../../../lambdas/modules/records/table.ts';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
});

type Reply = readonly [status: number, errorName?: string];

/**
 * Starts a table that sends these responses in order, and then repeats the last one. The client has the settings of
 * functions.
 */
async function setup(...replies: readonly [Reply, ...Reply[]]) {
  const attempts: number[] = [];
  const server = createServer((request, response) => {
    const [status, name] = replies[Math.min(attempts.length, replies.length - 1)] ?? replies[0];
    attempts.push(status);
    request.resume();
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    const type = `com.amazonaws.dynamodb.v20120810#${name}`;
    response.end(JSON.stringify(name === undefined ? {} : { __type: type, message: 'Too fast.' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'of-the-tests', secretAccessKey: 'of-the-tests' };
  const endpoint = `http://127.0.0.1:${port}`;
  const client = tableClient(new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials }));
  const get = () => client.send(new GetCommand({ TableName: 'foyer', Key: { pk: 'a', sk: 'b' } }));
  return { attempts, get, server };
}

const failureOf = (call: Promise<unknown>) => call.then(() => undefined).catch((e: unknown) => e);

describe('a call to a table', () => {
  test('that is throttled twice succeeds, because the SDK retries it', async () => {
    const throttled = [400, 'ThrottlingException'] as const;
    const { attempts, get } = await setup(throttled, throttled, [200]);
    await expect(get()).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
    expect(attempts).toEqual([400, 400, 200]);
  });

  test.each<[number, string]>([
    [400, 'ProvisionedThroughputExceededException'],
    [400, 'ThrottlingException'],
    [400, 'RequestLimitExceeded'],
    [500, 'InternalServerError'],
    [503, 'ServiceUnavailable'],
  ])('that keeps failing with %i %s fails for the moment', async (status, name) => {
    const { attempts, get } = await setup([status, name]);
    expect(isTransient(await failureOf(get()))).toBe(true);
    expect(attempts.length).toBeGreaterThan(1);
  });

  test('that cannot be reached fails for the moment', async () => {
    const { get, server } = await setup([200]);
    server.close();
    expect(isTransient(await failureOf(get()))).toBe(true);
  });

  test.each<[number, string]>([
    [400, 'ValidationException'],
    [400, 'AccessDeniedException'],
    [400, 'ResourceNotFoundException'],
    [400, 'ConditionalCheckFailedException'],
  ])('that is refused with %i %s fails permanently, and is not retried', async (status, name) => {
    const { attempts, get } = await setup([status, name]);
    expect(isTransient(await failureOf(get()))).toBe(false);
    expect(attempts).toHaveLength(1);
  });
});

describe('any other error', () => {
  test.each([
    ['an error of the program', new TypeError('undefined is not a function')],
    ['one that Node gives a code', Object.assign(new Error('x'), { code: 'ERR_INVALID_ARG_TYPE' })],
    ['one that looks like a status', Object.assign(new Error('x'), { statusCode: 503 })],
    ['something that is not an error', { name: 'ThrottlingException' }],
    ['nothing', undefined],
  ])('is not transient: %s', (_what, error) => {
    expect(isTransient(error)).toBe(false);
  });

  test('is transient if it is a lost connection or an expired timeout', () => {
    expect(isTransient(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))).toBe(true);
    expect(isTransient(AbortSignal.abort(new DOMException('late', 'TimeoutError')).reason)).toBe(
      true,
    );
  });
});
