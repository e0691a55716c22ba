import { describe, expect, test } from 'vitest';

import { LANGUAGES } from '../../lambdas/modules/platform/locale.ts';
import { ADMINISTRATOR_ROLES } from '../../lambdas/modules/platform/scopes.ts';
import { PASSWORD_RULES } from '../../lambdas/modules/platform/sign-up-form.ts';
import { de } from '../../web/administrator-setup/languages/de.ts';
import { en } from '../../web/administrator-setup/languages/en.ts';
import { es } from '../../web/administrator-setup/languages/es.ts';
import { fr } from '../../web/administrator-setup/languages/fr.ts';
import { ja } from '../../web/administrator-setup/languages/ja.ts';
import { expectAccessible } from './accessibility.ts';
import { SITE } from './built-pages.ts';
import { type FakeAnswer, problem } from './fake-api.ts';
import { focusedText, heading, PASSWORD, picture, signUpPages } from './sign-up-pages.ts';

const pages = signUpPages();
const TEXTS = { en, de, fr, es, ja };
const TOKEN = `acme.adm_${'0'.repeat(26)}.${'a'.repeat(42)}A`;

const OFFER = {
  tenant: { name: 'Acme Instruments', branding: { color: '#1f4fd8' } },
  email: 'grace@acme.example',
  name: 'Grace Hopper',
  role: 'operators',
  invitedBy: { name: 'Ada Lindqvist' },
  locale: 'en',
  passwordRules: PASSWORD_RULES,
  expiresAt: '2026-11-28T13:00:00.000Z',
};
const ACCOUNT = { email: OFFER.email, signInUrl: `${SITE}/sign-in` };
const offered = (changes: object = {}): FakeAnswer => ({
  status: 200,
  body: { ...OFFER, ...changes },
});
const created: FakeAnswer = { status: 201, body: ACCOUNT };

interface Given {
  readonly lookup?: FakeAnswer;
  readonly accept?: readonly FakeAnswer[];
  readonly token?: string;
}

async function open({ lookup = offered(), accept = [created], token = TOKEN }: Given = {}) {
  const visit = await pages.setup();
  const { page } = visit;
  const sent: { readonly key: string | undefined; readonly body: unknown }[] = [];
  const answers = [...accept];
  const fulfil = (answer: FakeAnswer | undefined) => {
    if (answer === undefined || typeof answer === 'string') throw new Error('No answer.');
    return {
      status: answer.status,
      headers: answer.headers ?? {},
      body: JSON.stringify(answer.body),
    };
  };
  await page.route('**/v1/administrator-setup/lookup', (route) => route.fulfill(fulfil(lookup)));
  await page.route('**/v1/administrator-setup/complete', (route) => {
    sent.push({
      key: route.request().headers()['idempotency-key'],
      body: route.request().postDataJSON() as unknown,
    });
    return route.fulfill(fulfil(answers.length > 1 ? answers.shift() : answers[0]));
  });
  await page.goto(`${SITE}/administrator-setup#${token}`);
  const send = () => page.getByRole('button', { name: /Set up account|Try again/ }).click();
  return { ...visit, sent, send };
}

describe('a new administrator', () => {
  test('sees who added them to which company in which role, and sets a name and a password', async () => {
    const { page, sent, send } = await open();
    await heading(page, 'Set up your account');
    await page
      .getByText('Ada Lindqvist has added you as an administrator of Acme Instruments.')
      .waitFor();
    await page.getByText('Operator', { exact: true }).waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Grace Hopper');
    await expectAccessible(page);
    await picture(page, 'administrator-setup');
    await page.getByLabel('Name', { exact: true }).fill(' Grace Brewster  ');
    await page.getByLabel('Choose a password').fill(PASSWORD);
    await send();
    await heading(page, 'Your account is ready');
    expect(sent.map(({ body }) => body)).toEqual([
      { token: TOKEN, name: 'Grace Brewster', password: PASSWORD },
    ]);
    const signIn = page.getByRole('link', { name: 'Sign in' });
    expect(await signIn.getAttribute('href')).toContain('/sign-in#email=grace%40acme.example');
    expect(await focusedText(page)).toBe('Your account is ready');
    await expectAccessible(page);
    await picture(page, 'administrator-setup-done');
  });

  test('sees what is missing, and nothing is sent before it is complete', async () => {
    const { page, sent, send } = await open({ lookup: offered({ name: undefined }) });
    await heading(page, 'Set up your account');
    await send();
    await page.getByRole('link', { name: 'Enter your name.' }).waitFor();
    await page.getByLabel('Choose a password').fill('short');
    await send();
    expect(sent).toEqual([]);
    await expectAccessible(page);
    await picture(page, 'administrator-setup-errors');
  });

  test('resubmits the same form with the same key, so that the first submission counts', async () => {
    const { page, sent, send } = await open({
      accept: [problem(503, 'temporarily_unavailable'), created],
    });
    await heading(page, 'Set up your account');
    await page.getByLabel('Choose a password').fill(PASSWORD);
    await send();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await send();
    await heading(page, 'Your account is ready');
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  test('corrects a password that the server rejected', async () => {
    const errors = [{ path: 'password', message: 'Too common.' }];
    const { page, send } = await open({
      accept: [problem(422, 'password_policy', { errors }), created],
    });
    await heading(page, 'Set up your account');
    await page.getByLabel('Choose a password').fill(PASSWORD);
    await send();
    await page.getByRole('group').getByRole('link').waitFor();
    await page.getByLabel('Choose a password').fill(`${PASSWORD}-better`);
    await send();
    await heading(page, 'Your account is ready');
  });
});

describe('an invalid setup link says why and what to do next', () => {
  test.for([
    [404, 'not_found', 'This link isn’t valid'],
    [410, 'invitation_expired', 'This link has expired'],
    [410, 'invitation_accepted', 'Your account is already set up'],
    [403, 'feature_not_available', 'This company is suspended'],
  ] as const)('%i %s', async ([status, code, title]) => {
    const { page } = await open({ lookup: problem(status, code) });
    await heading(page, title);
    await expect.poll(() => page.title()).toBe(title);
    const links = await page.getByRole('link', { name: 'Sign in' }).count();
    expect(links).toBe(code === 'invitation_accepted' ? 1 : 0);
    await expectAccessible(page);
  });

  test('without a token asks for the whole link, and sends no request', async () => {
    const { page, requests } = await open({ token: '' });
    await heading(page, 'Open the link in your email');
    expect(requests.filter((one) => one.url().includes('/v1/'))).toEqual([]);
  });

  test('in the person’s language', async () => {
    const { page } = await open({
      lookup: problem(410, 'invitation_expired', { locale: 'fr-CH' }),
    });
    await heading(page, 'Ce lien a expiré');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
  });
});

test.for(LANGUAGES)('the form fits and is accessible in %s', async (language) => {
  const { page } = await open({ lookup: offered({ locale: language }) });
  await heading(page, TEXTS[language].title);
  await expectAccessible(page);
  for (const role of ADMINISTRATOR_ROLES) expect(TEXTS[language].roles[role]).not.toBe('');
});
