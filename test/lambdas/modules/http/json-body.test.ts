import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type Route, routeKey } from '../../../../lambdas/modules/http/route.ts';
import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { ROUTES } from '../../../../lambdas/modules/openapi/routes.ts';
import { tableClient } from '../../../../lambdas/modules/records/table.ts';
import { everyApi } from '../../../support/foyer/every-api.ts';
import type { RequestParts } from '../../../support/functions/http-event.ts';

const JSON_TYPE = 'application/json';
const doors = Object.values<Route>(ROUTES)
  .filter(({ body }) => body !== undefined)
  .map((route) => [routeKey(route), route] as const);
const setup = everyApi;

/**
 * Returns a body the way API Gateway passes it: as base64, or as text with replacement characters for invalid UTF-8.
 */
function sent(bytes: Uint8Array, how: { type?: string; base64: boolean }): RequestParts {
  const buffer = Buffer.from(bytes);
  return {
    body: how.base64 ? buffer.toString('base64') : buffer.toString('utf8'),
    isBase64Encoded: how.base64,
    headers: { 'content-type': how.type ?? JSON_TYPE },
  };
}

describe.each(doors)('%s', (_key, route) => {
  const muller = Buffer.from('{"name":"M\u00fcller"}', 'latin1');

  test.each([true, false])('rejects bytes that are not UTF-8, base64 %s', async (base64) => {
    const { asked, send } = setup();
    const { status, json } = await send(route, sent(muller, { base64 }));
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: 'invalid_request', errors: [{ path: '' }] });
    expect(json['detail']).toContain('not in UTF-8');
    expect(asked).not.toHaveBeenCalled();
  });

  test.each([
    'application/json; charset=iso-8859-1',
    'application/json;charset="windows-1252"',
    'application/json; Charset=UTF-16',
    'application/json; charset=utf-8; charset=latin1',
    'application/merge-patch+json; charset=us-ascii',
    'text/plain; charset=utf-8',
    'application/jsonp',
    '',
  ])('rejects the type %j', async (type) => {
    const { asked, send } = setup();
    for (const base64 of [true, false]) {
      const { status, json } = await send(route, sent(muller, { type, base64 }));
      expect(status).toBe(415);
      expect(json).toMatchObject({ code: 'unsupported_media_type' });
    }
    expect(asked).not.toHaveBeenCalled();
  });

  test('rejects endless nesting, and names no field in it', async () => {
    const { send } = setup();
    for (const body of [
      `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
      `{"metadata":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}}`,
      `{"rows":[{"email":"a@b.example","x":${'['.repeat(9_000)}${']'.repeat(9_000)}}]}`,
    ])
      expect(await send(route, { body, headers: { 'content-type': JSON_TYPE } })).toMatchObject({
        status: 400,
      });
  });
});

test.each(['utf-8', 'UTF-8', 'utf8', '"utf-8"'])('the charset %s is accepted', async (charset) => {
  const { asked, send } = setup();
  const bytes = Buffer.from('{"token":"t\u00f6ken"}');
  for (const base64 of [true, false])
    await send(
      ROUTES.getInvitationByToken,
      sent(bytes, { type: `${JSON_TYPE}; charset=${charset}`, base64 }),
    );
  expect(asked).toHaveBeenCalledTimes(2);
  expect(asked).toHaveBeenLastCalledWith(expect.objectContaining({ body: { token: 'töken' } }));
});

test('a byte order mark before JSON is ignored', async () => {
  const { asked, send } = setup();
  for (const base64 of [true, false])
    await send(ROUTES.getInvitationByToken, sent(Buffer.from('\ufeff{"token":"t"}'), { base64 }));
  expect(asked).toHaveBeenCalledTimes(2);
});

test('no bytes cause an internal error, and accepted text is exactly what was sent', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  const json = text.map((token) => new TextEncoder().encode(JSON.stringify({ token })));
  const broken = fc
    .tuple(json, fc.nat(30), fc.integer({ min: 0x80, max: 0xff }))
    .map(([bytes, at, byte]) => Uint8Array.from([...bytes.slice(0, at), byte, ...bytes.slice(at)]));
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 60 }), json, broken);
  await fc.assert(
    fc.asyncProperty(bytes, fc.boolean(), async (body, base64) => {
      const { asked, send } = setup();
      const { status } = await send(ROUTES.getInvitationByToken, sent(body, { base64 }));
      expect([204, 400]).toContain(status);
      if (status !== 204) return;
      const { body: taken } = asked.mock.lastCall?.[0] as { body: unknown };
      expect(taken).toEqual(JSON.parse(Buffer.from(body).toString('utf8')));
    }),
    { numRuns: 300 },
  );
});

/** Names with a meaning in JavaScript, zod, the SDK, or JSON. */
const ODD_KEYS = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Array.prototype).slice(0, 4),
  ...['prototype', 'toJSON', 'then', 'length', 'S', 'M', 'NULL', '$ref', '', '0', 'a.b', '\ud800'],
];

describe('a body with any keys', () => {
  const key = fc.oneof(fc.constantFrom(...ODD_KEYS), fc.string({ unit: 'binary', maxLength: 12 }));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('x', 'a@b.example', 1, true, null, [], ...ODD_KEYS),
      fc.array(tie('value'), { maxLength: 2 }),
      objectOf(key, tie('value')),
    ),
  }));

  test.each(doors)(
    'causes no error in %s, which can store what it accepts',
    async (_key, route) => {
      const fields = Object.keys((route.body as { shape?: object } | undefined)?.shape ?? {});
      const bodies = fc
        .tuple(objectOf(fc.constantFrom('metadata', ...fields), value), objectOf(key, value))
        .map((parts) => JSON.stringify(Object.fromEntries(parts.flatMap(Object.entries))));
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          const { asked, send } = setup();
          const { status } = await send(route, { body, headers: { 'content-type': JSON_TYPE } });
          expect([204, 400]).toContain(status);
          if (status === 204) await stored((asked.mock.lastCall?.[0] as { body: unknown }).body);
        }),
        { numRuns: 60 },
      );
    },
  );

  /** Creates an object from entries, so that `__proto__` is an ordinary key, as it is in JSON. */
  function objectOf(keys: fc.Arbitrary<string>, values: fc.Arbitrary<unknown>) {
    return fc
      .array(fc.tuple(keys, values), { maxLength: 3 })
      .map((entries): object => Object.fromEntries(entries));
  }
});

test('"__proto__" is rejected by name in any position', () => {
  const schema = ROUTES.createInvitation.body();
  for (const [body, path] of [
    ['{"__proto__":1}', '__proto__'],
    ['{"metadata":{"__proto__":"x"}}', 'metadata.__proto__'],
    ['{"groups":[{"__proto__":{"polluted":1}}]}', 'groups.0.__proto__'],
  ] as const)
    expect(() => parseRequest(schema, JSON.parse(body))).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        errors: [{ path, message: expect.stringContaining('cannot be the name') as string }],
      }) as Error,
    );
  expect({}).not.toHaveProperty('polluted');
});

test.each(['length', 'size'])('a "%s" that zod cannot compare is rejected by name', (measure) => {
  const body = { email: { [measure]: [{ toString: 'x' }] } };
  expect(() => parseRequest(ROUTES.createInvitation.body(), body)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      errors: [
        { path: `email.${measure}`, message: `"${measure}" cannot be an object or an array.` },
      ],
    }) as Error,
  );
});

test('a response names at most a hundred invalid fields, so that it is not too large', () => {
  const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, 1]));
  try {
    parseRequest(ROUTES.createInvitation.body(), body);
    expect.unreachable();
  } catch (error) {
    expect((error as { errors?: unknown[] }).errors).toHaveLength(100);
  }
});

/** Serializes a value as the SDK does before it sends it to the table. */
async function stored(value: unknown): Promise<void> {
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: { handle: async () => Promise.reject(new Error('the wire')) },
    maxAttempts: 1,
  });
  const put = new PutCommand({ TableName: 'table', Item: { pk: 'x', value } });
  await expect(tableClient(client).send(put)).rejects.toThrow('the wire');
}
