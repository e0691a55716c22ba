import type { Browser, BrowserContext, BrowserContextOptions, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { launchBrowser } from '../../operator/smoke/browser.ts';
import { keyUri } from '../../web/security/authenticator.tsx';
import { expectAccessible } from './accessibility.ts';
import { buildPages, POLICY, servePages, SITE } from './built-pages.ts';
import { picture } from './sign-up-pages.ts';

const LOGIN = 'https://login.example.com';
const COGNITO = 'https://cognito-idp.example.com';
const CONFIG = {
  apiUrl: '',
  authority: 'https://issuer.example.com/pool',
  authorizationEndpoint: `${LOGIN}/oauth2/authorize`,
  tokenEndpoint: `${LOGIN}/oauth2/token`,
  revocationEndpoint: `${LOGIN}/oauth2/revoke`,
  clientId: 'web-client',
  securityClientId: 'security-client',
  cognitoEndpoint: COGNITO,
  passkeysEndpoint: `${LOGIN}/passkeys/add`,
  region: 'eu-central-1',
};
const PHONE = {
  CredentialId: 'cred-1',
  FriendlyCredentialName: 'iPhone',
  CreatedAt: 1_795_000_000,
};

let browser: Browser;
let files: Awaited<ReturnType<typeof buildPages>>;
let context: BrowserContext;
let complaints: string[] = [];

beforeAll(async () => {
  [browser, files] = await Promise.all([launchBrowser(), buildPages()]);
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser.close();
});

interface Call {
  readonly action: string;
  readonly input: Record<string, unknown>;
}
type Answer = readonly [status: number, body: object];

/** Opens the page in the account pages, with the Cognito responses that the API reference describes. */
async function setup(
  answers: Readonly<Record<string, Answer>> = {},
  { federated = false, ...options }: BrowserContextOptions & { readonly federated?: boolean } = {},
) {
  context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-US', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
  // The policy of lib/hosting.ts.
  const connect = `connect-src 'self' ${LOGIN} ${COGNITO}`;
  await servePages(page, files, POLICY.replace("connect-src 'self'", connect));
  await page.route(`${SITE}/config.json`, (route) => route.fulfill({ json: CONFIG }));
  await page.route(`${SITE}/v1/me`, (route) =>
    route.fulfill({ json: { id: 'con_1', role: 'member', tenant: { name: 'Acme' } } }),
  );
  const authorized: URLSearchParams[] = [];
  const revoked: (string | null)[] = [];
  await page.route(`${LOGIN}/**`, async (route) => {
    const url = new URL(route.request().url());
    if (url.pathname === '/oauth2/authorize') authorized.push(url.searchParams);
    if (url.pathname === '/oauth2/revoke')
      revoked.push(new URLSearchParams(route.request().postData() ?? '').get('token'));
    await signIn(route, federated);
  });
  const calls: Call[] = [];
  await page.route(`${COGNITO}/**`, (route) => answerCall(route, answers, calls));
  await page.goto(`${SITE}/account/security`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const open = async () => {
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { level: 2, name: 'Passkeys' }).waitFor();
  };
  return { page, calls, authorized, revoked, open };
}

async function answerCall(
  route: Route,
  answers: Readonly<Record<string, Answer>>,
  calls: Call[],
): Promise<void> {
  const request = route.request();
  const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
  if (request.method() === 'OPTIONS') return route.fulfill({ status: 200, headers });
  const [, action = ''] = (request.headers()['x-amz-target'] ?? '').split('.');
  calls.push({ action, input: request.postDataJSON() as Record<string, unknown> });
  const [status, json] = answers[action] ?? USUAL[action] ?? [400, { __type: 'Unexpected' }];
  return route.fulfill({ status, headers, json });
}

const USUAL: Readonly<Record<string, Answer>> = {
  GetUser: [200, { Username: 'user-1' }],
  ListWebAuthnCredentials: [200, { Credentials: [] }],
  AssociateSoftwareToken: [200, { SecretCode: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
  VerifySoftwareToken: [200, { Status: 'SUCCESS' }],
  SetUserMFAPreference: [200, {}],
  DeleteWebAuthnCredential: [200, {}],
};

/** Fakes a managed login that signs everyone in immediately. */
async function signIn(route: Route, federated: boolean): Promise<void> {
  const url = new URL(route.request().url());
  if (url.pathname === '/oauth2/token') {
    const clientId = new URLSearchParams(route.request().postData() ?? '').get('client_id') ?? '';
    await route.fulfill({
      headers: { 'Access-Control-Allow-Origin': '*' },
      json: tokensFor(clientId, federated),
    });
    return;
  }
  if (url.pathname !== '/oauth2/authorize') {
    await route.fulfill({ contentType: 'text/html', body: '<h1>Managed login</h1>' });
    return;
  }
  const back = new URL(url.searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('state', url.searchParams.get('state') ?? '');
  back.searchParams.set('code', 'code-1');
  const body = `<meta http-equiv="refresh" content="0; url=${back.href}">`;
  await route.fulfill({ contentType: 'text/html', body });
}

function tokensFor(clientId: string, federated: boolean) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwt = (claims: object) => `${part({ alg: 'RS256' })}.${part(claims)}.signature`;
  const now = Math.floor(Date.now() / 1000);
  const common = { iss: CONFIG.authority, sub: 'user-1', iat: now, exp: now + 300 };
  const isSecurity = clientId === CONFIG.securityClientId;
  const identities = federated ? { identities: [{ providerName: 'company-login' }] } : {};
  return {
    ...{ token_type: 'Bearer', expires_in: 300, refresh_token: `refresh-${clientId}` },
    access_token: jwt({ ...common, scope: isSecurity ? 'openid' : 'foyer/self', client: clientId }),
    id_token: jwt({ ...common, aud: clientId, email: 'grace@navy.example', ...identities }),
  };
}

test('asks for the password again with the address, and only then asks Cognito', async () => {
  const { page, calls, authorized, open } = await setup();
  expect(calls).toEqual([]);
  await expectAccessible(page);
  await open();
  const asked = authorized.at(-1);
  expect(Object.fromEntries(asked ?? [])).toMatchObject({
    client_id: 'security-client',
    redirect_uri: `${SITE}/account/security`,
    scope: 'openid aws.cognito.signin.user.admin foyer/sign-in:write',
    prompt: 'login',
    login_hint: 'grace@navy.example',
    code_challenge_method: 'S256',
  });
  expect(calls.map(({ action }) => action).toSorted()).toEqual([
    'GetUser',
    'ListWebAuthnCredentials',
  ]);
  expect(page.url()).toBe(`${SITE}/account/security`);
  await expectAccessible(page);
  await picture(page, 'security');
});

test('sets up an app in three steps of Cognito, and shows why a code is refused', async () => {
  const answers: Record<string, Answer> = {
    VerifySoftwareToken: [400, { __type: 'EnableSoftwareTokenMFAException' }],
  };
  const { page, calls, open } = await setup(answers);
  await open();
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  await expectAccessible(page);
  await picture(page, 'security-set-up');
  await page.getByLabel('Code from the app').fill('123 456');
  await page.keyboard.press('Enter');
  await page.getByText('The code is wrong or was already used.').waitFor();
  await expectAccessible(page);
  answers['VerifySoftwareToken'] = [200, { Status: 'SUCCESS' }];
  answers['GetUser'] = [200, { Username: 'user-1', UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] }];
  calls.length = 0;
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('Authenticator app turned on').waitFor();
  expect(calls.slice(0, 2)).toMatchObject([
    { action: 'VerifySoftwareToken', input: { UserCode: '123456' } },
    {
      action: 'SetUserMFAPreference',
      input: { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } },
    },
  ]);
});

test('does not lead to adding a passkey at Cognito’s limit, and says what to do', async () => {
  const twenty = Array.from({ length: 20 }, (_, number) => ({ CredentialId: `cred-${number}` }));
  const { page, open } = await setup({
    ListWebAuthnCredentials: [200, { Credentials: twenty }],
  });
  await open();
  await page.getByText('You have 20 passkeys, which is the limit.').waitFor();
  expect(await page.getByRole('link', { name: 'Add a passkey' }).count()).toBe(0);
  await picture(page, 'security-passkeys-full');
});

test('adds a passkey on managed login’s page, lists them, and removes one', async () => {
  const answers: Record<string, Answer> = {
    ListWebAuthnCredentials: [200, { Credentials: [PHONE, { CredentialId: 'cred-2' }] }],
  };
  const { page, calls, open } = await setup(answers);
  await open();
  await page.getByText('iPhone').waitFor();
  await expectAccessible(page);
  await picture(page, 'security-passkeys');
  await page.getByRole('button', { name: 'Remove iPhone' }).click();
  answers['ListWebAuthnCredentials'] = [200, { Credentials: [] }];
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('You have no passkeys.').waitFor();
  expect(calls).toContainEqual({
    action: 'DeleteWebAuthnCredential',
    input: expect.objectContaining({ CredentialId: 'cred-1' }) as object,
  });
  const link = await page.getByRole('link', { name: 'Add a passkey' }).getAttribute('href');
  const target = new URL(link ?? '');
  expect(`${target.origin}${target.pathname}`).toBe(`${LOGIN}/passkeys/add`);
  expect(Object.fromEntries(target.searchParams)).toEqual({
    client_id: 'security-client',
    redirect_uri: `${SITE}/account/security`,
    lang: 'en',
  });
});

test('lets people with an app and a passkey sign in with the passkey, even if Cognito refuses at first', async () => {
  const { page, calls, open } = await setup({
    GetUser: [200, { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] }],
    ListWebAuthnCredentials: [200, { Credentials: [PHONE] }],
    SetUserMFAPreference: [400, { __type: 'InvalidParameterException' }],
  });
  await open();
  await page.getByText('On', { exact: true }).waitFor();
  expect(calls).toContainEqual({
    action: 'SetUserMFAPreference',
    input: expect.objectContaining({ WebAuthnMfaSettings: { Enabled: true } }) as object,
  });
});

