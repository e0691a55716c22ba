import { describe, expect, test } from 'vitest';

import { MACHINE_SCOPES as KNOWN } from '../../../../lambdas/modules/api-clients/api-client.ts';
import {
  EMPTY,
  MACHINE_SCOPES,
  problemsWith,
  requestOf,
  shellCode,
  typescriptCode,
} from '../../../../web/console/settings/api-clients/client-form.ts';
import { en } from '../../../../web/console/settings/api-clients/languages/en.ts';

const ENDPOINTS = {
  apiUrl: 'https://join.example.com',
  tokenUrl: 'https://login.example.com/oauth2/token',
};

test('every scope for API clients is offered', () => {
  expect([...MACHINE_SCOPES].sort()).toEqual([...KNOWN].sort());
});

test('a name and a scope are required', () => {
  expect(problemsWith(EMPTY, en)).toEqual({ name: en.nameRequired, scopes: en.scopesRequired });
  expect(problemsWith({ name: 'x'.repeat(101), scopes: ['customers:read'] }, en)).toEqual({
    name: en.nameLong,
  });
  expect(problemsWith({ name: ' Nightly ', scopes: ['customers:read'] }, en)).toEqual({});
});

test('scopes are sent in a fixed order, so that the same choice is the same request', () => {
  const one = requestOf({ name: ' Nightly ', scopes: ['settings:read', 'invitations:read'] });
  expect(one).toEqual({ name: 'Nightly', scopes: ['invitations:read', 'settings:read'] });
});

describe('the sample code for an API client', () => {
  const client = { id: '1example', scopes: [...MACHINE_SCOPES] };

  test('uses the token endpoint of this installation, and contains no secret', () => {
    const code = shellCode(client, ENDPOINTS);
    expect(code).toContain("curl -s 'https://login.example.com/oauth2/token'");
    expect(code).toContain('-u "1example:$FOYER_CLIENT_SECRET"');
    expect(code).toContain("'https://join.example.com/v1/invitations'");
    expect(typescriptCode(client, ENDPOINTS)).toContain('listInvitations({ client })');
  });

  test('calls only what the scopes allow', () => {
    expect(shellCode({ ...client, scopes: ['customers:read'] }, ENDPOINTS)).toContain(
      '/v1/customers',
    );
    const writer = { ...client, scopes: ['invitations:write' as const] };
    expect(shellCode(writer, ENDPOINTS)).not.toContain('/v1/');
    expect(typescriptCode(writer, ENDPOINTS)).toMatch(/\}\);$/);
  });
});
