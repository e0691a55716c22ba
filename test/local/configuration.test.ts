import { expect, test } from 'vitest';

import { parseConfig } from '../../lib/config.ts';
import { localSettings } from '../../local/configuration.ts';
import { isSource } from '../../local/source-watch.ts';

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

test.each([
  ['lambdas/mailer/handler.ts', true],
  ['lambdas/modules/mail/templates/invitation-mail.mjml', true],
  ['lambdas/mail/.handler.ts.swp', false],
  ['lambdas/mailer/handler.ts~', false],
  ['lib/.#data.ts', false],
  ['lambdas/mail/handler.test.ts', false],
])('a change of %s is one of a source: %s', (file, expected) => {
  expect(isSource(file)).toBe(expected);
});
