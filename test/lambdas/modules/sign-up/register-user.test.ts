import { inspect } from 'node:util';

import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InternalErrorException,
  InvalidParameterException,
  InvalidPasswordException,
  NotAuthorizedException,
  TooManyRequestsException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { CognitoUserDirectory } from '../../../../lambdas/modules/sign-up/register-user.ts';
import { collectLogLines } from '../../../support/functions/log-lines.ts';

const PASSWORD = 'Correct-Horse-9';
const common = { message: 'refused', $metadata: {} };
const newUser = {
  address: 'grace@example.com',
  firstName: 'Grace',
  lastName: 'Hopper',
  tenantId: 'acme',
  invitationId: 'inv_1',
  customerId: 'cus_1',
  contactId: 'con_1',
  locale: 'de-AT',
};

afterEach(() => {
  vi.restoreAllMocks();
});

function setup() {
  const client = new CognitoIdentityProviderClient({ region: 'eu-central-1' });
  const cognito = mockClient(client);
  return { cognito, users: new CognitoUserDirectory(client, 'pool-1') };
}

describe('creating a user', () => {
  test('sends no email from Cognito, and links the user to tenant, invitation, customer, and contact', async () => {
    const { cognito, users } = setup();
    cognito.on(AdminCreateUserCommand).resolves({ User: { Username: 'user-1' } });
    await expect(users.create(newUser)).resolves.toEqual({ userId: 'user-1' });
    expect(cognito.call(0).args[0].input).toEqual({
      UserPoolId: 'pool-1',
      Username: 'grace@example.com',
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: 'grace@example.com' },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'given_name', Value: 'Grace' },
        { Name: 'family_name', Value: 'Hopper' },
        { Name: 'locale', Value: 'de-AT' },
        { Name: 'custom:tenant_id', Value: 'acme' },
        { Name: 'custom:invitation_id', Value: 'inv_1' },
        { Name: 'custom:customer_id', Value: 'cus_1' },
        { Name: 'custom:contact_id', Value: 'con_1' },
      ],
    });
  });

  test('with one name omits the other from Cognito', async () => {
    const { cognito, users } = setup();
    cognito.on(AdminCreateUserCommand).resolves({ User: { Username: 'user-1' } });
    await users.create({ ...newUser, lastName: undefined });
    const { UserAttributes = [] } = cognito.call(0).args[0].input as AdminCreateUserCommandInput;
    expect(UserAttributes.filter(({ Name }) => Name?.endsWith('_name'))).toEqual([
      { Name: 'given_name', Value: 'Grace' },
    ]);
  });

  test('that already exists is a result, not an error', async () => {
    const { cognito, users } = setup();
    cognito.on(AdminCreateUserCommand).rejects(new UsernameExistsException(common));
    await expect(users.create(newUser)).resolves.toBe('exists');
  });

  test('is an error if Cognito returns no username, because the user could not be found again', async () => {
    const { cognito, users } = setup();
    cognito.on(AdminCreateUserCommand).resolves({});
    await expect(users.create(newUser)).rejects.toThrow('did not return its user name');
  });
});

describe('a password', () => {
  test('is set permanently', async () => {
    const { cognito, users } = setup();
    cognito.on(AdminSetUserPasswordCommand).resolves({});
    await users.setPassword('user-1', PASSWORD);
    expect(cognito.call(0).args[0].input).toEqual({
      UserPoolId: 'pool-1',
      Username: 'user-1',
      Password: PASSWORD,
      Permanent: true,
    });
  });

  test.each([
    new InvalidPasswordException({ ...common, message: `${PASSWORD} is too common` }),
    // Characters that the pattern of the parameter excludes, such as a line break.
    new InvalidParameterException({ ...common, message: `Value '${PASSWORD}' at 'password'` }),
  ])('that Cognito rejects with $name can be corrected by the invitee', async (error) => {
    const { cognito, users } = setup();
    cognito.on(AdminSetUserPasswordCommand).rejects(error);
    await expect(users.setPassword('user-1', PASSWORD)).rejects.toMatchObject({
      code: 'password_policy',
      errors: [{ path: 'password' }],
    });
  });

  test('is in no log line, and not in the error of its rejection', async () => {
    const { cognito, users } = setup();
    const logs = collectLogLines();
    cognito
      .on(AdminSetUserPasswordCommand)
      .rejects(new InvalidPasswordException({ ...common, message: `${PASSWORD} is too common` }));
    const error: unknown = await users.setPassword('user-1', PASSWORD).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 9, showHidden: true }) + logs.text()).not.toContain(PASSWORD);
  });
});

test('a group is added by the user’s ID', async () => {
  const { cognito, users } = setup();
  cognito.on(AdminAddUserToGroupCommand).resolves({});
  await users.addToGroup('user-1', 'customers');
  expect(cognito.call(0).args[0].input).toEqual({
    UserPoolId: 'pool-1',
    Username: 'user-1',
    GroupName: 'customers',
  });
});

describe('every call', () => {
  const calls = {
    create: (users: CognitoUserDirectory) => users.create(newUser),
    addToGroup: (users: CognitoUserDirectory) => users.addToGroup('user-1', 'customers'),
    setPassword: (users: CognitoUserDirectory) => users.setPassword('user-1', PASSWORD),
  };
  const names = Object.keys(calls) as (keyof typeof calls)[];

  test.each(names)('%s is retryable when it is throttled, with the time to retry', async (name) => {
    for (const error of [
      new TooManyRequestsException(common),
      new InternalErrorException(common),
    ]) {
      const { cognito, users } = setup();
      cognito.onAnyCommand().rejects(error);
      await expect(calls[name](users)).rejects.toMatchObject({
        code: 'temporarily_unavailable',
        retryAfterSeconds: 3,
      });
    }
  });

  test.each(names)(
    '%s without permission is an internal error, which is rethrown',
    async (name) => {
      const { cognito, users } = setup();
      const error = new NotAuthorizedException(common);
      cognito.onAnyCommand().rejects(error);
      await expect(calls[name](users)).rejects.toBe(error);
    },
  );
});
