import { describe, expect, test } from 'vitest';

import { expectAccessible } from './accessibility.ts';
import { SITE } from './built-pages.ts';
import { created, found, problem, TOKEN } from './fake-api.ts';
import { heading, signUpPages, submitWith } from './sign-up-pages.ts';

const pages = signUpPages();

const providers = [
  { name: 'northwind', label: 'Northwind login' },
  { name: 'google', label: 'Google' },
];
const visit = { status: 200, body: { identityProvider: 'northwind', expiresAt: '2026-11-28' } };

describe('signing in with an identity provider instead of a password', () => {
  test('is offered only if the invitation names a provider', async () => {
    const { page } = await pages.open();
    await heading(page, 'Create your account');
    expect(await page.getByText('or use a password').count()).toBe(0);
  });

  test('sends the input, and redirects to the sign-in page with the provider', async () => {
    const { page, api } = await pages.open({ lookup: [found({ providers })], provider: [visit] });
    await page.getByRole('button', { name: 'Continue with Google' }).waitFor();
    await expectAccessible(page);
    // The provider knows the names, and no password is required.
    await page.getByLabel('First name').fill('');
    await page.getByLabel('Phone').fill('+49 30 12345');
    const left = page.waitForRequest(`${SITE}/sign-in`);
    const address = page.waitForURL(/\/sign-in/);
    await page.getByRole('button', { name: 'Continue with Northwind login' }).click();
    await left;
    await address;
    expect(api.providers.map(({ body }) => body)).toEqual([
      {
        token: TOKEN,
        provider: 'northwind',
        profile: { lastName: 'Keller', phone: '+49 30 12345' },
        company: 'Northwind Traders',
      },
    ]);
    expect(api.accepts).toHaveLength(0);
  });

  test('requires the rest of the form to be valid', async () => {
    const { page, api } = await pages.open({ lookup: [found({ providers })] });
    await page.getByLabel('Phone').fill('abc');
    await page.getByRole('button', { name: 'Continue with Google' }).click();
    await page.getByRole('group', { name: 'There’s one thing to fix' }).waitFor();
    expect(api.providers).toHaveLength(0);
  });

  test('requires a code if the link does not verify the address', async () => {
    const lookup = [found({ providers, verification: 'code' })];
    const { page, api } = await pages.open({ lookup, provider: ['never'] });
    await page.getByRole('button', { name: 'Continue with Google' }).click();
    await page
      .getByRole('link', { name: 'Send a code to your address, then enter it here.' })
      .waitFor();
    await page.getByRole('button', { name: 'Send code' }).click();
    await page.getByLabel('Code from the email').fill('04719325');
    await page.getByRole('button', { name: 'Continue with Google' }).dblclick();
    await page
      .getByRole('status')
      .filter({ hasText: 'Taking you to Google…' })
      .waitFor({ state: 'attached' });
    expect(api.providers.map(({ body }) => body['code'])).toEqual(['04719325']);
    await expectAccessible(page);
  });

  test('is not available for another address than the invited one', async () => {
    const { page } = await pages.open({
      lookup: [found({ providers, allowDifferentEmail: true })],
    });
    await page.getByRole('button', { name: 'Use another address' }).click();
    await page.getByRole('button', { name: 'Continue with Google' }).waitFor({ state: 'detached' });
  });

  test('can be retried after a temporary failure, or replaced by a password', async () => {
    const { page } = await pages.open({
      lookup: [found({ providers })],
      provider: [problem(503, 'temporarily_unavailable')],
      accept: [created],
    });
    await page.getByRole('button', { name: 'Continue with Google' }).click();
    await page.getByRole('status').filter({ hasText: 'We’re very busy right now' }).waitFor();
    await expectAccessible(page);
    await submitWith(page);
    await heading(page, 'Your account is ready');
  });

  test('ends with the invitation', async () => {
    const { page } = await pages.open({
      lookup: [found({ providers })],
      provider: [problem(409, 'user_already_exists')],
    });
    await page.getByRole('button', { name: 'Continue with Google' }).click();
    await heading(page, 'You already have an account');
  });
});
