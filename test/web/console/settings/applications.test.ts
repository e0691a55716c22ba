import { describe, expect, test } from 'vitest';

import {
  changeOf,
  EMPTY,
  isChanged,
  problemsWith,
  requestOf,
  usersOf,
  valuesOf,
} from '../../../../web/console/settings/applications/application-form.ts';
import { en } from '../../../../web/console/settings/applications/languages/en.ts';

const PORTAL = valuesOf({
  name: 'Customer portal',
  protocol: 'oidc',
  clientId: '1example',
  redirectUrl: 'https://portal.acme.example/welcome',
  groups: ['customers'],
});

test('a client ID is sent only with a protocol that has one', () => {
  expect(requestOf({ ...PORTAL, name: ' Portal ' })).toMatchObject({
    name: 'Portal',
    clientId: '1example',
  });
  expect(requestOf({ ...PORTAL, protocol: 'saml' })).not.toHaveProperty('clientId');
  expect(changeOf({ ...PORTAL, protocol: 'saml' })).toMatchObject({ clientId: null });
});

test('spaces around a value are not a change', () => {
  expect(isChanged({ ...PORTAL, name: 'Customer portal ' }, PORTAL)).toBe(false);
  expect(isChanged({ ...PORTAL, groups: [] }, PORTAL)).toBe(true);
});

describe('errors that the API would return appear at their fields', () => {
  test.each([
    [PORTAL, {}],
    [
      EMPTY,
      {
        name: en.nameRequired,
        clientId: en.clientIdWrong,
        redirectUrl: en.redirectUrlWrong,
      },
    ],
    [{ ...PORTAL, name: 'x'.repeat(101) }, { name: en.nameLong }],
    [{ ...PORTAL, clientId: 'no client' }, { clientId: en.clientIdWrong }],
    [{ ...PORTAL, protocol: 'bookmark' as const, clientId: 'no client' }, {}],
    [{ ...PORTAL, redirectUrl: 'http://portal.example/' }, { redirectUrl: en.redirectUrlWrong }],
    [{ ...PORTAL, redirectUrl: 'javascript:alert(1)' }, { redirectUrl: en.redirectUrlWrong }],
    [{ ...PORTAL, redirectUrl: 'http://localhost:3000/' }, {}],
    [{ ...PORTAL, groups: Array.from({ length: 11 }, String) }, { groups: en.groupsMany }],
  ])('%j', (form, problems) => {
    expect(problemsWith(form, en)).toEqual(problems);
  });
});

test('presets that use an application are named', () => {
  const presets = [
    { name: 'Partners', applicationId: 'app_1' },
    { name: 'Others' },
    { name: 'Resellers', applicationId: 'app_1' },
  ];
  expect(usersOf({ id: 'app_1' }, presets)).toBe('Partners, Resellers');
  expect(usersOf({ id: 'app_2' }, presets)).toBe('');
});
