import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from './accessibility.ts';
import { launchBrowser } from './browser.ts';
import { buildPages, servePages, SITE } from './built-pages.ts';
import { created, FakeApi, found, problem, TOKEN } from './fake-api.ts';

const PASSWORD = 'Correct-Horse-42';

let browser: Browser;
let files: Awaited<ReturnType<typeof buildPages>>;
let opened: BrowserContext[] = [];
/** What the browser complained about: a violated policy or an error nobody caught. */
let complaints: string[] = [];

beforeAll(async () => {
  [browser, files] = await Promise.all([launchBrowser(), buildPages()]);
}, 60_000);

afterEach(async () => {
  await Promise.all(opened.map((context) => context.close()));
  opened = [];
  expect(complaints).toEqual([]);
});

afterAll(async () => {
  await browser.close();
});

interface Visit {
  readonly page: Page;
  readonly api: FakeApi;
  readonly requests: Request[];
}

async function setup(script: Partial<Pick<FakeApi, 'lookup' | 'accept'>> = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  opened.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  const api = Object.assign(new FakeApi(), script);
  await servePages(page, files);
  await api.attach(page);
  return { page, api, requests };
}

async function open(script: Parameters<typeof setup>[0] = {}, token = TOKEN): Promise<Visit> {
  const visit = await setup(script);
  await visit.page.goto(`${SITE}/sign-up#${token}`);
  return visit;
}

async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

async function submitWith(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel('Choose a password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
}

async function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

describe('tells a customer what an unusable link means and what to do next', () => {
  const cases = [
    [404, 'not_found', 'This link does not work any more', 'Look for a newer invitation mail'],
    [410, 'invitation_expired', 'This invitation has expired', 'for a new invitation'],
    [410, 'invitation_accepted', 'This invitation has been used', 'You can sign in'],
    [410, 'invitation_revoked', 'This invitation was withdrawn', 'ask your contact'],
    [410, 'invitation_declined', 'This invitation was declined', 'Changed your mind?'],
  ] as const;
  test.for(cases)('%i %s', async ([status, code, title, next]) => {
    const { page } = await open({ lookup: [problem(status, code)] });
    await heading(page, title);
    await page.getByText(next).waitFor();
    await expect.poll(() => page.title()).toBe(title);
    await expectAccessible(page);
  });

  test('a used one leads to signing in', async () => {
    const { page } = await open({ lookup: [problem(410, 'invitation_accepted')] });
    const link = page.getByRole('link', { name: 'Sign in' });
    expect(await link.getAttribute('href')).toBe('/sign-in');
  });

  test('a link that lost its token asks the server nothing', async () => {
    const { page, api } = await open({}, '');
    await heading(page, 'This link is incomplete');
    expect(api.lookups).toHaveLength(0);
    await expectAccessible(page);
  });

  test('a token that is not shaped like one is an invalid link, not a server error', async () => {
    const errors = [{ path: 'token', message: 'wrong' }];
    const { page } = await open({ lookup: [problem(400, 'invalid_request', { errors })] });
    await heading(page, 'This link does not work any more');
  });
});

describe('gets past trouble on the way', () => {
  test('loading is announced', async () => {
    const { page } = await open({ lookup: ['never'] });
    await page.getByRole('status').filter({ hasText: 'Opening your invitation' }).waitFor();
    await expectAccessible(page);
  });

  test('a lost connection can be tried again', async () => {
    const { page } = await open({ lookup: ['disconnect', found()] });
    await heading(page, 'No connection to our server');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading(page, 'Create your account');
    await expect.poll(() => focusedText(page)).toBe('Create your account');
  });

  test('an offline device is told so, and the page goes on by itself when it is back', async () => {
    const visit = await setup({ lookup: ['disconnect', found()] });
    await visit.page.addInitScript(() => {
      Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true });
    });
    await visit.page.goto(`${SITE}/sign-up#${TOKEN}`);
    await heading(visit.page, 'You are offline');
    await expectAccessible(visit.page);
    await visit.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await heading(visit.page, 'Create your account');
  });

  test('a busy server is asked again only when it said so', async () => {
    const { page, api } = await setup({
      lookup: [problem(429, 'rate_limited', { retryAfter: 60 }), found()],
    });
    await page.clock.install();
    await page.goto(`${SITE}/sign-up#${TOKEN}`);
    await heading(page, 'Very busy at the moment');
    await page.getByRole('button', { name: /^Try again in/ }).click({ force: true });
    expect(api.lookups).toHaveLength(1);
    await page.clock.fastForward('01:00');
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await heading(page, 'Create your account');
  });

  test.for([
    ['a failing server', problem(500, 'internal_error')],
    ['an answer that is no JSON', { status: 200, body: undefined }],
    ['an answer of another shape', { status: 200, body: { hello: 'world' } }],
  ] as const)('%s is our fault and can be tried again', async ([, answer]) => {
    const { page } = await open({ lookup: [answer, found()] });
    await heading(page, 'Something went wrong on our side');
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading(page, 'Create your account');
  });

  test('a newer link opened in the same tab starts anew', async () => {
    const { page, api } = await open({ lookup: [problem(404, 'not_found'), found()] });
    await heading(page, 'This link does not work any more');
    await page.evaluate(() => {
      window.location.hash = 'newer-token';
    });
    await heading(page, 'Create your account');
    expect(api.lookups[1]?.postDataJSON()).toEqual({ token: 'newer-token' });
  });
});

