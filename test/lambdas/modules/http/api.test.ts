import { Logger } from '@aws-lambda-powertools/logger';
import { describe, expect, test, vi } from 'vitest';

import { api, type ApiResponse, onDemand } from '../../../../lambdas/modules/http/api.ts';
import {
  isVersioned,
  type Route,
  routeKey,
  type Routes,
} from '../../../../lambdas/modules/http/route.ts';
import { ROUTES } from '../../../../lambdas/modules/openapi/routes.ts';
import { everyApi } from '../../../support/foyer/every-api.ts';
import { ask, jsonParts } from '../../../support/functions/http-event.ts';
import { FUNCTION_ROUTES, functionWith } from '../../../support/functions/operations.ts';

const LOOKUP = 'POST /v1/sign-up/lookup';
const ACCEPT = 'POST /v1/sign-up/accept';
const acceptBody = { token: 't', password: 'p', profile: {} };

/** Sets up both functions with operations that record their input and return `answer`. */
function setup(answer: ApiResponse = { status: 200, body: { ok: true } }) {
  const asked = vi.fn<(request: unknown) => Promise<ApiResponse>>(async () => answer);
  const logger = new Logger({ serviceName: 'test', logLevel: 'SILENT' });
  return {
    asked,
    signUp: functionWith('sign-up-api', asked, logger),
    admin: functionWith('admin-api', asked, logger),
  };
}

test.each(Object.entries(FUNCTION_ROUTES))('%s handles each of its routes', (name, own) => {
  const wanted = Object.entries<Route>(ROUTES).filter(([, route]) => route.function === name);
  expect(own).toEqual(Object.fromEntries(wanted));
});

