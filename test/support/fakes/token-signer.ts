import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';

import { onTestFinished } from 'vitest';

export const POOL = 'eu-central-1_Example';
export const ISSUER = `https://cognito-idp.eu-central-1.amazonaws.com/${POOL}`;

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs tokens like a user pool. */
export class TokenSigner {
  readonly kid: string;
  readonly #key: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;

  constructor(kid = 'key-1') {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.kid = kid;
    this.#key = privateKey;
    this.jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
  }

  /** Returns a token with `claims`. `header` overrides its header fields. */
  token(
    claims: Readonly<Record<string, unknown>>,
    header: Readonly<Record<string, unknown>> = {},
  ): string {
    const signed = `${base64url({ kid: this.kid, alg: 'RS256', ...header })}.${base64url(claims)}`;
    const signature = sign('RSA-SHA256', Buffer.from(signed), this.#key).toString('base64url');
    return `${signed}.${signature}`;
  }
}

/** Returns the claims of an access token as Cognito issues it, valid for one minute. */
export function accessClaims(change: Readonly<Record<string, unknown>> = {}) {
  const now = Math.floor(Date.now() / 1000);
  return {
    sub: 'user-admin',
    iss: ISSUER,
    client_id: 'web-client',
    token_use: 'access',
    scope: 'openid foyer/invitations:read foyer/invitations:write',
    auth_time: now,
    iat: now,
    exp: now + 60,
    jti: 'jti-1',
    username: 'user-admin',
    tenant_id: 'acme',
    administrator_id: 'adm_1',
    name: 'Ada Admin',
    ...change,
  };
}

/** Starts a server with the public keys of a user pool, like Cognito's, for the duration of the test. */
export async function keyServer(keys: readonly Readonly<Record<string, unknown>>[]) {
  const asked: string[] = [];
  const state = { status: 200, asked };
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(state.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { ...{ state }, endpoint: `http://127.0.0.1:${address.port}` };
}