describe('shows the invitation', () => {
  test('who invites, for which address, until when, with what is known filled in', async () => {
    const { page } = await open();
    await heading(page, 'Create your account');
    await expect.poll(() => page.title()).toBe('Create your account – Acme Instruments');
    await page.getByText('Acme Instruments has invited you to open a customer account').waitFor();
    await page.getByText('28 November 2026 at 14:00').waitFor();
    await page.getByText('You will sign in with this address. It cannot be changed.').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe('Anna');
    expect(await page.getByLabel('Company').inputValue()).toBe('Northwind Traders');
    await expectAccessible(page);
  });

  test('says in the markup what browsers and password managers may fill in', async () => {
    const { page } = await open();
    await heading(page, 'Create your account');
    const marks = await page
      .locator('input')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).autocomplete));
    expect(marks).toEqual([
      'username',
      'given-name',
      'family-name',
      'organization-title',
      'tel',
      'organization',
      'new-password',
    ]);
  });

  test('a supplier reads a supplier’s words, and locked values are text', async () => {
    const { page, api } = await open({
      lookup: [found({ kind: 'supplier', editableFields: ['jobTitle'] })],
    });
    await heading(page, 'Create your supplier account');
    expect(await page.getByLabel('First name').count()).toBe(0);
    await page.getByRole('definition').filter({ hasText: 'Northwind Traders' }).waitFor();
    await expectAccessible(page);
    await submitWith(page);
    await heading(page, 'Your account is ready');
    expect(api.accepts[0]?.body).toEqual({
      token: TOKEN,
      password: PASSWORD,
      profile: { firstName: 'Anna', lastName: 'Keller' },
      company: 'Northwind Traders',
    });
  });

  test.for(['#ffd400', '#000000', '#7f7f7f'])(
    'stays readable in the tenant’s colour %s',
    async (colour) => {
      const { page } = await open({
        lookup: [found({ tenant: { name: 'Kronen', look: { colour } } })],
      });
      await heading(page, 'Create your account');
      await expectAccessible(page);
    },
  );

  test('holds names of 200 characters', async () => {
    const long = 'Donaudampfschifffahrtsgesellschaft'.repeat(6).slice(0, 200);
    const { page } = await open({
      lookup: [
        found({ tenant: { name: long, look: {} }, company: long, editableFields: ['firstName'] }),
      ],
    });
    await heading(page, 'Create your account');
    await expectAccessible(page);
  });

  test('a logo that does not load gives way to the initial', async () => {
    const look = { logoUrl: 'https://cdn.example.com/none.png' };
    const visit = await setup({ lookup: [found({ tenant: { name: 'Zeta', look } })] });
    await visit.page.route('https://cdn.example.com/**', (route) => route.abort());
    await visit.page.goto(`${SITE}/sign-up#${TOKEN}`);
    await visit.page.getByText('Z', { exact: true }).waitFor();
  });
});

