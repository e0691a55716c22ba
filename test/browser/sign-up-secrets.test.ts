import { describe, expect, test } from 'vitest';

import { SITE } from './built-pages.ts';
import { TOKEN } from './fake-api.ts';
import { heading, signUpPages, submitWith } from './sign-up-pages.ts';

const pages = signUpPages();

describe('keeps the invitation and its secret safe', () => {
  test('opening the page changes nothing: one lookup, no acceptance', async () => {
    const { page, api, requests } = await pages.open();
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

  test('the token is in no URL and no header, and nothing is sent to another site', async () => {
    const { page, requests } = await pages.open();
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

  test('nothing stays in the browser’s storage: no token, password, or name', async () => {
    const { page } = await pages.open({ accept: ['disconnect'] });
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
    const { page } = await pages.open({ accept: ['never'] });
    await page.getByRole('button', { name: 'Show password' }).click();
    await submitWith(page);
    await page.getByRole('button', { name: 'Creating your account…' }).waitFor();
    expect(await page.locator('#field-password').getAttribute('type')).toBe('password');
  });

  test('the page explains itself without scripts, and sends no request', async () => {
    const { page, api } = await pages.open({}, { javaScriptEnabled: false });
    await heading(page, 'Please turn on JavaScript');
    expect(api.lookups).toHaveLength(0);
    const robots = page.locator('meta[name=robots]');
    expect(await robots.getAttribute('content')).toContain('noindex');
    const referrer = page.locator('meta[name=referrer]');
    expect(await referrer.getAttribute('content')).toBe('no-referrer');
  });
});
