import type { Browser, BrowserContext, BrowserContextOptions, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';

import { qualifiedScope } from '../../lambdas/modules/platform/scopes.ts';
import { launchBrowser } from '../../operator/smoke/browser.ts';
import { expectAccessible } from './accessibility.ts';
import { buildPages, POLICY, servePages, SITE } from './built-pages.ts';
import { type FakeAnswer, problem } from './fake-api.ts';
import { picture } from './sign-up-pages.ts';

const LOGIN = 'https://login.example.com';
const CONFIG = {
  apiUrl: '',
  authority: 'https://issuer.example.com/pool',
  authorizationEndpoint: `${LOGIN}/oauth2/authorize`,
  tokenEndpoint: `${LOGIN}/oauth2/token`,
  clientId: 'web-client',
  region: 'eu-central-1',
};

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

const ME = {
  ...{ id: 'con_1', role: 'owner', email: 'grace@navy.example', firstName: 'Grace' },
  ...{ lastName: 'Hopper', jobTitle: 'Rear admiral', groups: ['customers'], version: 3 },
  customer: { id: 'cus_1', name: 'Navy' },
  tenant: { name: 'Acme Instruments' },
  createdAt: '2026-11-01T09:00:00.000Z',
  updatedAt: '2026-11-01T09:00:00.000Z',
};

const COMPANY = {
  ...{ id: 'cus_1', kind: 'customer', name: 'Navy', status: 'active', version: 7 },
  email: 'grace@navy.example',
  website: 'https://navy.example',
  address: { line1: '1400 Defense Pentagon', city: 'Arlington', region: 'VA', country: 'US' },
  services: [
    { id: 'support', name: 'Support' },
    { id: 'calibration', name: 'Calibration on site' },
  ],
  counts: { contacts: 4, users: 2, owners: 1 },
  createdAt: '2026-11-01T09:00:00.000Z',
  updatedAt: '2026-11-01T09:00:00.000Z',
};

function colleague(id: string, more: object) {
  const at = '2026-11-02T09:00:00.000Z';
  const usual = { role: 'member', status: 'active', groups: [], version: 1 };
  return { id, ...usual, createdAt: at, updatedAt: at, ...more };
}

function invitation(id: string, email: string, more: object = {}, delivery = 'delivered') {
  const at = '2026-11-02T09:00:00.000Z';
  return {
    ...{ id, email, status: 'pending', role: 'member', groups: [], profile: {}, locale: 'en' },
    delivery: { status: delivery, updatedAt: at, sends: 1 },
    ...{ expiresAt: '2099-11-09T09:00:00.000Z', createdAt: at, updatedAt: at },
    invitedBy: { id: 'u1', name: 'Grace Hopper' },
    ...more,
  };
}

const PEOPLE = [
  colleague('con_1', { ...ME, status: 'active' }),
  colleague('con_2', { email: 'alan@navy.example', firstName: 'Alan', lastName: 'Turing' }),
  colleague('con_3', { email: 'ada@navy.example', status: 'invited', invitationId: 'inv_3' }),
  colleague('con_4', { email: 'typo@navy.example', status: 'invited', invitationId: 'inv_4' }),
  colleague('con_5', { email: 'no@navy.example', status: 'invited', invitationId: 'inv_5' }),
  colleague('con_6', { firstName: 'Kathleen', lastName: 'Booth', status: 'none' }),
  colleague('con_7', { email: 'gone@navy.example', status: 'removed' }),
  colleague('con_8', {
    ...{ email: `${LONG.toLowerCase().slice(0, 60)}@${LONG.slice(0, 40)}.example` },
    ...{ firstName: 'Maximiliana', lastName: LONG, jobTitle: `Head of ${LONG}` },
  }),
];
const INVITATIONS = [
  invitation('inv_3', 'ada@navy.example', { profile: { firstName: 'Ada' }, role: 'owner' }),
  invitation('inv_4', 'typo@navy.example', {}, 'bounced'),
  invitation('inv_5', 'no@navy.example', { status: 'declined' }),
];

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

type Answers = Record<string, FakeAnswer | ((sent: Sent) => FakeAnswer)>;

interface Sent {
  readonly operation: string;
  readonly body: unknown;
  readonly headers: Record<string, string>;
}

const ok = (body: unknown): FakeAnswer => ({ status: 200, body });
const listOf = (...data: readonly object[]): FakeAnswer => ok({ data, nextCursor: null });

/** The API's responses to an owner, by method and path such as `GET /me`. */
const USUAL: Answers = {
  'GET /me': ok(ME),
  'GET /me/customer': ok(COMPANY),
  'GET /me/customer/contacts': listOf(...PEOPLE),
  'GET /me/customer/invitations': listOf(...INVITATIONS),
};

/** Opens an account page in its own browser, signed in, with an API that responds as specified. */
async function open(
  path: string,
  answers: Answers = {},
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly sent: Sent[] }> {
  context = await browser.newContext({
    ...{ reducedMotion: 'reduce', locale: 'en-US', viewport: { width: 1280, height: 800 } },
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
  const policy = POLICY.replace("connect-src 'self'", `connect-src 'self' ${LOGIN}`);
  await servePages(page, files, policy);
  await page.route(`${SITE}/config.json`, (route) => route.fulfill({ json: CONFIG }));
  await page.route(`${LOGIN}/**`, signIn);
  const sent: Sent[] = [];
  await page.route(`${SITE}/v1/**`, async (route) => {
    const request = route.request();
    const operation = `${request.method()} ${new URL(request.url()).pathname.slice('/v1'.length)}`;
    const said = { operation, body: request.postDataJSON() as unknown, headers: request.headers() };
    sent.push(said);
    const found = answers[operation] ?? USUAL[operation] ?? problem(404, 'not_found');
    const answer = typeof found === 'function' ? found(said) : found;
    if (typeof answer === 'string') return route.abort();
    const headers = { 'Content-Type': 'application/json', ...answer.headers };
    await route.fulfill({ ...answer, headers, body: JSON.stringify(answer.body ?? '') });
  });
  await page.goto(`${SITE}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { page, sent };
}

let isRefused = false;

/** Fakes a managed login that signs everyone in immediately, or rejects their tokens. */
async function signIn(route: Route): Promise<void> {
  const url = new URL(route.request().url());
  if (url.pathname === '/oauth2/token') {
    await route.fulfill({
      status: isRefused ? 400 : 200,
      headers: { 'Access-Control-Allow-Origin': '*' },
      json: isRefused ? { error: 'invalid_grant' } : tokens(),
    });
    return;
  }
  const back = new URL(url.searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('state', url.searchParams.get('state') ?? '');
  back.searchParams.set('code', 'code-1');
  const body = `<meta http-equiv="refresh" content="0; url=${back.href}">`;
  await route.fulfill({ contentType: 'text/html', body });
}

function tokens() {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwt = (claims: object) => `${part({ alg: 'RS256' })}.${part(claims)}.signature`;
  const now = Math.floor(Date.now() / 1000);
  const common = { iss: CONFIG.authority, sub: 'user-1', iat: now, exp: now + 3600 };
  return {
    ...{ token_type: 'Bearer', expires_in: 3600, refresh_token: 'refresh-1' },
    access_token: jwt({ ...common, name: 'Grace Hopper', scope: qualifiedScope('self') }),
    id_token: jwt({ ...common, aud: CONFIG.clientId, email: ME.email }),
  };
}

const changes = (sent: readonly Sent[]) =>
  sent.filter(({ operation }) => !operation.startsWith('GET'));
const chooseInMenu = async (page: Page, name: string, entry: string) => {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
};
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('an owner sees the company, and saves only the changed fields', async () => {
  const { page, sent } = await open('/account', {
    'PATCH /me/customer': ok({ ...COMPANY, version: 8 }),
  });
  await page.waitForURL('**/account/company');
  await page.getByText('Customer of Acme Instruments').waitFor();
  await page.getByText('Calibration on site').waitFor();
  await expectAccessible(page);
  await picture(page, 'account-company');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit company profile' });
  await dialog.waitFor();
  await expectAccessible(page);
  await picture(page, 'account-company-edit');
  await dialog.getByLabel('Website').fill('not a site');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Enter a complete address').waitFor();
  await dialog.getByLabel('Website').fill('www.navy.example');
  await dialog.getByLabel('City').fill(' ');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Company profile saved').waitFor();
  await dialog.waitFor({ state: 'detached' });
  expect(changes(sent)).toMatchObject([
    {
      operation: 'PATCH /me/customer',
      headers: { 'if-match': '"7"' },
      body: { website: 'https://www.navy.example', address: { city: null } },
    },
  ]);
});

test('a concurrent update of the company shows both versions, and saves only the owner’s own change', async () => {
  let company = COMPANY;
  const { page, sent } = await open('/account/company?edit=profile', {
    'GET /me/customer': () => ok(company),
    'PATCH /me/customer': ({ headers }) =>
      headers['if-match'] === '"7"' ? problem(412, 'version_mismatch') : ok(company),
  });
  const dialog = page.getByRole('dialog', { name: 'Edit company profile' });
  await dialog.getByLabel('Phone').fill('+1 703 555 0100');
  company = { ...COMPANY, version: 8, website: 'https://changed.example', name: 'US Navy' };
  await dialog.getByRole('button', { name: 'Save' }).click();
  const conflict = page.getByRole('dialog', { name: 'Someone else changed this' });
  await conflict.waitFor();
  expect(await conflict.getByRole('rowheader').allTextContents()).toEqual(['Phone']);
  await expectAccessible(page);
  await conflict.getByRole('button', { name: 'Save my version' }).click();
  await page.getByText('Company profile saved').waitFor();
  expect(changes(sent).at(-1)).toMatchObject({
    headers: { 'if-match': '"8"' },
    body: { phone: '+1 703 555 0100' },
  });
});

test('a member sees company and colleagues, and is offered no changes', async () => {
  const { page, sent } = await open('/account/company?invite=new&edit=profile', {
    'GET /me': ok({ ...ME, id: 'con_2', role: 'member' }),
  });
  await page.getByText('Only owners can change the company profile.').waitFor();
  expect(await page.getByRole('button', { name: 'Edit', exact: true }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Invite colleague' }).count()).toBe(0);
  expect(await page.getByRole('dialog').count()).toBe(0);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('link', { name: 'Colleagues', exact: true }).click();
  await rowOf(page, 'Alan Turing').getByText('You').waitFor();
  expect(await page.getByRole('tab').count()).toBe(0);
  expect(await page.getByRole('button', { name: /^Actions for/ }).count()).toBe(0);
  expect(sent.some(({ operation }) => operation === 'GET /me/customer/invitations')).toBe(false);
  await expectAccessible(page);
});

test('colleagues: the status of each one, and the available actions', async () => {
  const { page, sent } = await open('/account/colleagues', {
    'PATCH /me/customer/contacts/con_2': ok(PEOPLE[1]),
    'DELETE /me/customer/contacts/con_2': { status: 204, body: undefined },
    'POST /me/customer/invitations': ok(INVITATIONS[0]),
  });
  await rowOf(page, 'typo@navy.example').getByText('Email not delivered').waitFor();
  await rowOf(page, 'no@navy.example').getByText('Invitation declined').waitFor();
  expect(await page.getByText('gone@navy.example').count()).toBe(0);
  await expectAccessible(page);
  await picture(page, 'account-colleagues');
  await page.setViewportSize({ width: 1280, height: 800 });

  const entries = async (name: string) => {
    await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
    await page.getByRole('menu').waitFor();
    const found = await page.getByRole('menuitem').allTextContents();
    await page.keyboard.press('Escape');
    return found;
  };
  expect(await entries('ada@navy.example')).toEqual([
    ...['Resend invite', 'Revoke', 'Change role', 'Remove'],
  ]);
  expect(await entries('no@navy.example')).toEqual(['Send invite', 'Change role', 'Remove']);
  expect(await entries('Kathleen Booth')).toEqual([
    ...['Send inviteThere’s no email address.', 'Change role', 'Remove'],
  ]);
  expect(await entries('Grace Hopper')).toEqual([
    'Change roleYou’re the only owner. Make someone else an owner first.',
  ]);

  await chooseInMenu(page, 'Alan Turing', 'Change role');
  const role = page.getByRole('dialog', { name: 'Change role' });
  await role.getByLabel('Owner').check();
  await expectAccessible(page);
  await picture(page, 'account-role');
  await role.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Role changed').waitFor();
  await page.setViewportSize({ width: 1280, height: 800 });
  await chooseInMenu(page, 'Alan Turing', 'Remove');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Colleague removed').waitFor();
  await chooseInMenu(page, 'ada@navy.example', 'Resend invite');
  await page.getByRole('dialog').getByRole('button', { name: 'Resend' }).click();
  await page.getByText('Invitation resent').waitFor();
  expect(changes(sent)).toMatchObject([
    { operation: 'PATCH /me/customer/contacts/con_2', body: { role: 'owner' } },
    { operation: 'DELETE /me/customer/contacts/con_2' },
    { operation: 'POST /me/customer/invitations', body: { contactId: 'con_3' } },
  ]);
});

test('invitations: delivery status, resend and revoke, and the filter in the URL', async () => {
  const { page, sent } = await open('/account/colleagues?tab=invitations', {
    'POST /me/customer/invitations/inv_4/revoke': ok(INVITATIONS[1]),
  });
  await rowOf(page, 'typo@navy.example').getByText('Bounced').waitFor();
  await expectAccessible(page);
  await picture(page, 'account-invitations');
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await page.getByRole('button', { name: 'Actions for no@navy.example' }).count()).toBe(0);
  await chooseInMenu(page, 'typo@navy.example', 'Revoke');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('Invitation revoked').waitFor();
  expect(changes(sent)).toHaveLength(1);
  await page.getByLabel('Status').selectOption('Expired');
  expect(page.url()).toBe(`${SITE}/account/colleagues?tab=invitations&status=expired`);
});

test('an owner invites a colleague from any page; an invalid address is reported at the field', async () => {
  const answers: FakeAnswer[] = [
    problem(409, 'already_invited'),
    'disconnect',
    { status: 201, body: invitation('inv_9', 'new@navy.example') },
  ];
  const { page, sent } = await open('/account/profile', {
    'POST /me/customer/invitations': () => answers.shift() ?? 'disconnect',
  });
  await page.getByLabel('Last name').waitFor();
  await page.getByRole('button', { name: 'Invite colleague' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite colleague' });
  const send = dialog.getByRole('button', { name: 'Send invite' });
  await dialog.getByLabel('Email').fill('nobody');
  await send.click();
  await dialog.getByText('Enter an email address').waitFor();
  await expectAccessible(page);
  await picture(page, 'account-invite');
  await page.setViewportSize({ width: 1280, height: 800 });
  await dialog.getByLabel('Email').fill('ada@navy.example');
  await send.click();
  await dialog.getByText('This address already has an open invitation.').waitFor();
  await dialog.getByRole('link', { name: 'View invitations' }).waitFor();
  await dialog.getByLabel('Email').fill('new@navy.example');
  await dialog.getByText('More options').click();
  await dialog.getByLabel('First name').fill('Ada');
  await dialog.getByLabel('Owner').check();
  await send.click();
  await dialog.getByText('No connection.').waitFor();
  await send.click();
  await page.getByText('Invitation sent to new@navy.example').waitFor();
  await dialog.waitFor({ state: 'detached' });
  const [, lost, repeated] = changes(sent);
  expect(repeated?.body).toEqual({ email: 'new@navy.example', role: 'owner', firstName: 'Ada' });
  expect(repeated?.headers['idempotency-key']).toBe(lost?.headers['idempotency-key']);
});

test('the invite form explains in customers’ terms if inviting is not available', async () => {
  const { page } = await open('/account/colleagues?invite=new', {
    'POST /me/customer/invitations': problem(403, 'feature_not_available'),
  });
  const dialog = page.getByRole('dialog', { name: 'Invite colleague' });
  await dialog.getByLabel('Email').fill('new@navy.example');
  await dialog.getByRole('button', { name: 'Send invite' }).click();
  await dialog.getByText('Inviting colleagues isn’t available at the moment.').waitFor();
  await expectAccessible(page);
});

test('a profile is saved with its changed fields, and the address remains the login', async () => {
  const { page, sent } = await open('/account/profile', {
    'PATCH /me': ok({ ...ME, version: 4, jobTitle: 'Programmer' }),
  });
  await page.getByLabel('Job title').fill('Programmer');
  expect(await page.getByLabel('Email').getAttribute('readonly')).not.toBeNull();
  await expectAccessible(page);
  await picture(page, 'account-profile');
  await page.getByLabel('First name').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Enter your first name.').waitFor();
  await page.getByLabel('First name').fill('Grace');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Profile saved').waitFor();
  expect(changes(sent)).toMatchObject([
    { operation: 'PATCH /me', headers: { 'if-match': '"3"' }, body: { jobTitle: 'Programmer' } },
  ]);
});

test('a contact of a suspended company sees that, and can sign out', async () => {
  const { page } = await open('/account/company', {
    'GET /me': problem(403, 'forbidden'),
    'GET /me/customer': problem(403, 'forbidden'),
  });
  await page.getByRole('heading', { name: 'You don’t have access right now' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
  await expectAccessible(page);
  await picture(page, 'account-closed');
});

test('a contact of a suspended company cannot sign in, and sees that this can be the reason', async () => {
  isRefused = true;
  onTestFinished(() => {
    isRefused = false;
  });
  const { page } = await open('/account/company');
  await page.getByRole('heading', { name: 'You’re not signed in' }).waitFor();
  await page.getByText('Your company’s account may be suspended').waitFor();
  await expectAccessible(page);
});

test('a former owner sees the change as soon as the API rejects a request', async () => {
  let role = 'owner';
  const { page } = await open('/account/colleagues', {
    'GET /me': () => ok({ ...ME, role }),
    'PATCH /me/customer/contacts/con_2': problem(403, 'forbidden'),
  });
  await chooseInMenu(page, 'Alan Turing', 'Change role');
  role = 'member';
  await page.getByRole('dialog').getByLabel('Owner').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Invite colleague' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: /^Actions for/ }).count()).toBe(0);
});

test.for(['de', 'fr', 'es', 'ja'])('supports %s on every page', async (locale) => {
  const { page } = await open('/account/company', {}, { locale });
  expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
  await page.locator('.facts').first().waitFor();
  await expectAccessible(page);
  await picture(page, `account-company-${locale}`);
  for (const name of ['colleagues', 'profile', 'colleagues?tab=invitations&invite=new']) {
    await page.goto(`${SITE}/account/${name}`);
    await page
      .locator(name === 'profile' ? 'form' : '.row-link, .name')
      .first()
      .waitFor();
    await expectAccessible(page);
    await picture(page, `account-${name.split('?')[0] ?? ''}-${locale}`);
  }
});

test('empty lists and an empty company profile have a proper empty state', async () => {
  const { name, kind, version, counts, createdAt, updatedAt } = COMPANY;
  const bare = {
    id: 'cus_1',
    ...{ name, kind, version, counts, createdAt, updatedAt },
    services: [],
  };
  const { page } = await open('/account/company', {
    'GET /me/customer': ok({ ...bare, name: LONG, status: 'active' }),
    'GET /me/customer/invitations': listOf(),
  });
  await page.getByText('Add your phone number and address').waitFor();
  await expectAccessible(page);
  await picture(page, 'account-company-bare');
  await page.goto(`${SITE}/account/colleagues?tab=invitations`);
  await page.getByRole('heading', { name: 'No invitations yet' }).waitFor();
  await expectAccessible(page);
});