describe('helps to fill in the form', () => {
  test('with the keyboard alone', async () => {
    const { page, api } = await open({ lookup: [found({ profile: {}, company: undefined })] });
    await heading(page, 'Create your account');
    const typed = ['Ada', 'Lovelace', '', '+44 20 7946 0000', 'Analytical Engines', PASSWORD];
    for (const text of typed) {
      await page.keyboard.press('Tab');
      if (text !== '') await page.keyboard.type(text);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.locator('#field-password').getAttribute('type')).toBe('text');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await heading(page, 'Your account is ready');
    expect(api.accepts.map(({ body }) => body)).toEqual([
      {
        token: TOKEN,
        password: PASSWORD,
        profile: { firstName: 'Ada', lastName: 'Lovelace', phone: '+44 20 7946 0000' },
        company: 'Analytical Engines',
      },
    ]);
  });

  test('the password rules tick off while one types', async () => {
    const { page } = await open();
    const met = page.locator('.rule-met');
    await page.getByLabel('Choose a password').pressSequentially('abc1');
    expect(await met.allTextContents()).toEqual([
      'Done: A lower-case letter (a–z)',
      'Done: A digit (0–9)',
    ]);
    await page.getByText('The password meets 2 of 4 rules.').waitFor();
    await page.getByLabel('Choose a password').fill(PASSWORD);
    await page.getByText('The password meets every rule.').waitFor();
  });

  test('a mistake shows after leaving the field and goes as soon as it is mended', async () => {
    const { page } = await open();
    const phone = page.getByLabel('Phone');
    await phone.pressSequentially('12');
    expect(await phone.getAttribute('aria-invalid')).toBe('false');
    await phone.blur();
    const message = page.locator('#field-phone-error');
    await message.waitFor();
    expect(await phone.getAttribute('aria-describedby')).toContain('field-phone-error');
    await phone.pressSequentially('12345');
    await message.waitFor({ state: 'detached' });
  });

  test('sending a wrong form moves the focus to a summary whose links lead to the fields', async () => {
    const { page, api } = await open({ lookup: [found({ profile: {}, company: undefined })] });
    await page.getByLabel('Phone').fill('abc');
    // The mouse goes down while an error is about to appear above the button: the click must not be lost.
    await page.getByRole('button', { name: 'Create account' }).click();
    const summary = page.getByRole('group', { name: 'Please check these 4 things' });
    await summary.waitFor();
    await expect.poll(() => focusedText(page)).toContain('The first name is required.');
    await expect.poll(() => page.title()).toMatch(/^Error: /);
    await expectAccessible(page);
    await summary.getByRole('link', { name: 'Choose a password.' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field-password');
    expect(page.url()).toBe(`${SITE}/sign-up#${TOKEN}`);
    expect(api.accepts).toHaveLength(0);
  });

  test('a company that nobody named may be left out; one that the vendor knows may not', async () => {
    const { page, api } = await open({ lookup: [found({ company: undefined }), found()] });
    await page.getByLabel('Company (optional)').waitFor();
    await submitWith(page);
    await heading(page, 'Your account is ready');
    expect(api.accepts[0]?.body).not.toHaveProperty('company');

    await page.reload();
    await page.getByLabel('Company', { exact: true }).fill(' ');
    await submitWith(page, 'abc');
    await page.getByRole('link', { name: 'The company name is required.' }).waitFor();
    const needs = 'The password still needs: at least 12 characters; an upper-case letter (A–Z)';
    await page.getByRole('link', { name: needs }).waitFor();
    expect(api.accepts).toHaveLength(1);
  });

  test('what the server refuses appears at its field, even one that was not shown', async () => {
    const errors = [
      { path: 'profile.firstName', message: 'Not this name.' },
      { path: 'company', message: 'The company name is required.' },
      { path: 'elsewhere', message: 'Something else.' },
    ];
    const { page, api } = await open({
      lookup: [found({ company: undefined, editableFields: ['firstName', 'lastName'] })],
      accept: [problem(400, 'invalid_request', { errors }), created],
    });
    expect(await page.getByLabel('Company').count()).toBe(0);
    await submitWith(page);
    await page.getByRole('group', { name: 'Please check these 3 things' }).waitFor();
    await page.locator('#field-firstName-error', { hasText: 'Not this name.' }).waitFor();
    await page.getByLabel('First name').fill('Annette');
    await page.getByLabel('Company').fill('Northwind');
    await page.getByRole('button', { name: 'Create account' }).click();
    await heading(page, 'Your account is ready');
    expect(api.accepts[1]?.body).toMatchObject({ company: 'Northwind' });
  });

  test('a password that the directory refuses is said at the password', async () => {
    const { page, api } = await open({ accept: [problem(422, 'password_policy'), created] });
    await submitWith(page);
    await page.locator('#field-password-error', { hasText: 'was not accepted' }).waitFor();
    await expectAccessible(page);
    await submitWith(page, `${PASSWORD}-better`);
    await heading(page, 'Your account is ready');
    expect(new Set(api.accepts.map(({ key }) => key)).size).toBe(2);
  });
});

describe('creates the account once', () => {
  test('and says so, with the focus on it and a way to sign in', async () => {
    const { page } = await open();
    await submitWith(page);
    await heading(page, 'Your account is ready');
    await expect.poll(() => focusedText(page)).toBe('Your account is ready');
    await expect.poll(() => page.title()).toBe('Your account is ready – Acme Instruments');
    await page.getByText('anna.keller@northwind.example').waitFor();
    const link = page.getByRole('link', { name: 'Sign in' });
    expect(await link.getAttribute('href')).toBe(`${SITE}/sign-in`);
    await expectAccessible(page);
  });

  test('a double click and a held Enter key send one request', async () => {
    const { page, api } = await open({ accept: ['never'] });
    await page.getByLabel('Choose a password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).dblclick();
    await page.getByLabel('Choose a password').press('Enter');
    await page.getByRole('button', { name: 'Creating your account…' }).waitFor();
    await page.getByLabel('Choose a password').press('Enter');
    expect(api.accepts).toHaveLength(1);
    await expectAccessible(page);
  });

  test.for([
    ['a lost connection', 'disconnect'],
    ['a failing server', problem(500, 'internal_error')],
  ] as const)('after %s the same form has the same key', async ([, trouble]) => {
    const { page, api } = await open({ accept: [trouble, created] });
    await submitWith(page);
    await page.getByText('What you entered is still here.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading(page, 'Your account is ready');
    expect(api.accepts).toHaveLength(2);
    expect(api.accepts[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(api.accepts[1]?.key).toBe(api.accepts[0]?.key);
  });

  test('a changed form or password has another key, and the first ones their own again', async () => {
    const { page, api } = await open({ accept: ['disconnect'] });
    const send = async (firstName: string, password: string, name: RegExp): Promise<void> => {
      const before = api.accepts.length;
      await page.getByLabel('First name').fill(firstName);
      await page.getByLabel('Choose a password').fill(password);
      await page.getByRole('button', { name }).click();
      await expect.poll(() => api.accepts.length).toBe(before + 1);
      await page.getByRole('button', { name: 'Try again' }).waitFor();
    };
    await send('Anna', PASSWORD, /Create/);
    await send('Anne', PASSWORD, /Try/);
    await send('Anna', `${PASSWORD}-other`, /Try/);
    await send('Anna', PASSWORD, /Try/);
    await page.reload();
    // Nobody knows any more whether it is the password that was sent before.
    await send('Anna', PASSWORD, /Create/);
    const [first, renamed, retyped, again, reloaded] = api.accepts.map(({ key }) => key);
    expect(again).toBe(first);
    expect(new Set([first, renamed, retyped, reloaded]).size).toBe(4);
  });

  test('who retypes the password after a lost answer learns that the first one counts', async () => {
    const { page } = await open({
      accept: ['disconnect', problem(410, 'invitation_accepted')],
    });
    await submitWith(page);
    await page.getByLabel('Choose a password').fill(`${PASSWORD}-other`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading(page, 'This invitation has been used');
    await page.getByText('Then the password that you sent first counts.').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
  });

  test('waits by itself while an earlier attempt is at work, with the same key', async () => {
    const busy = problem(409, 'acceptance_in_progress', { retryAfter: 30 });
    const { page, api } = await open({ accept: [busy, created] });
    await page.clock.install();
    await submitWith(page);
    await page.getByText('Your account is already being set up.').waitFor();
    await page.getByText(/Next check in \d+ s/).waitFor();
    await expectAccessible(page);
    expect(api.accepts).toHaveLength(1);
    await page.clock.fastForward('00:30');
    await heading(page, 'Your account is ready');
    expect(api.accepts).toHaveLength(2);
    expect(api.accepts[1]?.key).toBe(api.accepts[0]?.key);
  });

  test('a throttled form waits as long as it was told to', async () => {
    const { page, api } = await open({
      accept: [problem(503, 'temporarily_unavailable', { retryAfter: 60 }), created],
    });
    await page.clock.install();
    await submitWith(page);
    await page.getByRole('button', { name: /^Try again in/ }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Try again in/ }).click({ force: true });
    expect(api.accepts).toHaveLength(1);
    await page.clock.fastForward('01:00');
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await heading(page, 'Your account is ready');
  });

  test.for([
    [409, 'user_already_exists', 'You already have an account'],
    [410, 'invitation_revoked', 'This invitation was withdrawn'],
  ] as const)('%i %s ends the form with the focus on why', async ([status, code, title]) => {
    const { page } = await open({ accept: [problem(status, code)] });
    await submitWith(page);
    await heading(page, title);
    await expect.poll(() => focusedText(page)).toBe(title);
    await expectAccessible(page);
  });

  test('an address for signing in that would run a script is not used', async () => {
    const signInUrl = 'javascript:alert(1)';
    const { page } = await open({
      accept: [{ status: 201, body: { email: 'a@b.example', customerId: 'cus_1', signInUrl } }],
    });
    await submitWith(page);
    const link = page.getByRole('link', { name: 'Sign in' });
    expect(await link.getAttribute('href')).toBe('/sign-in');
  });
});

describe('keeps the invitation and its secret safe', () => {
  test('opening the page changes nothing: one lookup, no acceptance', async () => {
    const { page, api, requests } = await open();
    await heading(page, 'Create your account');
    await page.reload();
    await heading(page, 'Create your account');
    expect(api.accepts).toHaveLength(0);
    expect(api.lookups).toHaveLength(2);
    const posts = requests.filter((request) => request.method() !== 'GET');
    expect(posts.map((request) => new URL(request.url()).pathname)).toEqual([
      '/v1/sign-up/lookup',
      '/v1/sign-up/lookup',
    ]);
  });

  test('the token is in no address and no header, and nothing goes to another site', async () => {
    const { page, requests } = await open();
    await submitWith(page);
    await heading(page, 'Your account is ready');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL(`${SITE}/sign-in`);
    expect(requests.length).toBeGreaterThan(4);
    for (const request of requests) {
      const { origin, pathname, search } = new URL(request.url());
      if (!request.url().startsWith('data:')) expect(origin).toBe(SITE);
      const headers = await request.allHeaders();
      expect(`${pathname}${search} ${JSON.stringify(headers)}`).not.toContain(TOKEN);
      expect(headers['referer']).toBeUndefined();
    }
  });

  test('nothing stays in the browser’s storage: neither token, password nor name', async () => {
    const { page } = await open({ accept: ['disconnect'] });
    await submitWith(page);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    const kept = await page.evaluate(() =>
      JSON.stringify([
        Object.entries(sessionStorage),
        Object.entries(localStorage),
        document.cookie,
      ]),
    );
    expect(kept).toBe('[[],[],""]');
  });

  test('the password is hidden again while it is sent', async () => {
    const { page } = await open({ accept: ['never'] });
    await page.getByRole('button', { name: 'Show password' }).click();
    await submitWith(page);
    await page.getByRole('button', { name: 'Creating your account…' }).waitFor();
    expect(await page.locator('#field-password').getAttribute('type')).toBe('password');
  });

  test('without scripts the page explains itself and asks nothing', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    opened.push(context);
    const page = await context.newPage();
    const api = new FakeApi();
    await servePages(page, files);
    await api.attach(page);
    await page.goto(`${SITE}/sign-up#${TOKEN}`);
    await heading(page, 'Please turn on JavaScript');
    expect(api.lookups).toHaveLength(0);
    const robots = page.locator('meta[name=robots]');
    expect(await robots.getAttribute('content')).toContain('noindex');
    const referrer = page.locator('meta[name=referrer]');
    expect(await referrer.getAttribute('content')).toBe('no-referrer');
  });
});
