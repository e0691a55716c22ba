import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App } from 'aws-cdk-lib';
import { expect, onTestFinished, test } from 'vitest';

import { DEFAULT_LIMITS } from '../../lambdas/modules/records/tenant-settings.ts';
import { ConfigError, parseConfig, readConfig } from '../../lib/config.ts';
import { elsewhere, production } from './synthesise.ts';

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

test('needs nothing but the address of the sender', () => {
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

test('keeps the data of production, and of any other stage that asks for it', () => {
  expect(parseConfig({ ...least, stage: 'production' }).retainData).toBe(true);
  expect(parseConfig({ ...least, stage: 'production', retainData: false }).retainData).toBe(false);
  expect(parseConfig({ ...least, stage: 'staging', retainData: true }).retainData).toBe(true);
});

test('the example configuration is one that works', () => {
  expect(parseConfig(production)).toMatchObject({ stage: 'production', retainData: true });
});

test('reads settings from the command line, where every value is text', () => {
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

test('limits are raised or lowered one by one, in the file and on the command line', () => {
  const limits = { pendingInvitations: 500_000, mailsPerRecipientPerDay: 3 };
  const expected = { ...DEFAULT_LIMITS, ...limits };
  expect(parseConfig(least).limits).toEqual(DEFAULT_LIMITS);
  expect(parseConfig({ ...least, limits }).limits).toEqual(expected);
  expect(parseConfig({ ...least, limits: JSON.stringify(limits) }).limits).toEqual(expected);
  for (const wrong of [{ pendingInvitations: 0 }, { mails: 1 }, 'many', 5])
    expect(() => parseConfig({ ...least, limits: wrong })).toThrow(/limits: /);
});

test('takes the callback URLs of further pages, those of a development server among them', () => {
  const callbackUrls = ['https://app.example.com/signed-in?x=1', 'http://localhost:3000/back'];
  expect(parseConfig({ ...least, callbackUrls }).callbackUrls).toEqual(callbackUrls);
  expect(setup('{}')({ ...least, callbackUrls: callbackUrls.join(',') })).toMatchObject({
    callbackUrls,
  });
});

test('the command line stands above the file', () => {
  const read = setup(JSON.stringify({ ...least, stage: 'staging', retentionDays: 10 }));
  expect(read({ stage: 'test' })).toMatchObject({ stage: 'test', retentionDays: 10 });
});

test('names the file that cannot be read', () => {
  const read = setup('{ "stage": ');
  expect(() => read({})).toThrow(/^config: .*foyer\.config\.json must be a JSON file/);
});

test('says all that is wrong at once, and what to write', () => {
  const wrong = () => parseConfig({ ...elsewhere, stage: 'Prod!', mailConcurrency: 1 });
  expect(wrong).toThrow(ConfigError);
  expect(wrong).toThrow(
    /stage: write 1 to 20 lower-case letters.*\n.*mailConcurrency: write a whole number from 2/,
  );
});

test.each([
  ['senderAddress', { senderAddress: 'invitations' }, 'write the address that mails come from'],
  ['senderAddress', { senderAddress: undefined }, 'write the address that mails come from'],
  ['senderName', { senderName: 'Evil\r\nBcc: all@example.com' }, 'write a name'],
  ['senderIdentity', { senderIdentity: 'dkim' }, '"domain", "address" or "existing"'],
  ['siteUrl', { siteUrl: 'https://join.example.com/' }, 'without a path'],
  ['siteUrl', { siteUrl: 'http://join.example.com' }, 'http only for localhost'],
  ['siteUrl', { hosting: false }, 'write where the pages are'],
  ['siteUrl', { ...production, siteUrl: 'http://localhost:4000' }, 'https address without a port'],
  ['certificateArn', { siteUrl: 'https://join.example.com' }, 'leave siteUrl out'],
  [
    'certificateArn',
    { ...production, certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0' },
    'in us-east-1',
  ],
  ['certificateArn', { ...production, hosting: false }, 'leave it out'],
  [
    'webAclArn',
    { ...elsewhere, webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/b' },
    'leave it out',
  ],
  ['hosting', { hosting: 'yes' }, 'write true or false'],
  ['callbackUrls', { callbackUrls: ['http://app.example.com/back'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: ['https://app.example.com/#/back'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: ['https://*.example.com/back'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: ['https://ada@example.com/back'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: ['app.example.com/back'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: ['javascript:alert(1)'] }, 'HTTPS without'],
  ['callbackUrls', { callbackUrls: 5 }, 'write where further pages return to'],
  [
    'callbackUrls',
    { callbackUrls: ['https://app.example.com/a', 'https://app.example.com/a'] },
    'write each URL once',
  ],
  [
    'callbackUrls',
    { callbackUrls: Array.from({ length: 100 }, (_, nr) => `https://app.example.com/${nr}`) },
    'write at most 99',
  ],
  [
    'callbackUrls',
    { ...production, callbackUrls: ['http://localhost:3000/back'] },
    'write HTTPS only',
  ],
  ['invitationExpiryDays', { invitationExpiryDays: 0 }, 'from 1 to 365'],
  ['invitationExpiryDays', { invitationExpiryDays: 31 }, 'write at most 30'],
  ['retentionDays', { retentionDays: 'forever' }, 'write a whole number of days'],
  [
    'allowedGroups',
    { allowedGroups: ['customers', 'administrators'] },
    'must never make an administrator',
  ],
  ['allowedGroups', { allowedGroups: [] }, 'write the groups'],
  ['allowedGroups', { allowedGroups: 'our customers' }, 'write the groups'],
  ['allowedGroups', { allowedGroups: 'customers,customers' }, 'write each group once'],
  ['logRetentionDays', { logRetentionDays: 31 }, 'write one of 1, 3, 5, 7'],
  ['loginDomainPrefix', { loginDomainPrefix: 'my-cognito' }, 'without "aws"'],
  ['alarmEmail', { alarmEmail: 'everybody' }, 'write an email address'],
  ['senderAdress', { senderAdress: 'a@example.com' }, 'no such setting'],
])('%s: %j is refused with what to write', (key, settings, sentence) => {
  const parse = () => parseConfig({ ...least, ...settings });
  expect(parse).toThrow(ConfigError);
  expect(parse).toThrow(new RegExp(`^  ${key}: .*${sentence}`, 'm'));
});
