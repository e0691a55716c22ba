import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
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
