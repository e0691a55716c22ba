import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { launchBrowser } from '../../operator/smoke/browser.ts';
import { expectAccessible } from './accessibility.ts';
import { buildPages, POLICY, servePages, SITE } from './built-pages.ts';
import { picture } from './sign-up-pages.ts';

const LOGIN = 'https://login.example.com';
const CONFIG = {
  apiUrl: '',
  authority: 'https://issuer.example.com/pool',
  authorizationEndpoint: `${LOGIN}/oauth2/authorize`,
  tokenEndpoint: `${LOGIN}/oauth2/token`,
  endSessionEndpoint: `${LOGIN}/logout`,
  revocationEndpoint: `${LOGIN}/oauth2/revoke`,
  clientId: 'web-client',
  region: 'eu-central-1',
};

const REVOCATION = `${LOGIN}/oauth2/revoke`;

let browser: Browser;
let files: Awaited<ReturnType<typeof buildPages>>;
let context: BrowserContext;

beforeAll(async () => {
  [browser, files] = await Promise.all([launchBrowser(), buildPages()]);
});

afterEach(async () => {
  await context.close();
});

afterAll(async () => {
  await browser.close();
});

interface Login {
  readonly page: Page;
  /** URLs of the login that the browser visited, newest last. */
  readonly visited: URL[];
  readonly tokenRequests: URLSearchParams[];
  /** Revocation requests, with the number of visits to the login before each one. */
  readonly revoked: { readonly asked: Record<string, string>; readonly visits: number }[];
}

/** Opens the page with a configuration and a login that succeeds, fails, or does not respond. */
async function setup(
  login: 'allows' | 'denies' | 'refusesCode' | 'refusesPerson' = 'allows',
  locale = 'en-GB',
): Promise<Login> {
  context = await browser.newContext({ reducedMotion: 'reduce', locale });
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  const visited: URL[] = [];
  const tokenRequests: URLSearchParams[] = [];
  const revoked: { asked: Record<string, string>; visits: number }[] = [];
  await servePages(
    page,
    files,
    POLICY.replace("connect-src 'self'", `connect-src 'self' ${LOGIN}`),
  );
  await page.route(`${SITE}/config.json`, (route) => route.fulfill({ json: CONFIG }));
  await page.route(`${LOGIN}/**`, async (route) => {
    const url = new URL(route.request().url());
    if (url.pathname === '/oauth2/token') {
      tokenRequests.push(new URLSearchParams(route.request().postData() ?? ''));
      await route.fulfill({
        status: login === 'refusesCode' ? 400 : 200,
        headers: { 'Access-Control-Allow-Origin': '*' },
        json: login === 'refusesCode' ? { error: 'invalid_grant' } : tokens(),
      });
      return;
    }
    if (url.pathname === '/oauth2/revoke') {
      const asked = Object.fromEntries(new URLSearchParams(route.request().postData() ?? ''));
      revoked.push({ asked, visits: visited.length });
      // Cognito can respond without a header that lets a page read the response.
      await route.fulfill({ status: 200, body: '' });
      return;
    }
    visited.push(url);
    // Returns a page that redirects with a script. The browser would follow an HTTP redirect past this test's routes.
    await route.fulfill({
      contentType: 'text/html',
      body: `<meta http-equiv="refresh" content="0; url=${backFrom(url, login)}">`,
    });
  });
  return { page, visited, tokenRequests, revoked };
}

