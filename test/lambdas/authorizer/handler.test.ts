import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { administratorKey } from '../../../lambdas/modules/administrators/administrator-access.ts';
import { accessClaims, keyServer, POOL, TokenSigner } from '../../support/fakes/token-signer.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';

const pool = new TokenSigner();
const table = mockClient(DynamoDBDocumentClient);

beforeEach(() => {
  table.reset();
  table.on(GetCommand).resolves({});
  tenantIs({});
  administratorIs({});
});
afterAll(() => {
  table.restore();
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});

/** Sets the stored status of the tenant that most tokens belong to. */
function tenantIs(standing: Readonly<Record<string, unknown>> | undefined) {
  table
    .on(GetCommand, { Key: { pk: 'tenant#acme', sk: 'tenant' }, ConsistentRead: true })
    .resolves(standing === undefined ? {} : { Item: { pk: 'tenant#acme', ...standing } });
}

/** Sets the stored role and account of the administrator that most tokens belong to. */
function administratorIs(standing: Readonly<Record<string, unknown>> | undefined) {
  const known = {
    role: 'operators',
    userId: 'user-admin',
    name: 'Ada Admin',
    email: 'a@b.example',
  };
  table
    .on(GetCommand, { Key: administratorKey('acme', 'adm_1'), ConsistentRead: true })
    .resolves(standing === undefined ? {} : { Item: { ...known, ...standing } });
}

async function setup() {
  const { endpoint } = await keyServer([pool.jwk]);
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('TABLE_NAME', 'foyer-table');
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
      // The authorizer ignores these fields, because the gateway does not include them in its cache key.
      routeKey: 'GET /v1/tenant',
      headers: { authorization: 'Bearer of another', 'x-tenant': 'globex' },
      requestContext: { requestId: 'request-1' },
    } as unknown as APIGatewayRequestAuthorizerEventV2);
  return { ask, logs };
}

test('admits a signed-in user to the routes of their scopes, and passes their identity to the function', async () => {
  const { ask } = await setup();
  const claims = accessClaims({ customer_id: 'cus_1', contact_id: 'con_1' });
  const { isAuthorized, context } = await ask(`Bearer ${pool.token(claims)}`);
  expect(isAuthorized).toBe(true);
  expect(context).toEqual({
    sub: 'user-admin',
    name: 'Ada Admin',
    tenant_id: 'acme',
    administrator_id: 'adm_1',
    scope: 'foyer/invitations:read foyer/invitations:write',
    exp: String(claims.exp),
    token_use: 'access',
  });
  // Reads the current status of the tenant and of the administrator.
  expect(table.calls()).toHaveLength(2);
});

test.each(['bearer ', 'Bearer   ', ''])('accepts a token after “%s”', async (prefix) => {
  const { ask } = await setup();
  expect((await ask(`${prefix}${pool.token(accessClaims())}`)).isAuthorized).toBe(true);
});

test('admits an expired token without an identity, so that the API can say that it has expired', async () => {
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
  // Self-service, public, and unknown routes.
  ['scope', 'GET /v1/me', { scope: 'foyer/self' }],
  ['scope', 'POST /v1/sign-up/lookup', {}],
  ['scope', '$default', {}],
  ['scope', '', {}],
])('rejects a wrong %s on %s with %j', async (because, routeKey, change) => {
  const { ask, logs } = await setup();
  const token = pool.token(accessClaims(change));
  expect(await ask(`Bearer ${token}`, routeKey)).toEqual({ isAuthorized: false, context: {} });
  expect(logs.text()).toContain(`"because":"${because}"`);
  expect(logs.text()).not.toContain(token.split('.')[2]);
});

/** Returns the claims that the user pool adds to an API client's token. */
function programClaims(change: Readonly<Record<string, unknown>> = {}) {
  return accessClaims({
    sub: 'nightly-client',
    client_id: 'nightly-client',
    scope: 'foyer/invitations:read foyer/invitations:write',
    username: undefined,
    ...change,
  });
}

function programIs(record: Readonly<Record<string, unknown>>) {
  table
    .on(GetCommand, { Key: { pk: 'client#nightly-client', sk: 'client' }, ConsistentRead: true })
    .resolves({ Item: record });
}

test('admits an API client with the scopes of its record, not those of its token', async () => {
  const { ask } = await setup();
  programIs({ tenantId: 'acme', name: 'Nightly import', scopes: ['invitations:write'] });
  const claims = programClaims({ tenant_id: 'globex', name: 'Ada Admin', sub: 'user-admin' });
  const { isAuthorized, context } = await ask(`Bearer ${pool.token(claims)}`);
  expect(isAuthorized).toBe(true);
  expect(context).toEqual({
    sub: 'nightly-client',
    name: 'Nightly import',
    tenant_id: 'acme',
    scope: 'foyer/invitations:write',
    exp: String(claims.exp),
    token_use: 'access',
    program: 'true',
  });
});

