import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App } from 'aws-cdk-lib';
import { expect, onTestFinished, test } from 'vitest';

import { DEFAULT_LIMITS } from '../../lambdas/modules/records/tenant-settings.ts';
import { ConfigError, parseConfig, readConfig } from '../../lib/config.ts';
import { elsewhere, everything, production } from './synthesise.ts';

const least = { senderAddress: 'invitations@example.com' };

function setup(file?: string): (context: Record<string, string>) => ReturnType<typeof readConfig> {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-config-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const path = join(directory, 'foyer.config.json');
  if (file !== undefined) writeFileSync(path, file);
  return (context) =>
    readConfig(
      new App({ context: { ...(file === undefined ? {} : { config: path }), ...context } }).node,
    );
}

test('requires only the sender address', () => {
  expect(parseConfig(least)).toMatchObject({
    stage: 'dev',
    retainData: false,
    hosting: true,
    invitationExpiryDays: 7,
    maxInvitationExpiryDays: 30,
    retentionDays: 90,
    allowedGroups: ['customers'],
    logRetentionDays: 30,
  });
});

test('retains the data of production, and of other stages if configured', () => {
  expect(parseConfig({ ...least, stage: 'production' }).retainData).toBe(true);
  expect(parseConfig({ ...least, stage: 'production', retainData: false }).retainData).toBe(false);
  expect(parseConfig({ ...least, stage: 'staging', retainData: true }).retainData).toBe(true);
});

test('protects data only when it is told to, so that a first deployment can be repeated', () => {
  expect(parseConfig(production).protectData).toBe(false);
  expect(parseConfig({ ...production, protectData: 'true' }).protectData).toBe(true);
});

test('accepts the example configuration', () => {
  expect(parseConfig(production)).toMatchObject({ stage: 'production', retainData: true });
});

test('reads settings from the command line, where every value is a string', () => {
  const read = setup('{}');
  expect(
    read({
      senderAddress: 'hello@example.com',
      hosting: 'false',
      siteUrl: 'http://127.0.0.1:4000',
      allowedGroups: 'customers,partners',
      mailConcurrency: '12',
      logRetentionDays: '7',
    }),
  ).toMatchObject({
    hosting: false,
    allowedGroups: ['customers', 'partners'],
    mailConcurrency: 12,
    logRetentionDays: 7,
  });
});

test('overrides single limits, in the file and on the command line', () => {
  const limits = { pendingInvitations: 500_000, mailsPerRecipientPerDay: 3 };
  const expected = { ...DEFAULT_LIMITS, ...limits };
  expect(parseConfig(least).limits).toEqual(DEFAULT_LIMITS);
  expect(parseConfig({ ...least, limits }).limits).toEqual(expected);
  expect(parseConfig({ ...least, limits: JSON.stringify(limits) }).limits).toEqual(expected);
  for (const wrong of [{ pendingInvitations: 0 }, { mails: 1 }, 'many', 5])
    expect(() => parseConfig({ ...least, limits: wrong })).toThrow(/limits: /);
});

test('accepts callback URLs of additional pages, including a development server', () => {
  const callbackUrls = ['https://app.example.com/signed-in?x=1', 'http://localhost:3000/back'];
  expect(parseConfig({ ...least, callbackUrls }).callbackUrls).toEqual(callbackUrls);
  expect(setup('{}')({ ...least, callbackUrls: callbackUrls.join(',') })).toMatchObject({
    callbackUrls,
  });
});

test('gives the command line precedence over the file', () => {
  const read = setup(JSON.stringify({ ...least, stage: 'staging', retentionDays: 10 }));
  expect(read({ stage: 'test' })).toMatchObject({ stage: 'test', retentionDays: 10 });
});

test('names a file that cannot be read', () => {
  const read = setup('{ "stage": ');
  expect(() => read({})).toThrow(/^config: .*foyer\.config\.json must be a JSON file/);
});

test('lists all errors at once, and how to fix them', () => {
  const wrong = () => parseConfig({ ...elsewhere, stage: 'Prod!', mailConcurrency: 1 });
  expect(wrong).toThrow(ConfigError);
  expect(wrong).toThrow(
    /stage: must be 1 to 20 lowercase letters.*\n.*mailConcurrency: must be a whole number from 2/,
  );
});

