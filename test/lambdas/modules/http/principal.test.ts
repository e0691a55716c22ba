import { describe, expect, test } from 'vitest';

import { principalOf, requireScope } from '../../../../lambdas/modules/http/principal.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import type { Scope } from '../../../../lambdas/modules/platform/scopes.ts';
import { administratorClaims } from '../../../support/functions/http-event.ts';

/** The time of the requests, twenty minutes before the token of the fixture expires. */
const timeEpoch = 1_893_499_200_000;

/** Returns an authorizer's result whose claims differ in `change`. A claim that is `undefined` is missing. */
function setup(change: Readonly<Record<string, unknown>> = {}) {
  const claims = Object.fromEntries(
    Object.entries({ ...administratorClaims, ...change }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as Record<string, string>;
  const context = { authorizer: { lambda: claims }, timeEpoch };
  return {
    as: (scope: Scope) => principalOf(context, scope),
    codeFor: (scope: Scope) => {
      try {
        principalOf(context, scope);
      } catch (error) {
        if (error instanceof FoyerError) return error.code;
        throw error;
      }
      return 'let in';
    },
  };
}

describe('an administrator', () => {
  test('is identified by the claims, which API Gateway passes as strings', () => {
    expect(setup().as('invitations:write')).toEqual({
      id: 'user-admin',
      name: 'Ada Admin',
      tenantId: 'acme',
      scopes: ['invitations:read', 'invitations:write', 'customers:read'],
    });
  });

  test.each(['invitations:read', 'invitations:write', 'customers:read'] as const)(
    'can do what the scope %s allows',
    (scope) => {
      expect(setup().codeFor(scope)).toBe('let in');
    },
  );

  test('without the second factor that the tenant requires is told so on every route', () => {
    for (const scope of ['invitations:read', 'settings:write'] as const)
      expect(setup({ second_factor: 'required' }).codeFor(scope)).toBe('second_factor_required');
  });

  test('without a name is named by their ID', () => {
    expect(setup({ name: undefined }).as('invitations:read').name).toBe('user-admin');
  });

  test('with a name of Cognito’s maximum length gets one that fits into an email', () => {
    expect(setup({ name: 'x'.repeat(2048) }).as('invitations:read').name).toHaveLength(200);
  });

  test('with groups in a list, as an emulator passes them, is the same', () => {
    const { as } = setup({ 'cognito:groups': ['administrators'], exp: 1893500400 });
    expect(as('invitations:read').tenantId).toBe('acme');
  });

  test('gets no scope from a group: scopes come only from the token', () => {
    const claims = { 'cognito:groups': '[administrators]', scope: 'openid' };
    expect(setup(claims).codeFor('invitations:read')).toBe('forbidden');
  });
});

describe('a request without usable claims is unauthenticated', () => {
  test.each([
    ['an ID token', { token_use: 'id' }],
    ['a token without token_use', { token_use: undefined }],
    ['no tenant', { tenant_id: undefined }],
    ['an empty tenant', { tenant_id: '' }],
    ['several tenants', { tenant_id: ['acme', 'other'] }],
    ['the attribute instead of the claim', { tenant_id: undefined, 'custom:tenant_id': 'acme' }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['no expiry', { exp: undefined }],
    ['an expiry that is not a time', { exp: 'never' }],
    ['no scope claim at all', { scope: undefined }],
    ['scopes as a list', { scope: ['foyer/invitations:read'] }],
  ])('%s', (_what, change) => {
    expect(setup(change).codeFor('invitations:read')).toBe('unauthenticated');
  });

  test.each([
    ['no authorizer', undefined],
    ['an authorizer without a token', {}],
    ['an authorizer function that returns nothing about the token', { lambda: {} }],
    ['an authorizer function that returns null', { lambda: null }],
    ['a token without claims', { jwt: { scopes: [] } as never }],
    ['claims from the wrong authorizer', { jwt: { claims: administratorClaims } }],
  ])('%s', (_what, authorizer) => {
    expect(() => principalOf({ authorizer, timeEpoch }, 'invitations:read')).toThrow(FoyerError);
    expect(() => principalOf({ authorizer, timeEpoch }, 'invitations:read')).toThrow('Sign in');
  });

  test('but self-service requires only the check of the gateway', () => {
    const claims = { ...administratorClaims, scope: 'foyer/self' };
    expect(principalOf({ authorizer: { jwt: { claims } }, timeEpoch }, 'self').id).toBe(
      'user-admin',
    );
    expect(() => principalOf({ authorizer: { lambda: claims }, timeEpoch }, 'self')).toThrow(
      'Sign in',
    );
  });

  test('a token that has expired since the gateway checked it', () => {
    const authorizer = { lambda: administratorClaims };
    const end = Number(administratorClaims['exp']) * 1000;
    expect(principalOf({ authorizer, timeEpoch: end - 1 }, 'invitations:read').id).toBe(
      'user-admin',
    );
    expect(() => principalOf({ authorizer, timeEpoch: end }, 'invitations:read')).toThrow(
      'Sign in',
    );
  });

  test('a machine client without a tenant', () => {
    const machine = { username: undefined, name: undefined, tenant_id: undefined };
    expect(setup(machine).codeFor('invitations:write')).toBe('unauthenticated');
  });
});

describe('a scope that only resembles the required one grants nothing', () => {
  test.each([
    '',
    ' ',
    'openid profile email',
    'invitations:write',
    'foyer/invitations:read',
    'foyer/invitations:writer',
    'foyer/invitations:write:all',
    'xfoyer/invitations:write',
    'foyer/foyer/invitations:write',
    'foyer/invitations:writ',
    'foyer/invitations',
    'foyer/*',
    'FOYER/INVITATIONS:WRITE',
    'foyer/invitations:write,openid',
    'foyer/invitations:write\topenid',
    '[foyer/invitations:write openid]',
    'foyer/self',
  ])('%j', (scope) => {
    expect(setup({ scope }).codeFor('invitations:write')).toBe('forbidden');
  });

  test('the right scope works in any position', () => {
    for (const scope of [
      'foyer/invitations:write',
      'a foyer/invitations:write',
      'foyer/invitations:write b',
    ])
      expect(setup({ scope }).codeFor('invitations:write')).toBe('let in');
  });

  test('the error names the missing scope', () => {
    expect(() => setup({ scope: 'foyer/self' }).as('customers:read')).toThrow(
      'The access token does not have the scope foyer/customers:read.',
    );
  });
});

describe('a field with its own scope', () => {
  const principal = { id: 'user-1', name: 'Ada', tenantId: 'acme' };

  test('is available with that scope', () => {
    expect(() => {
      requireScope({ ...principal, scopes: ['customers:plan'] }, 'customers:plan');
    }).not.toThrow();
  });

  test.each<[Scope[]]>([[[]], [['customers:write']]])('is not available with %j', (scopes) => {
    expect(() => {
      requireScope({ ...principal, scopes }, 'customers:plan');
    }).toThrow('The access token does not have the scope foyer/customers:plan.');
  });
});
