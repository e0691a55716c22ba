import { type AddressInfo, createServer } from 'node:net';

import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { tenantKey } from '../../../lambdas/modules/records/table.ts';
import { storedNames } from '../../../lambdas/modules/records/tenant.ts';
import { asCognitoSends } from '../../support/fakes/fake-cognito-mail.ts';
import { coldStart } from '../../support/functions/functions.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { testTenant } from '../../support/modules/tenants.ts';

let table = mockClient(DynamoDBDocumentClient);

beforeEach(() => {
  table.reset();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  vi.restoreAllMocks();
});
afterAll(() => {
  table.restore();
});

/** Stores the tenant `acme`, with branding. */
function acmeIsThere(settings: { defaultLocale?: string } = {}): void {
  const { branding, catalog, ...tenant } = testTenant('acme', {
    name: 'Acme',
    branding: { color: '#7a1f3d', logoUrl: 'https://acme.example/logo.png' },
    settings,
  });
  table.on(GetCommand).resolves({});
  table
    .on(GetCommand, { Key: tenantKey('acme') })
    .resolves({ Item: { ...tenant, ...storedNames({ branding, catalog }) } });
}

const grace = '23b4c8d2-0091-70ab-1e5f-2c9f3a1b4d6e';

/** Returns the function after a cold start, and the event that Cognito sends for a user with `attributes`. */
async function setup(
  attributes: Record<string, string | undefined> = {},
  triggerSource = 'CustomMessage_ForgotPassword',
  environment: Record<string, string> = {},
) {
  const { handler } = await coldStart(
    { TABLE_NAME: 'foyer-table', SENDER_NAME: 'Example Ltd', ...environment },
    () => import('../../../lambdas/cognito-triggers/account-mail-handler.ts'),
  );
  const all: Record<string, string | undefined> = {
    sub: grace,
    email_verified: 'true',
    'cognito:user_status': 'CONFIRMED',
    email: 'grace@example.com',
    locale: 'de-AT',
    'custom:tenant_id': 'acme',
    'custom:contact_id': 'con_1',
    ...attributes,
  };
  const userAttributes = Object.entries(all).filter(([, value]) => value !== undefined);
  const isNew = triggerSource === 'CustomMessage_AdminCreateUser';
  const event = {
    version: '1',
    triggerSource,
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_Example',
    userName: grace,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
    request: {
      userAttributes: Object.fromEntries(userAttributes),
      codeParameter: '{####}',
      linkParameter: '{##Click Here##}',
      usernameParameter: isNew ? '{username}' : null,
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  } as CustomMessageTriggerEvent;
  return { handler, event, logs: collectLogLines() };
}

/** Runs the function, and returns the email as it arrives. */
async function mailFor(of: Awaited<ReturnType<typeof setup>>) {
  const { response, request } = await of.handler(of.event);
  return asCognitoSends(
    { subject: response.emailSubject ?? '', html: response.emailMessage ?? '' },
    {
      code: '047193',
      ...(request.usernameParameter !== null && { userName: 'grace@example.com' }),
    },
  );
}

describe('the email to reset a password', () => {
  test('is in the person’s language, with the tenant’s branding and the code', async () => {
    acmeIsThere({ defaultLocale: 'fr' });
    const { subject, html } = await mailFor(await setup());
    expect(subject).toBe('Setzen Sie Ihr Passwort für Acme zurück');
    expect(html).toContain('Passwort zurücksetzen');
    expect(html).toContain('047193');
    expect(html).toContain('#7a1f3d');
    expect(html).toContain('https://acme.example/logo.png');
    expect(html).toContain('1 Stunde');
  });

  test('leaves the rest of the event as it is', async () => {
    acmeIsThere();
    const { handler, event } = await setup();
    const { response, ...rest } = await handler(structuredClone(event));
    expect({ ...rest, response: event.response }).toEqual(event);
    expect(response.smsMessage).toBeNull();
  });

  test.each([
    [undefined, 'fr', 'Réinitialisez votre mot de passe pour Acme'],
    [undefined, undefined, 'Reset your password for Acme'],
    ['pt-BR', 'fr', 'Reset your password for Acme'],
    ['ja_JP', 'fr', 'Acme のパスワードの再設定'],
  ])('for a person with the locale %s in a company with %s', async (locale, own, subject) => {
    acmeIsThere(own === undefined ? {} : { defaultLocale: own });
    expect((await mailFor(await setup({ locale }))).subject).toBe(subject);
  });

  test('reads only the tenant of the user', async () => {
    acmeIsThere();
    await mailFor(await setup());
    expect(table.commandCalls(GetCommand).map(({ args }) => args[0].input.Key)).toEqual([
      tenantKey('acme'),
    ]);
  });
});

describe.each([
  ['CustomMessage_AdminCreateUser', 'Ihr temporäres Passwort für Acme'],
  ['CustomMessage_Authentication', 'Ihr Anmeldecode für Acme'],
  ['CustomMessage_ResendCode', 'Ihr Bestätigungscode für Acme'],
  ['CustomMessage_SignUp', 'Ihr Bestätigungscode für Acme'],
  ['CustomMessage_UpdateUserAttribute', 'Ihr Bestätigungscode für Acme'],
  ['CustomMessage_VerifyUserAttribute', 'Ihr Bestätigungscode für Acme'],
])('%s', (source, subject) => {
  test(`sends "${subject}"`, async () => {
    acmeIsThere();
    expect((await mailFor(await setup({}, source))).subject).toBe(subject);
  });
});

test('an address that is being verified is not called the account', async () => {
  acmeIsThere();
  const { html } = await mailFor(await setup({}, 'CustomMessage_UpdateUserAttribute'));
  expect(html).not.toContain('grace');
});

test('a user that somebody created in the console gets an email of the installation, without a look at the table', async () => {
  const of = await setup({ 'custom:tenant_id': undefined, locale: undefined });
  expect((await mailFor(of)).subject).toBe('Reset your password for Example Ltd');
  expect(table.calls()).toHaveLength(0);
  expect(of.logs.text()).not.toContain('No branding');
});

describe('if the tenant cannot be read', () => {
  test.each([
    ['the table fails', () => table.on(GetCommand).rejects(new Error('ProvisionedThroughput'))],
    ['it does not exist', () => table.on(GetCommand).resolves({})],
    ['it is damaged', () => table.on(GetCommand).resolves({ Item: { id: 'acme', name: 7 } })],
  ])('because %s, the email still goes out in the person’s language', async (_, fail) => {
    fail();
    const of = await setup();
    const { subject, html } = await mailFor(of);
    expect(subject).toBe('Setzen Sie Ihr Passwort für Example Ltd zurück');
    expect(html).toContain('047193');
    // The alarm counts these lines.
    expect(of.logs.text()).toContain('"message":"No branding for an email"');
  });

  test('is tried again for the next email', async () => {
    table.on(GetCommand).rejectsOnce(new Error('ProvisionedThroughput'));
    const of = await setup();
    await of.handler(structuredClone(of.event));
    acmeIsThere();
    expect((await mailFor(of)).subject).toContain('Acme');
  });
});

test('a table that does not answer delays the email, but not longer than Cognito waits', async () => {
  const silent = createServer();
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const { port } = silent.address() as AddressInfo;
  // From here on, the SDK makes real calls. The other tests in this file run earlier or set up the mock
  // again.
  table.restore();
  try {
    const endpoint = { AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}` };
    const of = await setup({}, 'CustomMessage_ForgotPassword', endpoint);
    const before = Date.now();
    expect((await mailFor(of)).subject).toContain('Example Ltd');
    expect(Date.now() - before).toBeGreaterThan(1_000);
    expect(Date.now() - before).toBeLessThan(4_000);
  } finally {
    silent.close();
    table = mockClient(DynamoDBDocumentClient);
  }
});

test('a source that AWS adds later keeps Cognito’s own text', async () => {
  acmeIsThere();
  const of = await setup({}, 'CustomMessage_Later');
  expect(await of.handler(structuredClone(of.event))).toEqual(of.event);
});

test('logs contain no address, name, or message', async () => {
  acmeIsThere();
  const of = await setup();
  await mailFor(of);
  const lines = of.logs.text();
  expect(lines).toContain(grace);
  expect(lines).not.toMatch(/@|\{####\}|Acme|<html/);
});