describe('an operation that is loaded on demand', () => {
  const routes = { getInvitationByToken: FUNCTION_ROUTES['sign-up-api']['getInvitationByToken'] };

  function setupOnDemand(load: () => Promise<Record<string, () => Promise<ApiResponse>>>) {
    const logger = new Logger({ serviceName: 'test', logLevel: 'SILENT' });
    const handler = api(routes as Routes, onDemand(routes as Routes, load), logger);
    return () => ask(handler, LOOKUP, jsonParts({ token: 't' }));
  }

  test('is loaded once, by the first request', async () => {
    const load = vi.fn(async () => ({
      getInvitationByToken: async () => ({ status: 204 as const }),
    }));
    const request = setupOnDemand(load);
    expect(load).not.toHaveBeenCalled();
    const responses = await Promise.all([request(), request(), request()]);
    expect(responses.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('is loaded again after a load that failed', async () => {
    const load = vi
      .fn(async () => ({ getInvitationByToken: async () => ({ status: 204 as const }) }))
      .mockRejectedValueOnce(new Error('too many open files'));
    const request = setupOnDemand(load);
    expect(await request()).toMatchObject({ status: 500, json: { code: 'internal_error' } });
    expect((await request()).status).toBe(204);
  });
});

describe('a response', () => {
  test('is JSON that must not be cached', async () => {
    const { signUp } = setup({ status: 201, body: { email: 'grace@example.com' } });
    const { status, headers, json } = await ask(signUp, LOOKUP, jsonParts({ token: 't' }));
    expect(status).toBe(201);
    expect(json).toEqual({ email: 'grace@example.com' });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
  });

  test('is the text of a file if the route returns one', async () => {
    const text = '\ufeff"id"\r\n"cus_1"\r\n';
    const { admin } = setup({ status: 200, body: text, headers: { 'row-count': '1' } });
    const { headers, text: sent } = await ask(admin, 'GET /v1/customers/export');
    expect(sent).toBe(text);
    expect(headers).toMatchObject({ 'content-type': 'text/csv', 'row-count': '1' });
  });

  test('has the security headers', async () => {
    const { signUp } = setup();
    const { headers } = await ask(signUp, LOOKUP, jsonParts({ token: 't' }));
    const names = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(names).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringMatching(/max-age=\d{7,}/) as string,
    });
    expect(names).not.toHaveProperty('x-powered-by');
  });

  test('has the headers of its operation, and no body if there is none', async () => {
    const { admin } = setup({ status: 204, headers: { location: '/v1/invitations/inv_1' } });
    const { headers, text } = await ask(admin, 'POST /v1/invitations/{id}/revoke');
    expect(headers).toMatchObject({ location: '/v1/invitations/inv_1' });
    expect(headers).not.toHaveProperty('content-type');
    expect(text).toBe('');
  });
});

describe('an operation', () => {
  test('gets the validated body, the key, and no caller on a public route', async () => {
    const { signUp, asked } = setup();
    const body = { ...acceptBody, profile: { firstName: ' Grace ' } };
    await ask(signUp, ACCEPT, jsonParts(body, { headers: { 'idempotency-key': 'key-1' } }));
    expect(asked).toHaveBeenCalledExactlyOnceWith({
      body: { ...acceptBody, profile: { firstName: 'Grace' } },
      query: undefined,
      id: '',
      principal: undefined,
      idempotencyKey: 'key-1',
      params: {},
      ifMatch: undefined,
    });
  });

  test('gets the caller from the token’s claims, the ID from the path, and the query with defaults', async () => {
    const { admin, asked } = setup();
    await ask(admin, 'GET /v1/invitations', { query: { status: 'expired' } });
    expect(asked).toHaveBeenLastCalledWith({
      body: undefined,
      query: { status: 'expired', limit: 50, order: 'desc' },
      id: '',
      principal: {
        id: 'user-admin',
        name: 'Ada Admin',
        tenantId: 'acme',
        scopes: ['invitations:read', 'invitations:write', 'customers:read'],
      },
      idempotencyKey: undefined,
      params: {},
      ifMatch: undefined,
    });
    await ask(admin, 'GET /v1/invitations/{id}', { pathParameters: { id: 'inv_1' } });
    expect(asked).toHaveBeenLastCalledWith(expect.objectContaining({ id: 'inv_1' }));
  });

  test('gets a body that API Gateway encoded as base64', async () => {
    const { signUp, asked } = setup();
    const body = Buffer.from(JSON.stringify({ token: 'töken' })).toString('base64');
    const headers = { 'content-type': 'application/json' };
    await ask(signUp, LOOKUP, { body, headers, isBase64Encoded: true });
    expect(asked).toHaveBeenCalledWith(expect.objectContaining({ body: { token: 'töken' } }));
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
    'accepts %s, with any capitalization of the header name',
    async (type) => {
      const { signUp } = setup();
      const body = JSON.stringify({ token: 't' });
      const { status } = await ask(signUp, LOOKUP, { body, headers: { 'Content-Type': type } });
      expect(status).toBe(200);
    },
  );

  test('that does not exist is an error of the deployment, not of the client', async () => {
    const { signUp, admin } = setup();
    await expect(ask(signUp, 'POST /v1/invitations')).rejects.toThrow('has no route');
    await expect(ask(admin, LOOKUP)).rejects.toThrow('has no route');
    await expect(ask(admin, '$default')).rejects.toThrow('has no route');
  });
});

describe('an Idempotency-Key', () => {
  const keyed = (key: string) => jsonParts(acceptBody, { headers: { 'idempotency-key': key } });

  test.each(['a', 'x'.repeat(255), '!~', '3f2c8a52-7d6b-4c53-9a3f-0f5cb1d7d4a9', 'a,b'])(
    '%j is accepted unchanged',
    async (key) => {
      const { signUp, asked } = setup();
      await ask(signUp, ACCEPT, keyed(key));
      expect(asked).toHaveBeenCalledWith(expect.objectContaining({ idempotencyKey: key }));
    },
  );

  test.each(['', 'x'.repeat(256), 'two words', 'schlüssel', 'tab\t', 'line\nbreak', '\u007f'])(
    '%j is rejected by name',
    async (key) => {
      const { signUp, asked } = setup();
      const { status, json } = await ask(signUp, ACCEPT, keyed(key));
      expect(status).toBe(400);
      expect(json).toMatchObject({ errors: [{ path: 'Idempotency-Key' }] });
      expect(asked).not.toHaveBeenCalled();
    },
  );

  test('is optional', async () => {
    const { signUp, asked } = setup();
    await ask(signUp, ACCEPT, jsonParts(acceptBody));
    expect(asked).toHaveBeenCalledWith(expect.objectContaining({ idempotencyKey: undefined }));
  });

  test('is ignored on routes that are idempotent anyway', async () => {
    const { signUp, asked } = setup();
    const headers = { 'idempotency-key': 'not a key' };
    const { status } = await ask(signUp, LOOKUP, jsonParts({ token: 't' }, { headers }));
    expect(status).toBe(200);
    expect(asked).toHaveBeenCalledWith(expect.objectContaining({ idempotencyKey: undefined }));
  });
});

describe('an If-Match header', () => {
  const versioned = Object.values<Route>(ROUTES).filter(isVersioned);

  test.each(versioned.map((route) => [routeKey(route), route] as const))(
    'of %s is a list of tags or *, and anything else is rejected by name',
    async (_key, route) => {
      const { asked, send } = everyApi();
      const parts = (ifMatch: string) => jsonParts({}, { headers: { 'If-Match': ifMatch } });
      for (const ifMatch of ['"1", W/"2"', '*']) {
        await send(route, parts(ifMatch));
        if (route.body === undefined || route.body().safeParse({}).success)
          expect(asked).toHaveBeenLastCalledWith(expect.objectContaining({ ifMatch }));
      }
      asked.mockClear();
      const { status, json } = await send(route, parts('3'));
      expect(status).toBe(400);
      expect(json).toMatchObject({ errors: [{ path: 'If-Match' }] });
      expect(asked).not.toHaveBeenCalled();
    },
  );
});