function backFrom(url: URL, login: string): string {
  if (url.pathname === '/logout') return url.searchParams.get('logout_uri') ?? '';
  const back = new URL(url.searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('state', url.searchParams.get('state') ?? '');
  for (const [name, value] of Object.entries(ANSWERS[login] ?? { code: 'code-1' }))
    back.searchParams.set(name, value);
  return back.href;
}

const ANSWERS: Readonly<Record<string, Record<string, string>>> = {
  denies: { error: 'access_denied' },
  // Cognito's report of an error in a trigger.
  refusesPerson: {
    error: 'invalid_request',
    error_description: 'PreSignUp failed with error external_sign_in:no_invitation. ',
  },
};

function tokens() {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: CONFIG.authority,
    aud: CONFIG.clientId,
    sub: 'user-1',
    email: 'anna.keller@northwind.example',
    iat: now,
    exp: now + 3600,
  };
  return {
    token_type: 'Bearer',
    expires_in: 3600,
    access_token: 'access-1',
    refresh_token: 'refresh-1',
    id_token: `${part({ alg: 'RS256' })}.${part(claims)}.signature`,
  };
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${SITE}/sign-in`);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('redirects to managed login with PKCE, returns, and shows who is signed in', async () => {
  const { page, visited, tokenRequests } = await setup();
  await page.goto(`${SITE}/sign-in`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(visited).toHaveLength(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  await page.getByText('anna.keller@northwind.example').waitFor();
  await expectAccessible(page);

  const asked = Object.fromEntries(visited[0]?.searchParams ?? []);
  expect(asked).toMatchObject({
    client_id: 'web-client',
    redirect_uri: `${SITE}/sign-in`,
    response_type: 'code',
    scope: 'openid email profile',
    code_challenge_method: 'S256',
    lang: 'en',
  });
  expect(asked).not.toHaveProperty('login_hint');
  expect(asked).not.toHaveProperty('prompt');
  expect(tokenRequests[0]?.get('code')).toBe('code-1');
  expect(tokenRequests[0]?.get('code_verifier')?.length).toBeGreaterThanOrEqual(43);
  expect(page.url()).toBe(`${SITE}/sign-in`);
});

test('stays signed in after a reload, in this tab only', async () => {
  const { page, tokenRequests } = await setup();
  await signIn(page);
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  expect(tokenRequests).toHaveLength(1);
  expect(await page.evaluate(() => Object.entries(localStorage))).toEqual([]);
});

test('signs out here and in managed login, and revokes the refresh token first', async () => {
  const { page, visited, revoked } = await setup();
  await signIn(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  const logout = visited.at(-1);
  expect(logout?.pathname).toBe('/logout');
  expect(Object.fromEntries(logout?.searchParams ?? [])).toEqual({
    client_id: 'web-client',
    logout_uri: `${SITE}/sign-in`,
  });
  // After signing in, and before signing out.
  expect(revoked).toEqual([{ asked: { token: 'refresh-1', client_id: 'web-client' }, visits: 1 }]);
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('refresh-1');
});

test.each([
  ['cannot be reached', (page: Page) => page.route(REVOCATION, (route) => route.abort())],
  [
    'does not support revocation',
    (page: Page) => page.route(REVOCATION, (route) => route.fulfill({ status: 404 })),
  ],
  // No response: the page continues after a few seconds.
  ['does not respond', (page: Page) => page.route(REVOCATION, () => undefined)],
  [
    'has no URL for it',
    (page: Page) =>
      page.route(`${SITE}/config.json`, (route) => {
        return route.fulfill({ json: { ...CONFIG, revocationEndpoint: undefined } });
      }),
  ],
])('signs out even if the login %s', async (_what, breakIt) => {
  const { page, visited } = await setup();
  await breakIt(page);
  await signIn(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(visited.at(-1)?.pathname).toBe('/logout');
});

test('revokes the refresh token of an account before another one replaces it', async () => {
  const { page, revoked } = await setup();
  await signIn(page);
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  expect(revoked).toEqual([]);
  await page.goto('about:blank');
  await page.goto(`${SITE}/sign-in#email=new%40northwind.example&lang=en`);
  await page.getByRole('button', { name: 'Sign in as new@northwind.example' }).click();
  await expect.poll(() => revoked.map(({ asked }) => asked['token'])).toEqual(['refresh-1']);
});

test('redirects to managed login immediately with ?auto', async () => {
  const { page, visited } = await setup();
  await page.goto(`${SITE}/sign-in?auto`);
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  expect(visited).toHaveLength(1);
});

test('says that the sign-in was not allowed', async () => {
  const { page } = await setup('denies');
  await signIn(page);
  await page.getByRole('heading', { name: 'You weren’t signed in' }).waitFor();
  expect(page.url()).toBe(`${SITE}/sign-in`);
  await expectAccessible(page);
});

