import { describe, expect, test } from 'vitest';

import { principalOf, requireScope } from '../../../../lambdas/modules/http/principal.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import type { Scope } from '../../../../lambdas/modules/platform/scopes.ts';
import { administratorClaims } from '../../../support/functions/http-event.ts';

/** When requests arrive: twenty minutes before the token of the fixture ends. */
const timeEpoch = 1_893_499_200_000;

/** An authorizer's result whose claims differ in `change`; a claim that is `undefined` is missing. */
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
  test('is known by the claims that API Gateway hands on as texts', () => {
    expect(setup().as('invitations:write')).toEqual({
      id: 'user-admin',
      name: 'Ada Admin',
      tenantId: 'acme',
      scopes: ['invitations:read', 'invitations:write', 'customers:read'],
    });
  });

  test.each(['invitations:read', 'invitations:write', 'customers:read'] as const)(
    'may what their scope %s says',
    (scope) => {
      expect(setup().codeFor(scope)).toBe('let in');
    },
  );

  test('without a name goes by their id', () => {
    expect(setup({ name: undefined }).as('invitations:read').name).toBe('user-admin');
  });

  test('with a name of Cognito’s full length has one that fits into a mail', () => {
    expect(setup({ name: 'x'.repeat(2048) }).as('invitations:read').name).toHaveLength(200);
  });

  test('with groups that an emulator leaves as a list is the same', () => {
    const { as } = setup({ 'cognito:groups': ['administrators'], exp: 1893500400 });
    expect(as('invitations:read').tenantId).toBe('acme');
  });

  test('has no scope because of a group: scopes come from the token alone', () => {
    const claims = { 'cognito:groups': '[administrators]', scope: 'openid' };
    expect(setup(claims).codeFor('invitations:read')).toBe('forbidden');
  });
});

describe('somebody without usable claims is not signed in', () => {
  test.each([
    ['an ID token', { token_use: 'id' }],
    ['a token of no stated use', { token_use: undefined }],
    ['no tenant', { tenant_id: undefined }],
    ['an empty tenant', { tenant_id: '' }],
    ['several tenants', { tenant_id: ['acme', 'other'] }],
    ['the attribute instead of the claim', { tenant_id: undefined, 'custom:tenant_id': 'acme' }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['no end', { exp: undefined }],
    ['an end that is no time', { exp: 'never' }],
    ['no scope claim at all', { scope: undefined }],
    ['scopes as a list', { scope: ['foyer/invitations:read'] }],
  ])('%s', (_what, change) => {
    expect(setup(change).codeFor('invitations:read')).toBe('unauthenticated');
  });

  test.each([
    ['no authorizer', undefined],
    ['an authorizer without a token', {}],
    ['a function that knows nothing of the token', { lambda: {} }],
    ['a function that says nothing', { lambda: null }],
    ['a token without claims', { jwt: { scopes: [] } as never }],
    ['claims from the wrong authorizer', { jwt: { claims: administratorClaims } }],
  ])('%s', (_what, authorizer) => {
    expect(() => principalOf({ authorizer, timeEpoch }, 'invitations:read')).toThrow(FoyerError);
    expect(() => principalOf({ authorizer, timeEpoch }, 'invitations:read')).toThrow('Sign in');
  });

  test('what is one’s own is opened by the gateway’s own check alone', () => {
    const claims = { ...administratorClaims, scope: 'foyer/self' };
    expect(principalOf({ authorizer: { jwt: { claims } }, timeEpoch }, 'self').id).toBe(
      'user-admin',
    );
    expect(() => principalOf({ authorizer: { lambda: claims }, timeEpoch }, 'self')).toThrow(
      'Sign in',
    );
  });

  test('a token that has ended since the gateway was told about it', () => {
    const authorizer = { lambda: administratorClaims };
    const end = Number(administratorClaims['exp']) * 1000;
    expect(principalOf({ authorizer, timeEpoch: end - 1 }, 'invitations:read').id).toBe(
      'user-admin',
    );
    expect(() => principalOf({ authorizer, timeEpoch: end }, 'invitations:read')).toThrow(
      'Sign in',
    );
  });

  test('a machine client that belongs to no tenant', () => {
    const machine = { username: undefined, name: undefined, tenant_id: undefined };
    expect(setup(machine).codeFor('invitations:write')).toBe('unauthenticated');
  });
});

describe('a scope that only resembles the one that is needed opens nothing', () => {
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

  test('wherever it stands, the right one opens', () => {
    for (const scope of [
      'foyer/invitations:write',
      'a foyer/invitations:write',
      'foyer/invitations:write b',
    ])
      expect(setup({ scope }).codeFor('invitations:write')).toBe('let in');
  });

  test('a refusal names the scope that is missing', () => {
    expect(() => setup({ scope: 'foyer/self' }).as('customers:read')).toThrow(
      'The access token does not have the scope foyer/customers:read.',
    );
  });
});

describe('what only some may see or change', () => {
  const principal = { id: 'user-1', name: 'Ada', tenantId: 'acme' };

  test('is open to whom the token allows it', () => {
    expect(() => {
      requireScope({ ...principal, scopes: ['customers:plan'] }, 'customers:plan');
    }).not.toThrow();
  });

  test.each<[Scope[]]>([[[]], [['customers:write']]])(
    'is closed to whom the token allows %j',
    (scopes) => {
      expect(() => {
        requireScope({ ...principal, scopes }, 'customers:plan');
      }).toThrow('The access token does not have the scope foyer/customers:plan.');
    },
  );
});
