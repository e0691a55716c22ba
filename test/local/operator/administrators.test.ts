import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  ListUsersInGroupCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { Administrators, nameAttributes } from '../../../local/operator/administrators.ts';

test.each([
  ['Ada Lindqvist', { given_name: 'Ada', family_name: 'Lindqvist' }],
  ['Anna Maria  Keller', { given_name: 'Anna Maria', family_name: 'Keller' }],
  ['Ada', { given_name: 'Ada' }],
])('keeps the name "%s" where tokens read it', (name, attributes) => {
  const pairs = nameAttributes(name).map(({ Name, Value }) => [Name, Value] as const);
  expect(Object.fromEntries(pairs)).toEqual(attributes);
});

test('an administrator without a name is created with the address alone', async () => {
  const cognito = mockClient(CognitoIdentityProviderClient);
  const administrators = new Administrators(new CognitoIdentityProviderClient({}), 'pool');
  const somebody = { email: 'admin@acme.example', tenantId: 'acme', quietly: true };
  await administrators.create({ ...somebody, name: undefined });
  await administrators.create({ ...somebody, name: 'Ada Lindqvist' });
  const [without, named] = cognito
    .commandCalls(AdminCreateUserCommand)
    .map(({ args }) => args[0].input.UserAttributes?.map(({ Name }) => Name));
  expect(without).toEqual(['email', 'email_verified', 'custom:tenant_id']);
  expect(named).toEqual([...(without ?? []), 'given_name', 'family_name']);
});

function setup() {
  const cognito = mockClient(CognitoIdentityProviderClient);
  return {
    cognito,
    administrators: new Administrators(new CognitoIdentityProviderClient({}), 'pool'),
  };
}

test('whoever is shut out is disabled before the sessions end, so that none begins in between', async () => {
  const { cognito, administrators } = setup();
  await administrators.shutOut('user-1');
  const calls = cognito.calls().map(({ args: [command] }) => [command.constructor, command.input]);
  const user = { UserPoolId: 'pool', Username: 'user-1' };
  expect(calls).toEqual([
    [AdminDisableUserCommand, user],
    [AdminUserGlobalSignOutCommand, user],
  ]);
});

test('an account that is gone already counts as deleted', async () => {
  const { cognito, administrators } = setup();
  cognito
    .on(AdminDeleteUserCommand)
    .rejects(new UserNotFoundException({ message: 'User does not exist.', $metadata: {} }));
  await expect(administrators.remove('user-1')).resolves.toBeUndefined();
  cognito.on(AdminDeleteUserCommand).rejects(new Error('out of reach'));
  await expect(administrators.remove('user-1')).rejects.toThrow('out of reach');
});

const member = (sub: string, tenant: string, more: object = {}, attributes: object = {}) => ({
  Username: sub,
  Attributes: Object.entries({ sub, 'custom:tenant_id': tenant, ...attributes }).map(
    ([Name, Value]) => ({ Name, Value }),
  ),
  Enabled: true,
  ...more,
});

test.each([
  ['nobody else', [], false],
  ['administrators of other tenants only', [member('user-2', 'globex')], false],
  ['one who is disabled', [member('user-2', 'acme', { Enabled: false })], false],
  [
    'an invited customer in the group, who administers nothing',
    [member('user-2', 'acme', {}, { 'custom:invitation_id': 'inv_1' })],
    false,
  ],
  ['another administrator', [member('user-2', 'acme')], true],
])('an administrator beside whom there is %s', async (_who, others, hasOther) => {
  const { cognito, administrators } = setup();
  // The others come on a second page.
  cognito
    .on(ListUsersInGroupCommand)
    .resolves({ Users: [member('user-1', 'acme')], NextToken: 'next' })
    .on(ListUsersInGroupCommand, { NextToken: 'next' })
    .resolves({ Users: others });
  expect(await administrators.hasOther('acme', 'user-1')).toBe(hasOther);
});
