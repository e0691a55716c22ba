import { describe, expect, test } from 'vitest';
import {
  SCOPES,
  isAdministratorGroup,
  qualifiedScope,
  scopesOf,
  type Scope,
} from '../../../lambdas/identity/scopes.ts';

function setup(...groups: string[]) {
  return { scopes: scopesOf(groups).sort() };
}

describe('the scopes', () => {
  test.each<[string[], Scope[]]>([
    [[], []],
    [
      ['administrators'],
      [
        'activity:read',
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
    [['viewers'], ['customers:read', 'invitations:read', 'settings:read']],
    [
      ['viewers', 'administrators'],
      [
        'activity:read',
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
    [
      ['operators'],
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
      ['plan-managers'],
      ['customers:plan', 'customers:read', 'customers:write', 'invitations:read', 'settings:read'],
    ],
    // Groups of the tenant's applications; what is people's own they may see because of who they are.
    [['customers', 'partners'], []],
    [
      ['viewers', 'customers'],
      ['customers:read', 'invitations:read', 'settings:read'],
    ],
    // The names of what every object has are groups like any other.
    [['constructor', '__proto__', 'toString'], []],
    [['Administrators', 'administrators ', 'administrators2'], []],
  ])('of %j are %j', (groups, scopes) => {
    expect(setup(...groups).scopes).toEqual(scopes);
  });

  test('stand in a token behind the resource server’s name', () => {
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
