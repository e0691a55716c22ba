import { describe, expect, test } from 'vitest';

import {
  actingAs,
  type Actor,
  currentStamp,
  stamped,
} from '../../../../lambdas/modules/platform/actor.ts';

const ada: Actor = { type: 'user', id: 'user-ada', name: 'Ada' };
const key = { pk: 'tenant#acme', sk: 'preset#pre_1' };
const by = { t: 'user', i: 'user-ada', n: 'Ada', a: expect.any(Number) as number };
const write = (input: object) => actingAs(ada, async () => stamped(input));

describe('a write on behalf of a person', () => {
  test('names the person in a put, replacing an earlier name', async () => {
    const Item = { ...key, name: 'x', by: 'old' };
    expect(await write({ Item })).toEqual({ Item: { ...key, name: 'x', by } });
  });

  test.each([
    ['SET #a = :a REMOVE b', 'SET #stamp = :stamp, #a = :a REMOVE b'],
    ['REMOVE b', 'SET #stamp = :stamp REMOVE b'],
    ['ADD n :one SET a = :a', 'ADD n :one SET #stamp = :stamp, a = :a'],
    ['REMOVE SETTING', 'SET #stamp = :stamp REMOVE SETTING'],
  ])('names the person in an update: %s', async (UpdateExpression, expected) => {
    const input = {
      Key: key,
      UpdateExpression,
      ExpressionAttributeNames: { '#a': 'a' },
      ExpressionAttributeValues: { ':a': 1 },
    };
    expect(await write(input)).toEqual({
      Key: key,
      UpdateExpression: expected,
      ExpressionAttributeNames: { '#a': 'a', '#stamp': 'by' },
      ExpressionAttributeValues: { ':a': 1, ':stamp': by },
    });
  });

  test('names the person in each part of a transaction, and adds a note after the other parts for a deletion', async () => {
    const parts = [
      { Put: { TableName: 't', Item: { pk: 'lock#1', sk: 'lock' } } },
      { Delete: { TableName: 't', Key: key, ConditionExpression: 'x' } },
      { Delete: { TableName: 't', Key: { pk: 'client#1', sk: 'client' } } },
      { Put: { TableName: 't', Item: { pk: 'customer#1', sk: 'customer' } } },
    ];
    expect(await write({ TransactItems: parts })).toEqual({
      TransactItems: [
        ...parts.slice(0, 3),
        { Put: { TableName: 't', Item: { pk: 'customer#1', sk: 'customer', by } } },
        {
          Put: {
            TableName: 't',
            Item: {
              pk: 'note#tenant#acme',
              sk: 'deletion#preset#pre_1',
              by,
              removeAt: expect.any(Number) as number,
            },
          },
        },
      ],
    });
  });

  test.each([
    { pk: 'tenant#acme', sk: 'webhook-count' },
    { pk: 'tenant#acme', sk: 'client-request#1' },
    { pk: 'client#1', sk: 'client' },
    { pk: 'quota#acme', sk: 'quota' },
    { pk: 'import#imp_1', sk: 'chunk#1' },
    { pk: 'activity#acme', sk: '2030' },
  ])('leaves items that are not logged unchanged: %j', async (other) => {
    const put = { Item: other };
    const update = { Key: other, UpdateExpression: 'SET a = :a' };
    expect(await write(put)).toEqual(put);
    expect(await write(update)).toEqual(update);
  });
});

test('Foyer’s own writes name nobody', () => {
  const input = { Item: { ...key, name: 'x' } };
  expect(stamped(input)).toBe(input);
});

test('two simultaneous actors are not confused', async () => {
  const name = async (id: string) =>
    actingAs({ type: 'contact', id }, async () => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      return currentStamp()?.i;
    });
  const ids = Array.from({ length: 20 }, (_, n) => `con_${n}`);
  expect(await Promise.all(ids.map(name))).toEqual(ids);
});
