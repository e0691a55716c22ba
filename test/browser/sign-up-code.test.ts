import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { expectAccessible } from './accessibility.ts';
import { SITE } from './built-pages.ts';
import { accepted202, ACCOUNT, created, found, problem, TOKEN } from './fake-api.ts';
import {
  focusedText,
  heading,
  PASSWORD,
  picture,
  signUpPages,
  submitWith,
} from './sign-up-pages.ts';

const pages = signUpPages();

const handedOver = found({ verification: 'code' });
const CODE_INPUT = 'Code from the email';
const OTHER = 'anna@private.example';

async function sendCode(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send code' }).click();
  await page.getByLabel(CODE_INPUT).waitFor();
}

function focusedId(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.id);
}

describe('a link that an administrator delivers requires a code', () => {
  test('that is sent on request, entered, and submitted with the form', async () => {
    const { page, api } = await pages.open({ lookup: [handedOver] });
    await page.getByRole('heading', { name: 'Verify this address' }).waitFor();
    expect(api.codes).toHaveLength(0);
    await expectAccessible(page);

    await sendCode(page);
    expect(api.codes.map(({ body }) => body)).toEqual([{ token: TOKEN }]);
    await page
      .getByRole('status')
      .filter({ hasText: 'We sent a code to anna.keller@northwind.example.' })
      .waitFor();
    await expect.poll(() => focusedId(page)).toBe('field-code');
    const input = page.getByLabel(CODE_INPUT);
    expect(await input.getAttribute('autocomplete')).toBe('one-time-code');
    expect(await input.getAttribute('inputmode')).toBe('numeric');
    await expectAccessible(page);

    // As an email program might copy it.
    await input.fill(' 0471 9325 ');
    await submitWith(page);
    await heading(page, 'Your account is ready');
    expect(api.accepts[0]?.body).toMatchObject({ token: TOKEN, code: '04719325' });
    expect(api.accepts[0]?.body).not.toHaveProperty('email');
  });

  test('without which the form is not sent, and the summary links to the button', async () => {
    const { page, api } = await pages.open({ lookup: [handedOver] });
    await submitWith(page);
    await page
      .getByRole('link', { name: 'Send a code to your address, then enter it here.' })
      .click();
    await expect.poll(() => focusedText(page)).toBe('Send code');
    await expectAccessible(page);
    expect(api.accepts).toHaveLength(0);
  });

  test('and a wrong one is reported at the field, which keeps all other input', async () => {
    const errors = [{ path: 'code', message: 'This code is not right.' }];
    const { page, api } = await pages.open({
      lookup: [handedOver],
      accept: [problem(400, 'invalid_request', { errors }), created],
    });
    await sendCode(page);
    await page.getByLabel(CODE_INPUT).fill('00000000');
    await submitWith(page);
    await page.locator('#field-code-error', { hasText: 'is wrong or has expired' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel(CODE_INPUT).fill('04719325');
    await page.getByRole('button', { name: 'Create account' }).click();
    await heading(page, 'Your account is ready');
    expect(api.accepts.map(({ body }) => body['code'])).toEqual(['00000000', '04719325']);
    expect(api.accepts[1]?.body['password']).toBe(PASSWORD);
  });

  test('which can be sent again after a pause', async () => {
    const { page, api } = await pages.setup({ lookup: [handedOver] });
    await page.clock.install();
    await page.goto(`https://portal.example.com/sign-up#${TOKEN}`);
    await sendCode(page);
    await page.getByLabel(CODE_INPUT).fill('11111111');
    await page.getByRole('button', { name: /^Send a new code in/ }).click({ force: true });
    expect(api.codes).toHaveLength(1);
    await page.clock.fastForward('00:30');
    await page.getByRole('button', { name: 'Send a new code', exact: true }).click();
    await expect.poll(() => api.codes.length).toBe(2);
    // The earlier code is no longer valid.
    await expect.poll(() => page.getByLabel(CODE_INPUT).inputValue()).toBe('');
    await expect.poll(() => focusedId(page)).toBe('field-code');
  });

  test('whose arrival does not move the focus out of another field', async () => {
    const { page } = await pages.open({ lookup: [handedOver], code: ['never'] });
    await page.getByRole('button', { name: 'Send code' }).click();
    await page.getByText('Sending the code…').waitFor();
    await page.getByLabel('Phone').fill('12');
    await expect.poll(() => focusedId(page)).toBe('field-phone');
    await expectAccessible(page);
  });

  test.for([
    ['a rate limit', problem(429, 'rate_limited', { retryAfter: 840 }), 'Try again in 14 minutes.'],
    [
      'the daily email limit',
      problem(429, 'rate_limited', { retryAfter: 11 * 3600 + 60 }),
      'Try again in 12 hours.',
    ],
    [
      'a suppressed address',
      problem(422, 'email_suppressed', { errors: [{ path: 'email', message: 'no mail' }] }),
      'We can’t deliver email to this address.',
    ],
    ['a lost connection', 'disconnect', 'Check your connection, then try again.'],
    ['a busy server', problem(503, 'temporarily_unavailable'), 'can’t take your request'],
  ] as const)('and %s is reported at the field, with a retry', async ([, answer, said]) => {
    const { page, api } = await pages.open({ lookup: [handedOver], code: [answer, accepted202] });
    await page.getByRole('button', { name: 'Send code' }).click();
    await page.locator('#field-code-error', { hasText: said }).waitFor();
    await expectAccessible(page);
    await sendCode(page);
    expect(api.codes).toHaveLength(2);
  });

  test('but an invitation that has ended in the meantime ends the form', async () => {
    const { page } = await pages.open({
      lookup: [handedOver],
      code: [problem(410, 'invitation_revoked')],
    });
    await page.getByRole('button', { name: 'Send code' }).click();
    await heading(page, 'This invitation was revoked');
  });

  test('even if only the response to the form says so', async () => {
    const errors = [{ path: 'code', message: 'This address has to be confirmed.' }];
    const { page, api } = await pages.open({
      accept: [problem(400, 'invalid_request', { errors }), created],
    });
    await submitWith(page);
    await sendCode(page);
    await page.getByLabel(CODE_INPUT).fill('04719325');
    await page.getByRole('button', { name: 'Create account' }).click();
    await heading(page, 'Your account is ready');
    expect(api.accepts[1]?.body).toMatchObject({ code: '04719325' });
  });
});

describe('another address than the invited one', () => {
  const lookup = [found({ allowDifferentEmail: true })];

  test('is available only if the invitation allows it', async () => {
    const { page } = await pages.open();
    await heading(page, 'Create your account');
    expect(await page.getByRole('button', { name: 'Use another address' }).count()).toBe(0);
  });

  test('is entered, verified with a code that is sent to it, and submitted', async () => {
    const { page, api } = await pages.open({ lookup });
    await page.getByRole('button', { name: 'Use another address' }).click();
    await expect.poll(() => focusedId(page)).toBe('field-email');
    await page.keyboard.type(OTHER);
    await page.getByText(`we’ll send a code to ${OTHER}.`).waitFor();
    await expectAccessible(page);
    await sendCode(page);
    expect(api.codes[0]?.body).toEqual({ token: TOKEN, email: OTHER });
    await page.getByLabel(CODE_INPUT).fill('04719325');
    await submitWith(page);
    await heading(page, 'Your account is ready');
    expect(api.accepts[0]?.body).toMatchObject({ email: OTHER, code: '04719325' });
  });

  test('in another script is shown as entered, and the page names the form to sign in with', async () => {
    const typed = 'o@bücher.example';
    const userName = 'o@xn--bcher-kva.example';
    const account = { ...ACCOUNT, email: userName, signInUrl: `${SITE}/sign-in` };
    const { page, api } = await pages.open({ lookup, accept: [{ status: 201, body: account }] });
    await page.getByRole('button', { name: 'Use another address' }).click();
    await page.getByLabel('Email', { exact: true }).fill(typed);
    await page.getByText(`we’ll send a code to ${typed}.`).waitFor();
    // A password manager must store the address that works for signing in.
    expect(await page.locator('input[autocomplete="username"]').inputValue()).toBe(userName);
    await sendCode(page);
    await page.getByLabel(CODE_INPUT).fill('04719325');
    await submitWith(page);
    await heading(page, 'Your account is ready');
    expect(api.accepts[0]?.body).toMatchObject({ email: typed });
    await page.getByRole('definition').filter({ hasText: userName }).waitFor();
    await page.getByText(`This is ${typed}, spelled the way`).waitFor();
    await expectAccessible(page);
    await picture(page, 'ready-other-script');
    const link = await page.getByRole('link', { name: 'Sign in' }).getAttribute('href');
    const hint = new URLSearchParams(new URL(link ?? '').hash.slice(1));
    expect(hint.get('email')).toBe(userName);
  });

  test('is not used if it is the invited one in another spelling', async () => {
    const { page, api } = await pages.open({
      lookup: [found({ allowDifferentEmail: true, email: 'o@xn--bcher-kva.example' })],
    });
    await page.getByRole('button', { name: 'Use another address' }).click();
    await page.getByLabel('Email', { exact: true }).fill('O@BÜCHER.example');
    await submitWith(page);
    await heading(page, 'Your account is ready');
    expect(api.accepts[0]?.body).not.toHaveProperty('email');
  });

  test('requires its own code if it is changed after one was sent', async () => {
    const { page, api } = await pages.open({ lookup });
    await page.getByRole('button', { name: 'Use another address' }).click();
    await page.getByLabel('Email', { exact: true }).fill('first@private.example');
    await sendCode(page);
    await page.getByLabel('Email', { exact: true }).fill(OTHER);
    await sendCode(page);
    expect(api.codes.map(({ body }) => body['email'])).toEqual(['first@private.example', OTHER]);
  });

  test('is reported as missing or invalid before a code is sent', async () => {
    const { page, api } = await pages.open({ lookup });
    await page.getByRole('button', { name: 'Use another address' }).click();
    await page.getByLabel('Email', { exact: true }).fill('anna');
    await page.getByRole('button', { name: 'Send code' }).click();
    await page.locator('#field-email-error', { hasText: 'such as name@example.com' }).waitFor();
    await expect.poll(() => focusedId(page)).toBe('field-email');
    await expectAccessible(page);
    expect(api.codes).toHaveLength(0);
  });

  test('can be discarded: then no code is required', async () => {
    const { page, api } = await pages.open({ lookup });
    await page.getByRole('button', { name: 'Use another address' }).click();
    await page.getByLabel('Email', { exact: true }).fill(OTHER);
    await page.getByRole('button', { name: 'Use the address that was invited' }).click();
    await expect.poll(() => focusedText(page)).toBe('Use another address');
    await submitWith(page);
    await heading(page, 'Your account is ready');
    expect(api.accepts[0]?.body).not.toHaveProperty('email');
    expect(api.accepts[0]?.body).not.toHaveProperty('code');
  });

  test('that is rejected by the code or by the form is reported at the address', async () => {
    const { page } = await pages.open({ lookup, code: [problem(403, 'email_mismatch')] });
    await page.getByRole('button', { name: 'Use another address' }).click();
    await page.getByLabel('Email', { exact: true }).fill(OTHER);
    await page.getByRole('button', { name: 'Send code' }).click();
    const said = 'Sign up with anna.keller@northwind.example.';
    await page.locator('#field-email-error', { hasText: said }).waitFor();
  });

  test('that is rejected with the form is reported there, even if it was not entered', async () => {
    const { page } = await pages.open({ accept: [problem(403, 'email_mismatch'), created] });
    await submitWith(page);
    await page.getByRole('link', { name: /^This invitation only works with one address/ }).click();
    await expect.poll(() => focusedId(page)).toBe('field-email');
    await expectAccessible(page);
  });
});
