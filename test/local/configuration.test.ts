import { expect, test } from 'vitest';

import { parseConfig } from '../../lib/config.ts';
import { localApiUrl, localSettings, pageConfigFor } from '../../local/configuration.ts';

const siteUrl = 'http://127.0.0.1:5173';
const provider = {
  type: 'oidc',
  name: 'company',
  label: 'Company login',
  issuer: 'http://127.0.0.1:8035',
  clientId: 'foyer',
  clientSecretArn: 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:company-login-AbCdEf',
};

test('runs without any settings of a team', () => {
  expect(parseConfig(localSettings(siteUrl, {}, provider))).toMatchObject({
    stage: 'local',
    siteUrl,
    hosting: false,
    allowedGroups: ['customers', 'partners'],
  });
});

test("keeps the team's rules and leaves its domain, certificate and alarms on AWS", () => {
  const team = {
    stage: 'production',
    senderAddress: 'join@example.com',
    siteUrl: 'https://join.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a',
    alarmEmail: 'ops@example.com',
    allowedGroups: ['partners'],
    invitationExpiryDays: 3,
    identityProviders: [{ ...provider, name: 'real', issuer: 'https://login.example.com' }],
  };
  expect(parseConfig(localSettings(siteUrl, team, provider))).toMatchObject({
    stage: 'local',
    siteUrl,
    allowedGroups: ['partners'],
    invitationExpiryDays: 3,
    identityProviders: [{ name: 'company' }],
    retainData: false,
  });
});

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
  'finds the API of %s in the local AWS emulator',
  (ApiUrl) => {
    expect(localApiUrl(endpoint, { ApiUrl })).toBe(
      `${endpoint}/_aws/execute-api/1e38780e/$default`,
    );
  },
);

test('people sign in at the local AWS emulator, with tokens of the issuer that the API trusts', () => {
  const config = pageConfigFor(endpoint, stack);
  expect(config.authority).toBe(stack.Issuer);
  const { port } = new URL(endpoint);
  expect(config.authorizationEndpoint).toBe(`http://localhost:${port}/oauth2/authorize`);
  expect(config.passkeysEndpoint).toBe(`http://localhost:${port}/passkeys/add`);
  expect(config.clientId).toBe('client');
});
