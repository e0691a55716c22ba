import { describe, expect, test } from 'vitest';

import { MACHINE_SCOPES } from '../../../../lambdas/modules/api-clients/api-client.ts';
import {
  ADMINISTRATOR_GROUPS,
  type AdministratorRole,
  isAdministratorGroup,
  qualifiedScope,
  type Scope,
  SCOPES,
  scopesOf,
} from '../../../../lambdas/modules/platform/scopes.ts';

describe('the scopes', () => {
  test.each<[AdministratorRole, Scope[]]>([
    [
      'administrators',
      [
        'activity:read',
        'administrators:read',
        'administrators:write',
        'customers:plan',
        'customers:read',
        'customers:write',
        'invitations:link',
        'invitations:read',
        'invitations:write',
        'settings:read',
        'settings:write',
      ],
    ],
    ['viewers', ['customers:read', 'invitations:read', 'settings:read']],
    [
      'operators',
      [
        'customers:read',
        'customers:write',
        'invitations:link',
        'invitations:read',
        'invitations:write',
        'settings:read',
      ],
    ],
    [
      'plan-managers',
      ['customers:plan', 'customers:read', 'customers:write', 'invitations:read', 'settings:read'],
    ],
  ])('of %s are %j', (role, scopes) => {
    expect(scopesOf(role).toSorted()).toEqual(scopes);
  });

  test('of administrators are for people with the full role, not for API clients', () => {
    for (const scope of ['administrators:read', 'administrators:write'] as const) {
      const roles = Object.entries<readonly Scope[]>(ADMINISTRATOR_GROUPS);
      expect(roles.filter(([, scopes]) => scopes.includes(scope)).map(([role]) => role)).toEqual([
        'administrators',
      ]);
      expect(MACHINE_SCOPES).not.toContain(scope);
    }
  });

  test('are in a token with the prefix of the resource server', () => {
    expect(qualifiedScope('invitations:write')).toBe('foyer/invitations:write');
    for (const scope of Object.keys(SCOPES)) expect(scope).not.toMatch(/[\s/]/);
  });
});

test.each([
  ['administrators', true],
  ['viewers', true],
  ['customers', false],
  ['constructor', false],
  ['__proto__', false],
  ['hasOwnProperty', false],
])('the group %s belongs to administrators: %s', (group, expected) => {
  expect(isAdministratorGroup(group)).toBe(expected);
});
