import { expect, test } from 'vitest';

import { expectAccessible } from './accessibility.ts';
import { SITE } from './built-pages.ts';
import { accepted202, problem, TOKEN } from './fake-api.ts';
import { focusedText, heading, signUpPages } from './sign-up-pages.ts';

const pages = signUpPages();

const expired = problem(410, 'invitation_expired');

test('an expired link offers a new one, and says only that it may be on its way', async () => {
  const { page, api } = await pages.open({ lookup: [expired] });
  await heading(page, 'This invitation has expired');
  expect(api.renewals).toHaveLength(0);
  await page.getByRole('button', { name: 'Send me a new link' }).dblclick();
  await page.getByText('If this invitation can be renewed, a new email is on its way').waitFor();
  await expect.poll(() => focusedText(page)).toContain('to the address that was invited.');
  expect(await page.getByRole('button').count()).toBe(0);
  expect(api.renewals.map(({ body }) => body)).toEqual([{ token: TOKEN }]);
  await expectAccessible(page);
});

test('a link that expires while the form is being completed also offers a new one', async () => {
  const { page, api } = await pages.open({ accept: [expired] });
  await page.getByLabel('Choose a password').fill('Correct-Horse-42');
  await page.getByRole('button', { name: 'Create account' }).click();
  await heading(page, 'This invitation has expired');
  await page.getByText('Acme Instruments', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Send me a new link' }).click();
  await expect.poll(() => api.renewals.length).toBe(1);
});

test('a throttled request waits for the given time', async () => {
  const { page, api } = await pages.setup({
    lookup: [expired],
    requestNew: [problem(429, 'rate_limited', { retryAfter: 60 }), accepted202],
  });
  await page.clock.install();
  await page.goto(`${SITE}/sign-up#${TOKEN}`);
  await page.getByRole('button', { name: 'Send me a new link' }).click();
  await page.getByText('We’re very busy right now').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Try again in/ }).click({ force: true });
  expect(api.renewals).toHaveLength(1);
  await page.clock.fastForward('01:00');
  await page.getByRole('button', { name: 'Send me a new link' }).click();
  await page.getByText('If this invitation can be renewed').waitFor();
});

test('a lost connection can be retried', async () => {
  const { page, api } = await pages.open({
    lookup: [expired],
    requestNew: ['disconnect', accepted202],
  });
  await page.getByRole('button', { name: 'Send me a new link' }).click();
  await page.getByText('We can’t reach our server').waitFor();
  await page.getByRole('button', { name: 'Send me a new link' }).click();
  await page.getByText('If this invitation can be renewed').waitFor();
  expect(api.renewals).toHaveLength(2);
});

test.for(['not_found', 'invitation_revoked', 'invitation_declined', 'invitation_accepted'])(
  '%s cannot be renewed',
  async (code) => {
    const { page } = await pages.open({ lookup: [problem(410, code)] });
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('button').count()).toBe(0);
  },
);
