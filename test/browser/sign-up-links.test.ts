import { describe, expect, test } from 'vitest';

import { expectAccessible } from './accessibility.ts';
import { SITE } from './built-pages.ts';
import { found, problem, TOKEN } from './fake-api.ts';
import { focusedText, heading, signUpPages, submitWith } from './sign-up-pages.ts';

const pages = signUpPages();

describe('tells a customer what an unusable link means and what to do next', () => {
  const cases = [
    [404, 'not_found', 'This link no longer works', 'Look for a newer invitation email'],
    [410, 'invitation_expired', 'This invitation has expired', 'You can have a new link sent'],
    [410, 'invitation_accepted', 'This invitation has already been used', 'You can sign in'],
    [410, 'invitation_revoked', 'This invitation was revoked', 'ask your contact'],
    [410, 'invitation_declined', 'This invitation was declined', 'Changed your mind?'],
  ] as const;
  test.for(cases)('%i %s', async ([status, code, title, next]) => {
    const { page } = await pages.open({ lookup: [problem(status, code)] });
    await heading(page, title);
    await page.getByText(next).waitFor();
    await expect.poll(() => page.title()).toBe(title);
    await expectAccessible(page);
  });

  test('a used one leads to signing in', async () => {
    const { page } = await pages.open({ lookup: [problem(410, 'invitation_accepted')] });
    const link = page.getByRole('link', { name: 'Sign in' });
    expect(await link.getAttribute('href')).toBe('/sign-in');
  });

  test.for([
    ['active', 'This invitation has already been used', true],
    ['awaiting_approval', 'Your account is waiting for approval', false],
    ['suspended', 'Access is suspended', false],
    ['replaced', 'This link belongs to an earlier account', true],
    ['removed', 'This access was removed', false],
  ] as const)('a used one whose account is %s', async ([account, title, canSignIn]) => {
    const { page } = await pages.open({
      lookup: [problem(410, 'invitation_accepted', { account })],
    });
    await heading(page, title);
    expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(canSignIn ? 1 : 0);
    await expectAccessible(page);
  });

  test('a used one whose account was removed, in the language of the invitee', async () => {
    const lookup = [problem(410, 'invitation_accepted', { account: 'removed', locale: 'de-AT' })];
    const { page } = await pages.open({ lookup });
    await heading(page, 'Dieser Zugang wurde entfernt');
    expect(await page.getByText('neue Einladung').count()).toBe(1);
  });

  test('a form that is sent after the account was removed in the meantime', async () => {
    const { page } = await pages.open({
      accept: [problem(410, 'invitation_accepted', { account: 'removed' })],
    });
    await submitWith(page);
    await heading(page, 'This access was removed');
  });

  test('a link that lost its token sends no request', async () => {
    const { page, api } = await pages.open({}, { token: '' });
    await heading(page, 'This link is incomplete');
    expect(api.lookups).toHaveLength(0);
    await expectAccessible(page);
  });

  test.for(['.', '>', ')', ',', '%20', '%0A', '?utm_source=x', '&fbclid=1', '%3E', '_'])(
    'a link with %s appended to it still opens',
    async (stuck) => {
      const token = `inv_${'0j4n8q2v6x'.repeat(3).slice(0, 26)}.${'m5Yw8dE0Jx3'.repeat(4).slice(0, 42)}A`;
      const { page, api } = await pages.open({ lookup: [found()] }, { token: token + stuck });
      await heading(page, 'Create your account');
      expect(api.lookups[0]?.postDataJSON()).toEqual({ token });
    },
  );

  test('a malformed token is an invalid link, not a server error', async () => {
    const errors = [{ path: 'token', message: 'wrong' }];
    const { page } = await pages.open({ lookup: [problem(400, 'invalid_request', { errors })] });
    await heading(page, 'This link no longer works');
  });
});

describe('handles problems along the way', () => {
  test('loading is announced', async () => {
    const { page } = await pages.open({ lookup: ['never'] });
    await page.getByRole('status').filter({ hasText: 'Opening your invitation' }).waitFor();
    await expectAccessible(page);
  });

  test('a lost connection can be retried', async () => {
    const { page } = await pages.open({ lookup: ['disconnect', found()] });
    await heading(page, 'We can’t reach our server');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading(page, 'Create your account');
    await expect.poll(() => focusedText(page)).toBe('Create your account');
  });

  test('an offline device says so, and the page continues automatically when it is back', async () => {
    const visit = await pages.setup({ lookup: ['disconnect', found()] });
    await visit.page.addInitScript(() => {
      Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true });
    });
    await visit.page.goto(`${SITE}/sign-up#${TOKEN}`);
    await heading(visit.page, 'You’re offline');
    await expectAccessible(visit.page);
    await visit.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await heading(visit.page, 'Create your account');
  });

  test('a busy server is asked again only at the time that it names', async () => {
    const { page, api } = await pages.setup({
      lookup: [problem(429, 'rate_limited', { retryAfter: 60 }), found()],
    });
    await page.clock.install();
    await page.goto(`${SITE}/sign-up#${TOKEN}`);
    await heading(page, 'We’re very busy right now');
    await page.getByRole('button', { name: /^Try again in/ }).click({ force: true });
    expect(api.lookups).toHaveLength(1);
    await page.clock.fastForward('01:00');
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await heading(page, 'Create your account');
  });

  test.for([
    ['a failing server', problem(500, 'internal_error')],
    ['a response that is not JSON', { status: 200, body: undefined }],
    ['a response with unexpected content', { status: 200, body: { hello: 'world' } }],
  ] as const)('%s is our error and can be retried', async ([, answer]) => {
    const { page } = await pages.open({ lookup: [answer, found()] });
    await heading(page, 'Something went wrong on our side');
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading(page, 'Create your account');
  });

  test('a newer link that is opened in the same tab starts again', async () => {
    const { page, api } = await pages.open({ lookup: [problem(404, 'not_found'), found()] });
    await heading(page, 'This link no longer works');
    await page.evaluate(() => {
      window.location.hash = 'newer-token';
    });
    await heading(page, 'Create your account');
    expect(api.lookups[1]?.postDataJSON()).toEqual({ token: 'newer-token' });
  });
});
