import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  InternalErrorException,
  ResourceNotFoundException,
  TooManyRequestsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';

import {
  CognitoSecondFactorReader,
  CognitoUserFinder,
} from '../../../../lambdas/modules/identity/user-pool.ts';

const common = { message: 'refused', $metadata: {} };

function setup() {
  const client = new CognitoIdentityProviderClient({ region: 'eu-central-1' });
  const cognito = mockClient(client);
  return { cognito, finder: new CognitoUserFinder(client, 'pool-1') };
}

test('finds a user by address, with the invitation that created it and its status', async () => {
  const { cognito, finder } = setup();
  cognito.on(AdminGetUserCommand).resolves({
    Username: 'user-1',
    UserStatus: 'CONFIRMED',
    UserAttributes: [
      { Name: 'email', Value: 'grace@example.com' },
      { Name: 'custom:invitation_id', Value: 'inv_1' },
      { Name: 'custom:customer_id', Value: 'cus_1' },
      { Name: 'custom:contact_id', Value: 'con_1' },
    ],
  });
  await expect(finder.find('grace@example.com')).resolves.toEqual({
    userId: 'user-1',
    hasPassword: true,
    invitationId: 'inv_1',
    customerId: 'cus_1',
    contactId: 'con_1',
  });
  expect(cognito.call(0).args[0].input).toEqual({
    UserPoolId: 'pool-1',
    Username: 'grace@example.com',
  });
});

test.each([
  ['no such attributes', [{ Name: 'email', Value: 'grace@example.com' }]],
  ['no attributes', undefined],
])('a user with %s was not created by an invitation', async (_what, attributes) => {
  const { cognito, finder } = setup();
  cognito.on(AdminGetUserCommand).resolves({
    Username: 'user-1',
    UserStatus: 'FORCE_CHANGE_PASSWORD',
    ...(attributes !== undefined && { UserAttributes: attributes }),
  });
  await expect(finder.find('grace@example.com')).resolves.toEqual({
    userId: 'user-1',
    hasPassword: false,
    invitationId: undefined,
    customerId: undefined,
    contactId: undefined,
  });
});

test('an address without a user is not an error', async () => {
  const { cognito, finder } = setup();
  cognito.on(AdminGetUserCommand).rejects(new UserNotFoundException(common));
  await expect(finder.find('grace@example.com')).resolves.toBeUndefined();
});

test.each([
  new TooManyRequestsException(common),
  new InternalErrorException(common),
  Object.assign(new Error('timed out'), { name: 'TimeoutError' }),
  Object.assign(new Error('slow down'), { name: 'ThrottlingException' }),
])('$name is retryable after three seconds', async (error) => {
  const { cognito, finder } = setup();
  cognito.on(AdminGetUserCommand).rejects(error);
  await expect(finder.find('grace@example.com')).rejects.toMatchObject({
    code: 'temporarily_unavailable',
    retryAfterSeconds: 3,
    cause: error,
  });
});

test('a missing pool is not retryable: it is an error of the deployment, not “no user”', async () => {
  const { cognito, finder } = setup();
  const error = new ResourceNotFoundException(common);
  cognito.on(AdminGetUserCommand).rejects(error);
  await expect(finder.find('grace@example.com')).rejects.toBe(error);
});

test.each([
  [['SOFTWARE_TOKEN_MFA'], true],
  [['EMAIL_OTP', 'SOFTWARE_TOKEN_MFA'], true],
  [[], false],
  [undefined, false],
])('a user with the factors %j has an authenticator app: %s', async (factors, expected) => {
  const client = new CognitoIdentityProviderClient({ region: 'eu-central-1' });
  const cognito = mockClient(client);
  cognito.on(AdminGetUserCommand).resolves({ Username: 'user-1', UserMFASettingList: factors });
  const reader = new CognitoSecondFactorReader(client, 'pool-1');
  await expect(reader.hasSecondFactor('user-1')).resolves.toBe(expected);
  cognito.on(AdminGetUserCommand).rejects(new TooManyRequestsException(common));
  await expect(reader.hasSecondFactor('user-1')).rejects.toMatchObject({
    code: 'temporarily_unavailable',
  });
});
