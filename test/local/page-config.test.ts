import { expect, test } from 'vitest';

import { localApiUrl, pageConfigFor } from '../../local/page-config.ts';

const endpoint = 'http://127.0.0.1:4566';
const stack = {
  ApiUrl: 'http://1e38780e.execute-api.127.0.0.1:4566',
  SiteUrl: 'http://127.0.0.1:5173',
  UserPoolId: 'eu-central-1_Abc',
  WebClientId: 'client',
  TableName: 'table',
  LoginUrl: 'https://foyer-local.auth.eu-central-1.amazoncognito.com',
  Issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Abc',
};

test.each([stack.ApiUrl, 'https://1e38780e.execute-api.eu-central-1.amazonaws.com/'])(
  'finds the API of %s in the local AWS',
  (ApiUrl) => {
    expect(localApiUrl(endpoint, { ApiUrl })).toBe(
      `${endpoint}/_aws/execute-api/1e38780e/$default`,
    );
  },
);

test('people sign in at the local AWS, with tokens of the issuer that the API trusts', () => {
  const config = pageConfigFor(endpoint, stack);
  expect(config.authority).toBe(stack.Issuer);
  expect(config.authorizationEndpoint).toBe(`${endpoint}/oauth2/authorize`);
  expect(config.clientId).toBe('client');
});