test('rejects an API client whose record is gone, whatever its token says', async () => {
  const { ask, logs } = await setup();
  expect(await ask(`Bearer ${pool.token(programClaims())}`)).toEqual({
    isAuthorized: false,
    context: {},
  });
  expect(logs.text()).toContain('"because":"client"');
});

test.each([
  ['its record allows less than its token', {}, ['invitations:read']],
  [
    'its token allows less than its record',
    { scope: 'foyer/customers:read' },
    ['invitations:write'],
  ],
])('rejects an API client if %s', async (_what, change, scopes) => {
  const { ask } = await setup();
  programIs({ tenantId: 'acme', name: 'Nightly import', scopes });
  expect((await ask(`Bearer ${pool.token(programClaims(change))}`)).isAuthorized).toBe(false);
});

test('fails if the record of an API client cannot be read', async () => {
  const { ask } = await setup();
  table.on(GetCommand).rejects(new Error('The table is out of reach.'));
  await expect(ask(`Bearer ${pool.token(programClaims())}`)).rejects.toThrow('out of reach');
});

describe.each([
  ['a signed-in user', () => accessClaims()],
  ['an API client', () => programClaims()],
])('%s', (_who, claims) => {
  test.each([
    ['whose tenant is suspended', { status: 'suspended' }],
    ['whose tenant is gone', undefined],
  ])('%s is rejected on every route, whatever the token says', async (_what, standing) => {
    const { ask, logs } = await setup();
    programIs({ tenantId: 'acme', name: 'Nightly import', scopes: ['invitations:write'] });
    const token = pool.token(claims());
    expect((await ask(`Bearer ${token}`)).isAuthorized).toBe(true);
    tenantIs(standing);
    expect(await ask(`Bearer ${token}`)).toEqual({ isAuthorized: false, context: {} });
    expect(logs.text()).toContain('"because":"tenant"');
  });

  test('is admitted again after the tenant is resumed', async () => {
    const { ask } = await setup();
    programIs({ tenantId: 'acme', name: 'Nightly import', scopes: ['invitations:write'] });
    tenantIs({ status: 'active' });
    expect((await ask(`Bearer ${pool.token(claims())}`)).isAuthorized).toBe(true);
  });

  test('is rejected on every route while the tenant cannot be read', async () => {
    const { ask } = await setup();
    programIs({ tenantId: 'acme', name: 'Nightly import', scopes: ['invitations:write'] });
    table
      .on(GetCommand, { Key: { pk: 'tenant#acme', sk: 'tenant' } })
      .rejects(new Error('The table is out of reach.'));
    await expect(ask(`Bearer ${pool.token(claims())}`)).rejects.toThrow('out of reach');
  });
});

test.each([
  ['who was removed', undefined],
  ['whose setup is not complete', { userId: undefined }],
  ['whose record names another account', { userId: 'user-other' }],
])(
  'an administrator %s is rejected on every route, whatever the token says',
  async (_, standing) => {
    const { ask, logs } = await setup();
    administratorIs(standing);
    expect((await ask(`Bearer ${pool.token(accessClaims())}`)).isAuthorized).toBe(false);
    expect(logs.text()).toContain('"because":"removed"');
  },
);

test('an administrator without the required second factor reaches the API only to be told so', async () => {
  const { ask } = await setup();
  const without = { second_factor: 'required', scope: 'openid email' };
  const { isAuthorized, context } = await ask(`Bearer ${pool.token(accessClaims(without))}`);
  expect(isAuthorized).toBe(true);
  expect(context).toMatchObject({ second_factor: 'required', scope: 'openid email' });
  // Another client cannot get access with the claim.
  const other = accessClaims({ ...without, client_id: 'an-application' });
  expect((await ask(`Bearer ${pool.token(other)}`)).isAuthorized).toBe(false);
});

test('a token of a user who is not an administrator is rejected on every route', async () => {
  const { ask } = await setup();
  const claims = accessClaims({ administrator_id: undefined });
  expect((await ask(`Bearer ${pool.token(claims)}`)).isAuthorized).toBe(false);
});

test('a new role applies to existing tokens, which can only lose scopes', async () => {
  const { ask, logs } = await setup();
  const token = pool.token(accessClaims());
  administratorIs({ role: 'viewers', name: 'Ada Lovelace' });
  expect(await ask(`Bearer ${token}`)).toEqual({ isAuthorized: false, context: {} });
  expect(logs.text()).toContain('"because":"scope"');
  administratorIs({ role: 'administrators', name: 'Ada Lovelace' });
  const { context } = await ask(`Bearer ${token}`);
  expect(context).toMatchObject({
    name: 'Ada Lovelace',
    scope: 'foyer/invitations:read foyer/invitations:write',
  });
});
