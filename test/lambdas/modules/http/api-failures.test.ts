import { Logger } from '@aws-lambda-powertools/logger';
import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { STATUS_OF, TITLE_OF } from '../../../../lambdas/modules/http/problem.ts';
import { ERROR_CODES, FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import {
  administratorClaims,
  ask,
  httpEvent,
  jsonParts,
  type RequestParts,
} from '../../../support/functions/http-event.ts';
import { collectLogLines } from '../../../support/functions/log-lines.ts';
import { EVERY_SCOPE, functionWith } from '../../../support/functions/operations.ts';

const LOOKUP = 'POST /v1/sign-up/lookup';
const ACCEPT = 'POST /v1/sign-up/accept';
const INVITE = 'POST /v1/invitations';
const SECRET = 'inv_0123456789.the-secret-of-a-link';
const json = { 'content-type': 'application/json' };

afterEach(() => {
  vi.restoreAllMocks();
});

/** Sets up the API functions with operations that all fail with `failure`, and collects the log. */
function setup(failure: unknown = new Error('No operation should have been called.')) {
  const logs = collectLogLines();
  const logger = new Logger({ serviceName: 'test', logLevel: 'DEBUG' });
  const fail = vi.fn(async () => {
    throw failure;
  });
  return {
    logs,
    fail,
    admin: functionWith('admin-api', fail, logger),
    customer: functionWith('customer-api', fail, logger),
    signUp: functionWith('sign-up-api', fail, logger),
  };
}

test.each([
  ['a refused request', new FoyerError('not_found', 'The record does not exist.'), 404],
  ['a failed request', new Error('The table is on fire.'), 500],
])('%s shows neither the client nor the log the stage, whose name is secret', async (...row) => {
  const [, failure, status] = row;
  const { signUp, logs } = setup(failure);
  const stage = 'SecretNameOfTheOnlyStage';
  const event = httpEvent(LOOKUP, jsonParts({ token: 't' }));
  const path = `/${stage}${event.rawPath}`;
  const { http, ...rest } = event.requestContext;
  const requestContext = { ...rest, stage, http: { ...http, path } };
  const response = await signUp({ ...event, rawPath: path, requestContext }, {} as Context);
  expect(response.statusCode).toBe(status);
  expect(JSON.stringify(response)).not.toContain(stage);
  expect(logs.text()).toContain('request-1');
  expect(logs.text()).not.toContain(stage);
});

describe('an invalid request', () => {
  test.each<[string, RequestParts, number, string]>([
    ['malformed JSON', { body: `{"token": ${SECRET}`, headers: json }, 400, 'invalid_request'],
    ['no body', { headers: json }, 400, 'invalid_request'],
    ['an empty body', { body: '', headers: json }, 400, 'invalid_request'],
    ['a string as the body', { body: '"text"', headers: json }, 400, 'invalid_request'],
    ['null as the body', { body: 'null', headers: json }, 400, 'invalid_request'],
    ['an array as the body', { body: '[]', headers: json }, 400, 'invalid_request'],
    [
      'base64 that is not JSON',
      { body: '/////w==', headers: json, isBase64Encoded: true },
      400,
      'invalid_request',
    ],
    [
      'a poisoned prototype',
      { body: '{"token":"t","__proto__":{"x":1}}', headers: json },
      400,
      'invalid_request',
    ],
    [
      'a poisoned constructor',
      { body: '{"token":"t","constructor":{"prototype":{}}}', headers: json },
      400,
      'invalid_request',
    ],
    [
      'a plain constructor',
      { body: '{"token":"t","constructor":1}', headers: json },
      400,
      'invalid_request',
    ],
    ['no content type', { body: '{"token":"t"}' }, 415, 'unsupported_media_type'],
    [
      'a form content type',
      { body: 'token=t', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported_media_type',
    ],
    [
      'text',
      { body: '{"token":"t"}', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported_media_type',
    ],
    [
      'another JSON content type',
      { body: '{"token":"t"}', headers: { 'content-type': 'text/json' } },
      415,
      'unsupported_media_type',
    ],
  ])('%s is rejected', async (_what, parts, status, code) => {
    const { signUp, fail, logs } = setup();
    const answer = await ask(signUp, LOOKUP, parts);
    expect(answer).toMatchObject({ status, json: { code, status, requestId: 'request-1' } });
    expect(fail).not.toHaveBeenCalled();
    expect(answer.text + logs.text()).not.toContain(SECRET);
  });

  test('does not pollute prototypes', async () => {
    const { signUp } = setup();
    await ask(signUp, LOOKUP, { body: '{"__proto__":{"polluted":true}}', headers: json });
    expect({}).not.toHaveProperty('polluted');
  });

  test('names every invalid or unknown field in one response', async () => {
    const { admin } = setup();
    const body = { email: 7, kind: 'friend', profile: { nick: 'x' }, tenantId: 'other', role: 1 };
    const { json: problem } = await ask(admin, INVITE, jsonParts(body));
    expect(problem).toMatchObject({ code: 'invalid_request', detail: '5 fields are invalid.' });
    const errors = problem['errors'] as { path: string }[];
    expect(errors.map(({ path }) => path).sort()).toEqual([
      'email',
      'kind',
      'profile.nick',
      'role',
      'tenantId',
    ]);
  });

  test.each([
    [{ limit: '0' }, 'limit'],
    [{ limit: '101' }, 'limit'],
    [{ limit: '1e2' }, 'limit'],
    [{ limit: '-1' }, 'limit'],
    [{ status: 'pending,open' }, 'status'],
    [{ status: 'accepting' }, 'status'],
    [{ tenantId: 'other' }, 'tenantId'],
    [{ cursor: 'x'.repeat(2049) }, 'cursor'],
  ])('with the query %j is rejected with the name of the parameter', async (query, path) => {
    const { admin } = setup();
    const { status, json: problem } = await ask(admin, 'GET /v1/invitations', { query });
    expect(status).toBe(400);
    expect(problem).toMatchObject({ errors: [{ path }] });
  });

  test.each([
    ['is longer than a key of the table can be', 'i'.repeat(2100)],
    ['contains a line break, which a pattern in a role might not match', 'cus_1\n2'],
    ['contains a wildcard of a role’s policy', 'cus_*'],
    ['contains the separator of a key', 'acme#cus_1'],
    ['is empty', ''],
  ])('with an ID that %s returns not found', async (_what, id) => {
    const { admin, fail } = setup();
    const pathParameters = { id };
    for (const route of [
      'GET /v1/invitations/{id}',
      'POST /v1/invitations/{id}/revoke',
      'GET /v1/customers/{id}',
    ])
      expect(await ask(admin, route, { pathParameters })).toMatchObject({
        status: 404,
        json: { code: 'not_found' },
      });
    expect(fail).not.toHaveBeenCalled();
  });
});

describe('a request body', () => {
  const LIMIT = 32 * 1024;
  const tooLarge = { status: 413, json: { code: 'payload_too_large' } };
  /** Returns a body of exactly `bytes` bytes, which is invalid in other ways, so that it gets no further. */
  const bodyOf = (bytes: number) => JSON.stringify({ token: 'é'.repeat((bytes - 12) / 2) });

  test('of the maximum size is read, a larger one is not', async () => {
    const { signUp } = setup();
    expect(Buffer.byteLength(bodyOf(LIMIT))).toBe(LIMIT);
    expect(await ask(signUp, LOOKUP, { body: bodyOf(LIMIT), headers: json })).toMatchObject({
      status: 400,
    });
    expect(await ask(signUp, LOOKUP, { body: bodyOf(LIMIT + 2), headers: json })).toMatchObject(
      tooLarge,
    );
  });

  test('is measured as it was sent, not as API Gateway encodes it', async () => {
    const { signUp } = setup();
    const encoded = (bytes: number): RequestParts => ({
      body: Buffer.from(bodyOf(bytes)).toString('base64'),
      headers: json,
      isBase64Encoded: true,
    });
    expect(await ask(signUp, LOOKUP, encoded(LIMIT))).toMatchObject({ status: 400 });
    expect(await ask(signUp, LOOKUP, encoded(LIMIT + 2))).toMatchObject(tooLarge);
  });

  test('that is too large is not parsed first', async () => {
    const { signUp } = setup();
    expect(await ask(signUp, LOOKUP, { body: '{'.repeat(LIMIT + 1), headers: json })).toMatchObject(
      tooLarge,
    );
  });
});

describe('a caller', () => {
  const without = (name: string) =>
    Object.fromEntries(Object.entries(administratorClaims).filter(([claim]) => claim !== name));

  test.each([
    ['without a tenant', without('tenant_id'), 401, 'unauthenticated'],
    ['with an ID token', { ...administratorClaims, token_use: 'id' }, 401, 'unauthenticated'],
    ['without the scope', { ...administratorClaims, scope: 'openid foyer/self' }, 403, 'forbidden'],
  ])('%s is rejected before the body is read', async (_who, claims, status, code) => {
    const { admin, fail } = setup();
    const answer = await ask(admin, INVITE, jsonParts({ nonsense: true }, { claims }));
    expect(answer).toMatchObject({ status, json: { code } });
    expect(answer.json).not.toHaveProperty('errors');
    expect(fail).not.toHaveBeenCalled();
  });
});

describe('an expected error', () => {
  test.each(ERROR_CODES)(
    '%s is returned as problem details with its own status and title',
    async (code) => {
      const { signUp } = setup(new FoyerError(code, 'In words.'));
      const {
        status,
        headers,
        json: problem,
      } = await ask(signUp, LOOKUP, jsonParts({ token: 't' }));
      expect(status).toBe(STATUS_OF[code]);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(headers).toMatchObject({
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
      });
      expect(problem).toEqual({
        type: `urn:foyer:error:${code}`,
        title: TITLE_OF[code],
        status,
        code,
        detail: 'In words.',
        requestId: 'request-1',
      });
    },
  );

  test('contains the conflicting record, the invalid fields, and the time to retry', async () => {
    const { signUp } = setup(
      new FoyerError('already_invited', 'In words.', {
        conflictingId: 'inv_1',
        errors: [{ path: 'email', message: 'Taken.' }],
        retryAfterSeconds: 3,
      }),
    );
    const { headers, json: problem } = await ask(signUp, LOOKUP, jsonParts({ token: 't' }));
    expect(headers).toMatchObject({ 'retry-after': '3' });
    expect(problem).toMatchObject({
      conflictingId: 'inv_1',
      errors: [{ path: 'email', message: 'Taken.' }],
    });
  });

  test('does not reveal its cause', async () => {
    const cause = new Error(`it was ${SECRET}`);
    const { signUp, logs } = setup(
      new FoyerError('temporarily_unavailable', 'In words.', { cause }),
    );
    const { text } = await ask(signUp, LOOKUP, jsonParts({ token: 't' }));
    expect(text + logs.text()).not.toContain(SECRET);
  });

  test('is logged with operation, request, and code', async () => {
    const { signUp, logs } = setup(new FoyerError('invitation_expired', 'In words.'));
    await ask(signUp, LOOKUP, jsonParts({ token: 't' }));
    expect(JSON.parse(logs.text())).toMatchObject({
      level: 'INFO',
      operation: 'getInvitationByToken',
      requestId: 'request-1',
      code: 'invitation_expired',
    });
  });

  test('also has the security headers', async () => {
    const { signUp } = setup(new FoyerError('not_found', 'In words.'));
    const { headers } = await ask(signUp, LOOKUP, jsonParts({ token: 't' }));
    const names = Object.keys(headers).map((name) => name.toLowerCase());
    expect(names).toEqual(expect.arrayContaining(['x-content-type-options', 'referrer-policy']));
  });
});

describe('a failure of an AWS service', () => {
  const throttled = () =>
    new ProvisionedThroughputExceededException({ message: `it was ${SECRET}`, $metadata: {} });

  test('becomes a retryable error in every function', async () => {
    const { admin, customer, signUp } = setup(throttled());
    const email = { email: 'grace@example.com' };
    for (const answer of [
      await ask(admin, INVITE, jsonParts(email)),
      await ask(customer, 'GET /v1/me', { claims: { ...administratorClaims, scope: EVERY_SCOPE } }),
      await ask(signUp, LOOKUP, jsonParts({ token: 't' })),
    ]) {
      expect(answer).toMatchObject({
        status: 503,
        headers: { 'content-type': 'application/problem+json', 'retry-after': '3' },
        json: { code: 'temporarily_unavailable', requestId: 'request-1' },
      });
      expect(answer.text).not.toContain(SECRET);
    }
  });

  test('is logged as a warning with the name of the error, and not with its message', async () => {
    const { signUp, logs } = setup(throttled());
    await ask(signUp, LOOKUP, jsonParts({ token: 't' }));
    expect(JSON.parse(logs.text())).toMatchObject({
      level: 'WARN',
      operation: 'getInvitationByToken',
      code: 'temporarily_unavailable',
      cause: 'ProvisionedThroughputExceededException',
    });
    expect(logs.text()).not.toContain(SECRET);
  });
});

describe('an unexpected error', () => {
  test.each([
    ['an error', new Error('connect ECONNREFUSED 10.0.0.7')],
    [
      'an error with a status, which is not the body parser’s',
      Object.assign(new Error('teapot'), { statusCode: 418 }),
    ],
    ['something that is not an error', 'a text that was thrown'],
  ])('%s becomes internal_error and reveals nothing to the client', async (_what, failure) => {
    const { signUp } = setup(failure);
    const answer = await ask(signUp, LOOKUP, jsonParts({ token: 't' }));
    expect(answer).toMatchObject({
      status: 500,
      headers: { 'content-type': 'application/problem+json' },
      json: { code: 'internal_error', requestId: 'request-1' },
    });
    for (const word of ['ECONNREFUSED', 'teapot', 'thrown', 'stack', 'cause', '.ts'])
      expect(answer.text).not.toContain(word);
  });

  test('is logged with its stack, and the request ID to find it by', async () => {
    const { signUp, logs } = setup(new Error('connect ECONNREFUSED 10.0.0.7'));
    await ask(signUp, LOOKUP, jsonParts({ token: 't' }));
    expect(JSON.parse(logs.text())).toMatchObject({
      level: 'ERROR',
      requestId: 'request-1',
      operation: 'getInvitationByToken',
      error: { message: 'connect ECONNREFUSED 10.0.0.7', stack: expect.any(String) as string },
    });
  });

  test('logs no password, no token, and nothing else from the request', async () => {
    const { signUp, admin, logs } = setup(new TypeError('undefined is not a function'));
    const headers = { authorization: 'Bearer the-access-token', 'idempotency-key': 'the-key' };
    const body = { token: SECRET, password: 'Correct-Horse-9', profile: { firstName: 'Grace' } };
    await ask(signUp, ACCEPT, jsonParts(body, { headers }));
    await ask(admin, INVITE, jsonParts({ email: 'grace@example.com' }, { headers }));
    const text = logs.text();
    expect(text.match(/internal_error/g)).toHaveLength(2);
    for (const secret of [
      SECRET,
      'Correct-Horse-9',
      'Grace',
      'grace@',
      'the-access-token',
      'the-key',
    ])
      expect(text).not.toContain(secret);
  });
});