test.for([
  ['an expired code', 'refusesCode', ''],
  ['a response that this tab did not request', 'allows', '?code=1&state=unknown'],
] as const)('%s leads back to the start', async ([, login, query]) => {
  const { page } = await setup(login);
  if (query === '') await signIn(page);
  else await page.goto(`${SITE}/sign-in${query}`);
  await page.getByRole('heading', { name: 'This sign-in took too long' }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
});

test('a page that cannot read its configuration says so', async () => {
  const { page } = await setup();
  await page.route(`${SITE}/config.json`, (route) => route.abort());
  await page.goto(`${SITE}/sign-in`);
  await page.getByRole('heading', { name: 'Sign-in isn’t available right now' }).waitFor();
  await expectAccessible(page);
});

test('uses the browser’s language, and requests it from managed login', async () => {
  const { page, visited } = await setup('allows', 'fr-CA');
  await page.goto(`${SITE}/sign-in`);
  await page.getByRole('button', { name: 'Se connecter' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
  await expectAccessible(page);
  await page.getByLabel('Langue').selectOption('ja');
  await page.getByRole('button', { name: 'サインイン' }).click();
  await page.getByRole('heading', { name: 'サインインしています' }).waitFor();
  expect(visited[0]?.searchParams.get('lang')).toBe('ja');
  await expectAccessible(page);
});

test('asks for the account that was just created, whoever is signed in', async () => {
  const { page, visited } = await setup();
  await signIn(page);
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  await page.goto('about:blank');
  await page.goto(`${SITE}/sign-in#email=new%40northwind.example&lang=de`);
  await page.getByText('Vermutlich möchten Sie ein anderes Konto verwenden').waitFor();
  expect(page.url()).toBe(`${SITE}/sign-in`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Als new@northwind.example anmelden' }).click();
  await expect.poll(() => visited.length).toBe(2);
  expect(Object.fromEntries(visited[1]?.searchParams ?? [])).toMatchObject({
    login_hint: 'new@northwind.example',
    prompt: 'login',
    lang: 'de',
  });
});

test.for([
  ['o@bücher.example', 'o@xn--bcher-kva.example'],
  [' Ａnna@Example.COM ', 'anna@example.com'],
] as const)('finds the account in any spelling of its address: %s', async ([typed, userName]) => {
  const { page, visited } = await setup();
  await page.goto(`${SITE}/sign-in`);
  await page.getByLabel('Email').fill(typed);
  expect(await page.getByLabel('Email').inputValue()).toBe(typed);
  await page.keyboard.press('Enter');
  await expect.poll(() => visited.length).toBe(1);
  expect(visited[0]?.searchParams.get('login_hint')).toBe(userName);
});

test('continues immediately after a button to sign in was pressed, with the address prefilled', async () => {
  const { page, visited } = await setup();
  await page.goto(`${SITE}/sign-in#email=new%40northwind.example&lang=de&go=1`);
  await expect.poll(() => visited.length).toBeGreaterThan(0);
  expect(Object.fromEntries(visited[0]?.searchParams ?? [])).toMatchObject({
    login_hint: 'new@northwind.example',
    prompt: 'login',
    lang: 'de',
  });
});

test('prefills the address of the account that was just created, and treats another spelling as the same', async () => {
  const { page, visited } = await setup();
  const of = (email: string) => `${SITE}/sign-in#${new URLSearchParams({ email, lang: 'en' })}`;
  await page.goto(of('o@bücher.example'));
  expect(await page.getByLabel('Email').inputValue()).toBe('o@bücher.example');
  await expectAccessible(page);
  await picture(page, 'sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  expect(visited[0]?.searchParams.get('login_hint')).toBe('o@xn--bcher-kva.example');
  await page.goto('about:blank');
  await page.goto(of('ANNA.keller@Northwind．example'));
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  expect(await page.getByText('another account').count()).toBe(0);
});

test('redirects immediately to the identity provider that was chosen during sign-up', async () => {
  const { page, visited } = await setup();
  await page.goto(`${SITE}/sign-in#provider=northwind&lang=en`);
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  expect(visited).toHaveLength(1);
  expect(visited[0]?.searchParams.get('identity_provider')).toBe('northwind');
});

test('says why a person who signed in elsewhere is rejected, and what to do', async () => {
  const { page } = await setup('refusesPerson');
  await page.goto(`${SITE}/sign-in#provider=northwind`);
  await page.getByRole('heading', { name: 'There’s no invitation for this account' }).waitFor();
  await page.getByText('Open the link in your invitation email again').waitFor();
  expect(await page.getByRole('button').count()).toBe(0);
  await expectAccessible(page);
});

test.each(['sign-in', 'console', 'account'])(
  'without scripts, /%s says in every language what it requires',
  async (path) => {
    context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await servePages(page, files);
    await page.goto(`${SITE}/${path}`);
    await page.getByRole('heading', { level: 1, name: 'Please turn on JavaScript' }).waitFor();
    const languages = await page
      .locator('[lang]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('lang')));
    expect(languages).toEqual(['en', 'de', 'fr', 'es', 'ja']);
  },
);
