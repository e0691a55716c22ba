import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  InvalidParameterException,
  ResourceNotFoundException,
  TooManyRequestsException,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';

import { CognitoClientFinder } from '../../../../lambdas/modules/identity/user-pool.ts';

const common = { message: 'refused', $metadata: {} };

/** Returns a pool that returns `found` or throws it. */
function setup(found: UserPoolClientType | Error) {
  const client = new CognitoIdentityProviderClient({ region: 'eu-central-1' });
  const cognito = mockClient(client);
  const described = cognito.on(DescribeUserPoolClientCommand);
  if (found instanceof Error) described.rejects(found);
  else described.resolves({ UserPoolClient: found });
  return { cognito, find: () => new CognitoClientFinder(client, 'pool-1').find('client-1') };
}

test('finds a client, its redirect URLs, and whether people can sign in with the authorization code grant', async () => {
  const { cognito, find } = setup({
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    CallbackURLs: ['https://portal.example/cb'],
  });
  await expect(find()).resolves.toEqual({
    codeFlow: true,
    callbackUrls: ['https://portal.example/cb'],
  });
  expect(cognito.call(0).args[0].input).toEqual({ UserPoolId: 'pool-1', ClientId: 'client-1' });
});

test.each<[string, UserPoolClientType]>([
  ['no OAuth settings', {}],
  ['OAuth turned off', { AllowedOAuthFlowsUserPoolClient: false, AllowedOAuthFlows: ['code'] }],
  [
    'client credentials',
    { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['client_credentials'] },
  ],
  ['the implicit flow', { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['implicit'] }],
])('nobody can sign in to a client with %s', async (_what, found) => {
  await expect(setup(found).find()).resolves.toEqual({ codeFlow: false, callbackUrls: [] });
});

test('a client that does not exist is undefined', async () => {
  const { find } = setup(new ResourceNotFoundException(common));
  await expect(find()).resolves.toBeUndefined();
});

test('throttling is retryable, and any other error is rethrown', async () => {
  await expect(setup(new TooManyRequestsException(common)).find()).rejects.toMatchObject({
    code: 'temporarily_unavailable',
  });
  const mistake = new InvalidParameterException(common);
  await expect(setup(mistake).find()).rejects.toBe(mistake);
});