test.each([
  ['NotAuthorizedException', 'this page closes after five minutes'],
  ['TooManyRequestsException', 'There were too many attempts'],
  ['InternalErrorException', 'Something went wrong'],
])('says what to do about %s', async (type, sentence) => {
  const { page } = await setup({ GetUser: [400, { __type: `com.amazonaws#${type}` }] });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText(sentence).waitFor();
  await page.getByRole('button', { name: 'Continue' }).waitFor();
});

test('revokes the token when the page is left', async () => {
  const { page, revoked, open } = await setup();
  await open();
  await page.getByRole('link', { name: 'Company', exact: true }).click();
  await expect.poll(() => revoked).toContain('refresh-security-client');
});

test('sends people of an identity provider to their company, and asks Cognito nothing', async () => {
  const { page, calls } = await setup({}, { federated: true });
  await page.getByText('You sign in with your company’s account.').waitFor();
  expect(await page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
  expect(calls).toEqual([]);
  await expectAccessible(page);
});

test.each([
  ['de-DE', 'Anmeldung und Sicherheit'],
  ['fr-FR', 'Connexion et sécurité'],
  ['es-ES', 'Inicio de sesión y seguridad'],
  ['ja-JP', 'サインインとセキュリティ'],
])('speaks %s, on a phone', async (locale, title) => {
  const { page } = await setup({}, { locale, viewport: { width: 360, height: 740 } });
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.locator('.security button').click();
  await page.locator('.security .panel').nth(2).waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.locator('.security .panel').first().getByRole('button').click();
  await page.locator('.qr-code').waitFor();
  await expectAccessible(page);
  await picture(page, `security-${locale}`);
});

test('the key’s URI survives names and addresses with any characters', () => {
  const uri = new URL(keyUri('Käse & Söhne: 100%', 'o+ada@example.com', 'JBSWY3DP'));
  expect(decodeURIComponent(uri.pathname.split('/').at(-1) ?? '')).toBe(
    'Käse & Söhne: 100%:o+ada@example.com',
  );
  expect(uri.searchParams.get('issuer')).toBe('Käse & Söhne: 100%');
  expect(uri.searchParams.get('secret')).toBe('JBSWY3DP');
});
