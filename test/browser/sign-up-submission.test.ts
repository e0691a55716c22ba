import { describe, expect, test } from 'vitest';

import { expectAccessible } from './accessibility.ts';
import { SITE } from './built-pages.ts';
import { ACCOUNT, created, problem } from './fake-api.ts';
import { focusedText, heading, PASSWORD, signUpPages, submitWith } from './sign-up-pages.ts';

const pages = signUpPages();

describe('creates the account once', () => {
  test('and says so, with the focus on it and a way to sign in', async () => {
    const { page } = await pages.open();
    await submitWith(page);
    await heading(page, 'Your account is ready');
    await expect.poll(() => focusedText(page)).toBe('Your account is ready');
    await expect.poll(() => page.title()).toBe('Your account is ready – Acme Instruments');
    await page.getByText('anna.keller@northwind.example').waitFor();
    const link = page.getByRole('link', { name: 'Sign in' });
    expect(await link.getAttribute('href')).toBe(
      `${SITE}/sign-in#email=anna.keller%40northwind.example&lang=en&go=1`,
    );
    await expectAccessible(page);
  });

  test('and says so if the company must approve the account first', async () => {
    const body = { ...ACCOUNT, awaitingApproval: true };
    const { page } = await pages.open({ accept: [{ status: 201, body }] });
    await submitWith(page);
    await heading(page, 'Your account is waiting for approval');
    await page.getByText('before you can sign in').waitFor();
    await expectAccessible(page);
  });

  test('for a double click or a held Enter key, which send one request', async () => {
    const { page, api } = await pages.open({ accept: ['never'] });
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
  ] as const)('with the same key for the same form after %s', async ([, trouble]) => {
    const { page, api } = await pages.open({ accept: [trouble, created] });
    await submitWith(page);
    await page.getByText('What you entered is still here.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading(page, 'Your account is ready');
    expect(api.accepts).toHaveLength(2);
    expect(api.accepts[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(api.accepts[1]?.key).toBe(api.accepts[0]?.key);
  });

  test('with another key for a changed form or password, and the first key for the first ones', async () => {
    const { page, api } = await pages.open({ accept: ['disconnect'] });
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
    // The page no longer knows whether this is the password that was sent before.
    await send('Anna', PASSWORD, /Create/);
    const [first, renamed, retyped, again, reloaded] = api.accepts.map(({ key }) => key);
    expect(again).toBe(first);
    expect(new Set([first, renamed, retyped, reloaded]).size).toBe(4);
  });

  test('and says that the first password counts if another one is entered after a lost response', async () => {
    const { page } = await pages.open({
      accept: ['disconnect', problem(410, 'invitation_accepted')],
    });
    await submitWith(page);
    await page.getByLabel('Choose a password').fill(`${PASSWORD}-other`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading(page, 'This invitation has already been used');
    await page.getByText('The first password you sent is the one that counts.').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
  });

  test('and waits automatically, with the same key, while an earlier attempt is in progress', async () => {
    const busy = problem(409, 'acceptance_in_progress', { retryAfter: 30 });
    const { page, api } = await pages.open({ accept: [busy, created] });
    await page.clock.install();
    await submitWith(page);
    await page.getByText('Your account is already being set up.').waitFor();
    await page.getByText(/Checking again in \d+ s/).waitFor();
    await expectAccessible(page);
    expect(api.accepts).toHaveLength(1);
    await page.clock.fastForward('00:30');
    await heading(page, 'Your account is ready');
    expect(api.accepts).toHaveLength(2);
    expect(api.accepts[1]?.key).toBe(api.accepts[0]?.key);
  });

  test('and waits for the given time if it is throttled', async () => {
    const { page, api } = await pages.open({
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
    [410, 'invitation_revoked', 'This invitation was revoked'],
  ] as const)('%i %s ends the form with the focus on the reason', async ([status, code, title]) => {
    const { page } = await pages.open({ accept: [problem(status, code)] });
    await submitWith(page);
    await heading(page, title);
    await expect.poll(() => focusedText(page)).toBe(title);
    await expectAccessible(page);
  });

  test('a sign-in URL that would run a script is not used', async () => {
    const signInUrl = 'javascript:alert(1)';
    const { page } = await pages.open({
      accept: [{ status: 201, body: { email: 'a@b.example', customerId: 'cus_1', signInUrl } }],
    });
    await submitWith(page);
    const link = page.getByRole('link', { name: 'Sign in' });
    expect(await link.getAttribute('href')).toBe('/sign-in');
  });
});
