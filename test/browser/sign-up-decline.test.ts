import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { expectAccessible } from './accessibility.ts';
import { found, noContent, problem, TOKEN } from './fake-api.ts';
import { focusedText, heading, signUpPages } from './sign-up-pages.ts';

const pages = signUpPages();

async function askToDecline(page: Page): Promise<void> {
  await page.getByText('Not the right invitation for you?').click();
  await page.getByRole('button', { name: 'Decline this invitation' }).click();
  await page.getByRole('dialog', { name: 'Decline this invitation?' }).waitFor();
}

const confirm = (page: Page) => page.getByRole('button', { name: 'Yes, decline' });

describe('declining', () => {
  test('requires a second, explicit confirmation; then the page shows the result', async () => {
    const { page, api } = await pages.open();
    await askToDecline(page);
    expect(api.declines).toHaveLength(0);
    await expect.poll(() => focusedText(page)).toBe('No, go back');
    await expectAccessible(page);
    await confirm(page).click();
    await heading(page, 'You’ve declined the invitation');
    await expect.poll(() => focusedText(page)).toBe('You’ve declined the invitation');
    expect(api.declines.map(({ body }) => body)).toEqual([{ token: TOKEN }]);
    await expectAccessible(page);
  });

  test('does not happen if a scanner presses every button', async () => {
    const { page, api, requests } = await pages.open();
    await heading(page, 'Create your account');
    await page.evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>('button, a, summary'))
        element.click();
    });
    await page.getByRole('dialog').waitFor();
    expect(api.declines).toHaveLength(0);
    expect(api.accepts).toHaveLength(0);
    const posts = requests.filter((request) => request.method() === 'POST');
    expect(posts.map((request) => new URL(request.url()).pathname)).toEqual(['/v1/sign-up/lookup']);
  });

  test.for(['button', 'Escape'])('can be canceled (%s), and the input stays', async (way) => {
    const { page, api } = await pages.open();
    await page.getByLabel('Job title').fill('Head of parts');
    await askToDecline(page);
    if (way === 'Escape') await page.keyboard.press('Escape');
    else await page.getByRole('button', { name: 'No, go back' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Job title').inputValue()).toBe('Head of parts');
    await expect.poll(() => focusedText(page)).toBe('Decline this invitation');
    // And started again.
    await page.getByRole('button', { name: 'Decline this invitation' }).click();
    await page.getByRole('dialog').waitFor();
    expect(api.declines).toHaveLength(0);
  });

  test.for([
    ['a busy server', problem(503, 'temporarily_unavailable')],
    ['a sign-up in progress', problem(409, 'acceptance_in_progress')],
    ['a lost connection', 'disconnect'],
  ] as const)('can be retried after %s', async ([, answer]) => {
    const { page, api } = await pages.open({ decline: [answer, noContent] });
    await askToDecline(page);
    await confirm(page).click();
    await page.getByRole('status').filter({ hasText: 'try again' }).waitFor();
    await expectAccessible(page);
    await confirm(page).click();
    await heading(page, 'You’ve declined the invitation');
    expect(api.declines).toHaveLength(2);
  });

  test('says so if the invitation was accepted in the meantime', async () => {
    const { page } = await pages.open({ decline: [problem(410, 'invitation_accepted')] });
    await askToDecline(page);
    await confirm(page).dblclick();
    await heading(page, 'This invitation has already been used');
  });
});

test.for([
  ['customer', 'To register with Acme Instruments as a supplier'],
  ['supplier', 'To become a customer of Acme Instruments'],
] as const)('a person who is not a %s reads what to do instead', async ([kind, said]) => {
  const { page } = await pages.open({ lookup: [found({ kind })] });
  await page.getByText('Not the right invitation for you?').click();
  await page.getByText(said).waitFor();
  await expectAccessible(page);
});
