import {
  AdminDeleteSoftwareTokenCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';

import { resetSecondFactor } from '../../operator/commands/reset-second-factor.ts';

const reset = { userPoolId: 'pool', tenantId: 'acme', email: 'ada@acme.example' };

function setup({ tenantId = 'acme', factors = ['SOFTWARE_TOKEN_MFA'] } = {}) {
  const client = new CognitoIdentityProviderClient({ region: 'eu-central-1' });
  const mock = mockClient(client);
  mock.on(AdminGetUserCommand, { UserPoolId: 'pool', Username: 'ada@acme.example' }).resolves({
    Username: 'user-1',
    UserAttributes: [{ Name: 'custom:tenant_id', Value: tenantId }],
    UserMFASettingList: factors,
  });
  const calls = () =>
    mock
      .calls()
      .map(({ args: [command] }) => command.constructor)
      .slice(1);
  return { client, mock, calls };
}

test('a lost authenticator app is turned off, then deleted, and the person is signed out everywhere', async () => {
  const { client, mock, calls } = setup();
  const { lines, data } = await resetSecondFactor(client, reset);
  expect(calls()).toEqual([
    AdminSetUserMFAPreferenceCommand,
    AdminDeleteSoftwareTokenCommand,
    AdminUserGlobalSignOutCommand,
  ]);
  expect(mock.commandCalls(AdminSetUserMFAPreferenceCommand)[0]?.args[0].input).toEqual({
    UserPoolId: 'pool',
    Username: 'user-1',
    SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
    WebAuthnMfaSettings: { Enabled: false },
  });
  expect(lines[0]).toBe('Removed the authenticator app of ada@acme.example.');
  expect(data).toMatchObject({ removed: true, userId: 'user-1' });
});

test('a repeated reset deletes nothing, and says so', async () => {
  const { client, calls } = setup({ factors: [] });
  const { lines, data } = await resetSecondFactor(client, reset);
  expect(calls()).not.toContain(AdminDeleteSoftwareTokenCommand);
  expect(lines[0]).toContain('has no authenticator app');
  expect(data).toMatchObject({ removed: false });
});

test('a person of another tenant, or an unknown one, is left alone with the same sentence', async () => {
  const other = setup({ tenantId: 'globex' });
  await expect(resetSecondFactor(other.client, reset)).rejects.toThrow(
    'No account of acme has the address ada@acme.example.',
  );
  expect(other.calls()).toEqual([]);
  const { client, mock } = setup();
  mock
    .on(AdminGetUserCommand)
    .rejects(new UserNotFoundException({ message: 'User does not exist.', $metadata: {} }));
  await expect(resetSecondFactor(client, reset)).rejects.toThrow('No account of acme');
});

test('a reset that was cut off after the first call is completed by the next one', async () => {
  const { client, mock } = setup();
  mock.on(AdminDeleteSoftwareTokenCommand).rejectsOnce(new Error('cut off')).resolves({});
  await expect(resetSecondFactor(client, reset)).rejects.toThrow('cut off');
  await expect(resetSecondFactor(client, reset)).resolves.toMatchObject({
    data: { removed: true },
  });
});
