import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { afterEach, expect, test, vi } from 'vitest';
import { collectLogLines } from '../../support/log-lines.ts';
import { accessClaims, keyServer, POOL, TokenSigner } from '../../support/token-signer.ts';

const pool = new TokenSigner();

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});

async function setup() {
  const { endpoint } = await keyServer([pool.jwk]);
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('USER_POOL_ID', POOL);
  vi.stubEnv('WEB_CLIENT_ID', 'web-client');
  vi.stubEnv(
    'ROUTES_BY_SCOPE',
    JSON.stringify({
      'foyer/invitations:write': ['POST /v1/invitations'],
      'foyer/customers:read': ['GET /v1/customers'],
    }),
  );
  const { handler } = await import('../../../lambdas/authorizer/handler.ts');
  const logs = collectLogLines();
  const ask = async (authorization: string, routeKey = 'POST /v1/invitations') =>
    handler({
      identitySource: [authorization, routeKey],
      // What a request says of itself elsewhere decides nothing: the gateway does not keep answers by it.
      routeKey: 'GET /v1/tenant',
      headers: { authorization: 'Bearer of another', 'x-tenant': 'globex' },
      requestContext: { requestId: 'request-1' },
    } as unknown as APIGatewayRequestAuthorizerEventV2);
  return { ask, logs };
}

test('somebody who signed in gets through to what their scopes open, and the function behind learns who', async () => {
  const { ask } = await setup();
  const claims = accessClaims({ customer_id: 'cus_1', contact_id: 'con_1' });
  const { isAuthorized, context } = await ask(`Bearer ${pool.token(claims)}`);
  expect(isAuthorized).toBe(true);
  expect(context).toEqual({
    sub: 'user-admin',
    name: 'Ada Admin',
    tenant_id: 'acme',
    scope: 'openid foyer/invitations:read foyer/invitations:write',
    exp: String(claims.exp),
    token_use: 'access',
  });
});

test.each(['bearer ', 'Bearer   ', ''])('“%s” may stand in front of a token', async (prefix) => {
  const { ask } = await setup();
  expect((await ask(`${prefix}${pool.token(accessClaims())}`)).isAuthorized).toBe(true);
});

test('a token that has expired gets through to be told so, as nobody', async () => {
  const { ask } = await setup();
  expect(await ask(`Bearer ${pool.token(accessClaims({ exp: 1_893_456 }))}`)).toEqual({
    isAuthorized: true,
    context: {},
  });
});

test.each([
  ['token', 'POST /v1/invitations', { iss: 'https://cognito-idp.example' }],
  ['client', 'POST /v1/invitations', { client_id: 'an-application' }],
  ['scope', 'POST /v1/invitations', { scope: 'foyer/invitations:read' }],
  ['scope', 'POST /v1/invitations', { scope: 'foyer/invitations:writer' }],
  ['scope', 'GET /v1/customers', {}],
  // What is one's own, what needs no token, and what there is not.
  ['scope', 'GET /v1/me', { scope: 'foyer/self' }],
  ['scope', 'POST /v1/sign-up/lookup', {}],
  ['scope', '$default', {}],
  ['scope', '', {}],
])('is stopped for its %s on %s with %j', async (because, routeKey, change) => {
  const { ask, logs } = await setup();
  const token = pool.token(accessClaims(change));
  expect(await ask(`Bearer ${token}`, routeKey)).toEqual({ isAuthorized: false, context: {} });
  expect(logs.text()).toContain(`"because":"${because}"`);
  expect(logs.text()).not.toContain(token.split('.')[2]);
});
