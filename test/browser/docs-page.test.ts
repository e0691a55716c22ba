import { readFile } from 'node:fs/promises';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { REFERENCES } from '../../lambdas/modules/openapi/references.ts';
import { launchBrowser } from '../../operator/smoke/browser.ts';
import { expectAccessible } from './accessibility.ts';
import { buildPages, servePages, SITE } from './built-pages.ts';

let browser: Browser;
let files: Awaited<ReturnType<typeof buildPages>>;
let context: BrowserContext;

beforeAll(async () => {
  [browser, files] = await Promise.all([launchBrowser(), buildPages()]);
});

afterEach(async () => {
  await context.close();
});

afterAll(async () => {
  await browser.close();
});

/** Opens the page as it is hosted, without scripts by default, and collects the browser's complaints. */
async function setup(options: { readonly scripts: boolean } = { scripts: false }) {
  context = await browser.newContext({ javaScriptEnabled: options.scripts });
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await servePages(page, files);
  await page.goto(`${SITE}/docs`);
  return { page, complaints };
}

const headings = (page: Page) => page.getByRole('heading', { level: 3 }).allTextContents();

test('shows every operation without scripts, and nothing that the policy forbids', async () => {
  const { page, complaints } = await setup();
  const shown = await headings(page);
  for (const { summary } of Object.values(REFERENCES)) expect(shown).toContain(summary);
  expect(complaints).toEqual([]);
});

test('leads from the list to an operation with the keyboard', async () => {
  const { page } = await setup();
  await page
    .getByRole('link', { name: REFERENCES.resendInvitation.summary, exact: true })
    .press('Enter');
  expect(page.url()).toBe(`${SITE}/docs#resendInvitation`);
  const article = page.locator('#resendInvitation');
  expect(await article.textContent()).toContain('foyer/invitations:write');
  expect(await article.textContent()).toContain('invitation_not_pending');
});

test('is accessible: screen reader, phone, dark mode', async () => {
  const { page } = await setup({ scripts: true });
  // Every operation has the same markup. A check of all of them would take minutes.
  await page.evaluate(() => {
    const kept = ['createInvitation', 'listInvitations', 'object-Problem'];
    for (const article of document.querySelectorAll('article'))
      if (!kept.includes(article.id)) article.remove();
  });
  await expectAccessible(page);
});

test('has no broken links', async () => {
  const { page } = await setup();
  const targets = await page
    .locator('a[href^="#"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => `#${id}`));
  expect(targets.filter((target) => !ids.includes(target ?? ''))).toEqual([]);
});

test('is next to the document from which it is generated', async () => {
  context = await browser.newContext();
  const document = await readFile(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
  expect(String(files.get('/openapi.json'))).toBe(document);
});
