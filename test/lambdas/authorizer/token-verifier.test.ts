import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, onTestFinished, test } from 'vitest';

import { CognitoTokenVerifier } from '../../../lambdas/authorizer/token-verifier.ts';
import {
  accessClaims,
  ISSUER,
  keyServer,
  POOL,
  TokenSigner,
} from '../../support/fakes/token-signer.ts';

const pool = new TokenSigner();

async function setup() {
  const { state, endpoint } = await keyServer([pool.jwk]);
  return { state, verifier: new CognitoTokenVerifier(POOL, endpoint) };
}

/** A token that uses the public key as an HMAC secret. A careless verifier accepts it. */
function confused(): string {
  const [, claims = ''] = pool.token(accessClaims()).split('.');
  const header = Buffer.from(JSON.stringify({ kid: pool.kid, alg: 'HS256' })).toString('base64url');
  const secret = JSON.stringify(pool.jwk);
  const mac = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url');
  return `${header}.${claims}.${mac}`;
}

describe('a token of the user pool', () => {
  test('is accepted, and the keys are fetched once', async () => {
    const { verifier, state } = await setup();
    const { sub, client_id, scope, exp, name, tenant_id } = accessClaims();
    for (let n = 0; n < 3; n++)
      expect(await verifier.verify(pool.token(accessClaims()))).toMatchObject({
        ...{ sub, client_id, scope, name, tenant_id },
        exp: expect.closeTo(exp, -1) as number,
      });
    expect(state.asked).toEqual([`/${POOL}/.well-known/jwks.json`]);
  });

  test('of an API client is accepted without name and tenant', async () => {
    const { verifier } = await setup();
    const claims = accessClaims({ name: undefined, tenant_id: undefined, username: undefined });
    expect(await verifier.verify(pool.token(claims))).toMatchObject({ sub: 'user-admin' });
  });

  test('is recognized as expired', async () => {
    const { verifier } = await setup();
    const exp = Math.floor(Date.now() / 1000) - 1;
    expect(await verifier.verify(pool.token(accessClaims({ exp })))).toBe('expired');
  });
});

describe('the verifier rejects', () => {
  const stranger = new TokenSigner();
  const unknown = new TokenSigner('key-9');
  const expired = { exp: Math.floor(Date.now() / 1000) - 1 };
  const [head = '', body = '', signature = ''] = pool.token(accessClaims()).split('.');
  const more = Buffer.from(
    JSON.stringify(accessClaims({ scope: 'foyer/settings:write' })),
  ).toString('base64url');

  test.each([
    ['an empty text', ''],
    ['any text', 'let me in'],
    ['three arbitrary parts', 'a.b.c'],
    ['a token without its signature', `${head}.${body}.`],
    ['a token with the algorithm none', pool.token(accessClaims(), { alg: 'none' })],
    ['a token whose scopes were changed', `${head}.${more}.${signature}`],
    ['a token signed by somebody else', stranger.token(accessClaims())],
    ['a token with an unknown key', unknown.token(accessClaims())],
    ['a token signed with the public key as a secret', confused()],
    ['an expired token signed by somebody else', stranger.token(accessClaims(expired))],
    ['an ID token', pool.token(accessClaims({ token_use: 'id', aud: 'web-client' }))],
    ['a token without token_use', pool.token(accessClaims({ token_use: undefined }))],
    ['a token of another pool', pool.token(accessClaims({ iss: ISSUER.replace('Ex', 'Ax') }))],
    ['a token that is not valid yet', pool.token(accessClaims({ nbf: accessClaims().exp }))],
    ['a token that never expires', pool.token(accessClaims({ exp: undefined }))],
    ['a token without a client', pool.token(accessClaims({ client_id: undefined }))],
    ['a token without scopes', pool.token(accessClaims({ scope: undefined }))],
    ['a token with a list of tenants', pool.token(accessClaims({ tenant_id: ['acme', 'globex'] }))],
  ])('%s', async (_what, token) => {
    const { verifier } = await setup();
    expect(await verifier.verify(token)).toBe('invalid');
  });
});

describe('the public keys', () => {
  test('cause an error, and are fetched again, if they cannot be fetched', async () => {
    const { verifier, state } = await setup();
    state.status = 503;
    await expect(verifier.verify(pool.token(accessClaims()))).rejects.toThrow('Failed to fetch');
    state.status = 200;
    expect(await verifier.verify(pool.token(accessClaims()))).toMatchObject({ sub: 'user-admin' });
  });

  test('cause an error if they do not arrive within two seconds', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const verifier = new CognitoTokenVerifier(POOL, `http://127.0.0.1:${port}`);
    const began = performance.now();
    await expect(verifier.verify(pool.token(accessClaims()))).rejects.toThrow('Failed to fetch');
    expect(performance.now() - began).toBeGreaterThan(1_900);
  }, 20_000);

  test('are not fetched for each of many tokens with made-up key IDs', async () => {
    const { verifier, state } = await setup();
    for (let n = 0; n < 20; n++)
      expect(await verifier.verify(pool.token(accessClaims(), { kid: `invented-${n}` }))).toBe(
        'invalid',
      );
    expect(state.asked).toHaveLength(1);
    expect(await verifier.verify(pool.token(accessClaims()))).toMatchObject({ sub: 'user-admin' });
  });
});