test.each([
  ['senderAddress', { senderAddress: 'invitations' }, 'must be the sender address'],
  ['senderAddress', { senderAddress: undefined }, 'must be the sender address'],
  ['senderName', { senderName: 'Evil\r\nBcc: all@example.com' }, 'must be a name'],
  ['senderIdentity', { senderIdentity: 'dkim' }, '"domain", "address", or "existing"'],
  ['cognitoMail', { cognitoMail: 'postmark' }, 'must be "cognito" or "ses"'],
  ['existingIdentity', { existingIdentity: 'example.com' }, 'senderIdentity: "existing"'],
  ...['ample.com', 'other@example.com', 'mail.example.com', 'com'].map(
    (existingIdentity): [string, object, string] => [
      'existingIdentity',
      { senderIdentity: 'existing', existingIdentity },
      existingIdentity === 'com'
        ? 'must be the SES identity'
        : 'must cover invitations@example.com',
    ],
  ),
  ['siteUrl', { siteUrl: 'https://join.example.com/' }, 'without a path'],
  ['siteUrl', { siteUrl: 'http://join.example.com' }, 'http only for localhost'],
  ['siteUrl', { hosting: false }, 'must be the origin of the pages'],
  ['siteUrl', { ...production, siteUrl: 'http://localhost:4000' }, 'https address without a port'],
  ['certificateArn', { siteUrl: 'https://join.example.com' }, 'remove siteUrl'],
  [
    'certificateArn',
    { ...production, certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0' },
    'in us-east-1',
  ],
  ['certificateArn', { ...production, hosting: false }, 'is allowed only with hosting'],
  [
    'webAclArn',
    { ...elsewhere, webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/b' },
    'is allowed only with hosting',
  ],
  ['waf', { ...elsewhere, waf: true }, 'must be false when hosting is false'],
  [
    'webAclArn',
    { waf: true, webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/b' },
    'is not allowed with waf',
  ],
  ['originSecretVersion', { originSecretVersion: 0 }, 'from 1 to 1000000'],
  ['mailFromDomain', { mailFromDomain: 'bounce.example.org' }, 'subdomain of the domain of'],
  ['mailFromDomain', { mailFromDomain: 'example.com' }, 'subdomain of the domain of'],
  ['mailFromDomain', { mailFromDomain: 'evilexample.com' }, 'subdomain of the domain of'],
  [
    'mailFromDomain',
    { mailFromDomain: 'bounce.example.com', senderIdentity: 'existing' },
    'only with senderIdentity: "domain"',
  ],
  [
    'mailFromDomain',
    { ...production, mailFromDomain: 'join.example.com' },
    'must differ from loginDomain',
  ],
  ['loginDomain', { loginDomain: 'example.com' }, 'a subdomain whose parent'],
  ['loginDomain', { loginDomain: 'https://login.example.com' }, 'a subdomain whose parent'],
  ['loginDomain', { loginDomain: `${'a'.repeat(60)}.example.com` }, 'up to 63 characters'],
  ['loginDomain', { ...production, loginDomain: 'join.example.com' }, 'must differ from the host'],
  ['loginCertificateArn', { loginDomain: 'login.example.com' }, 'must be the ARN'],
  [
    'loginCertificateArn',
    { loginCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/0' },
    'only with loginDomain',
  ],
  [
    'loginDomainPrefix',
    { ...everything, loginDomainPrefix: 'example' },
    'is not allowed with loginDomain',
  ],
  ['hosting', { hosting: 'yes' }, 'must be true or false'],
  ['callbackUrls', { callbackUrls: ['http://app.example.com/back'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: ['https://app.example.com/#/back'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: ['https://*.example.com/back'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: ['https://ada@example.com/back'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: ['app.example.com/back'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: ['javascript:alert(1)'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: 5 }, 'must list URLs to return to'],
  [
    'callbackUrls',
    { callbackUrls: ['https://app.example.com/a', 'https://app.example.com/a'] },
    'must not contain a URL twice',
  ],
  [
    'callbackUrls',
    { callbackUrls: Array.from({ length: 98 }, (_, nr) => `https://app.example.com/${nr}`) },
    'must not list more than 97',
  ],
  [
    'callbackUrls',
    { ...production, callbackUrls: ['http://localhost:3000/back'] },
    'must be HTTPS in production',
  ],
  ['invitationExpiryDays', { invitationExpiryDays: 0 }, 'from 1 to 365'],
  ['invitationExpiryDays', { invitationExpiryDays: 31 }, 'must not exceed 30'],
  ['retentionDays', { retentionDays: 'forever' }, 'must be a whole number of days'],
  [
    'allowedGroups',
    { allowedGroups: ['customers', 'administrators'] },
    'cannot create an administrator',
  ],
  ['allowedGroups', { allowedGroups: [] }, 'must list the groups'],
  ['allowedGroups', { allowedGroups: 'our customers' }, 'must list the groups'],
  ['allowedGroups', { allowedGroups: 'customers,customers' }, 'must not contain a group twice'],
  [
    'allowedGroups',
    { allowedGroups: Array.from({ length: 101 }, (_, nr) => `group-${nr}`) },
    'must not list more than 100 groups',
  ],
  ['protectData', { protectData: true }, 'is allowed only with retainData: true'],
  [
    'protectData',
    { stage: 'production', retainData: false, protectData: true },
    'is allowed only with retainData: true',
  ],
  [
    'senderAddress',
    { senderAddress: `a@${'example.'.repeat(32)}com` },
    'must not exceed 254 characters',
  ],
  ['stage', { stage: 'aws' }, 'rename the stage, or set loginDomainPrefix'],
  ['logRetentionDays', { logRetentionDays: 31 }, 'must be one of 1, 3, 5, 7'],
  ['loginDomainPrefix', { loginDomainPrefix: 'my-cognito' }, 'without "aws"'],
  ['alarmEmail', { alarmEmail: 'everybody' }, 'must be an email address'],
  ['monthlyBudget', { ...production, monthlyBudget: 99.5 }, 'must be a whole number of US dollars'],
  ['monthlyBudget', { ...production, monthlyBudget: 0 }, 'must be a whole number of US dollars'],
  ['monthlyBudget', { monthlyBudget: 100 }, 'requires alarmEmail'],
  ['senderAdress', { senderAdress: 'a@example.com' }, 'is not a setting'],
])('rejects %s: %j and explains the fix', (key, settings, sentence) => {
  const parse = () => parseConfig({ ...least, ...settings });
  expect(parse).toThrow(ConfigError);
  expect(parse).toThrow(new RegExp(`^  ${key}: .*${sentence}`, 'm'));
});
