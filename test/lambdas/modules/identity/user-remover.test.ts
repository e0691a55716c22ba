import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  TooManyRequestsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';

import { CognitoUserRemover } from '../../../../lambdas/modules/identity/user-pool.ts';

const common = { $metadata: {}, message: 'as AWS says it' };

function setup() {
  const client = new CognitoIdentityProviderClient({ region: 'eu-central-1' });
  return { cognito: mockClient(client), remover: new CognitoUserRemover(client, 'pool-1') };
}

test('a user that is already gone is not an error, because every step can be repeated', async () => {
  const { cognito, remover } = setup();
  cognito.on(AdminDeleteUserCommand).rejects(new UserNotFoundException(common));
  await expect(remover.remove('user-1')).resolves.toBeUndefined();
  expect(cognito.call(0).args[0].input).toEqual({ UserPoolId: 'pool-1', Username: 'user-1' });
});

test('a throttled removal says when to retry', async () => {
  const { cognito, remover } = setup();
  cognito.on(AdminDeleteUserCommand).rejects(new TooManyRequestsException(common));
  await expect(remover.remove('user-1')).rejects.toMatchObject({
    code: 'temporarily_unavailable',
    retryAfterSeconds: 3,
  });
});
