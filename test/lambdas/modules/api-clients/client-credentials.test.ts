import {
  CognitoIdentityProviderClient,
  ListUserPoolClientSecretsCommand,
  ResourceNotFoundException,
  TooManyRequestsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';

import { CognitoClientCredentials } from '../../../../lambdas/modules/api-clients/client-credentials.ts';

const ERROR = { message: 'Told by Cognito.', $metadata: {} };

describe.each(['addSecret', 'keepOnly'] as const)('%s', (operation) => {
  test.each([
    [
      'not_found, for a client that was deleted in the meantime',
      new ResourceNotFoundException(ERROR),
    ],
    ['temporarily_unavailable, while Cognito throttles', new TooManyRequestsException(ERROR)],
  ])('throws %s', async (title, error) => {
    const cognito = mockClient(CognitoIdentityProviderClient);
    cognito.on(ListUserPoolClientSecretsCommand).rejects(error);
    const credentials = new CognitoClientCredentials(
      new CognitoIdentityProviderClient({}),
      'eu-central-1_pool',
    );
    await expect(credentials[operation]('client-1', undefined)).rejects.toMatchObject({
      code: title.split(',')[0],
    });
  });
});
