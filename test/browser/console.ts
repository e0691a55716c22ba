/** The console and the account in a browser, against a whole Foyer with its managed login. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

import { foyer } from '../support/foyer/foyer-client.ts';
import { PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { expectAccessible } from './accessibility.ts';
import { launchBrowser } from './browser.ts';

const PATIENCE = 60_000;
const DESK = { width: 1280, height: 800 };

/** One browser for all tests of a file. */
export function useBrowser(): { newContext: () => Promise<BrowserContext> } {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  return {
    newContext: async () => {
      const context = await browser.newContext({
        viewport: DESK,
        locale: 'en-US',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      context.setDefaultTimeout(PATIENCE);
      onTestFinished(() => context.close());
      return context;
    },
  };
}

/** Opens an address of the site and signs in with managed login, which every page without a session leads to. */
export async function openSignedIn(
  context: BrowserContext,
  path: string,
  email: string,
  password = PASSWORD,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${foyer().siteUrl}${path}`);
  await typeIn(page, email, password);
  // The preview of an email has a heading of its own.
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return page;
}

/** Types address and password into managed login, which has no labels of ours. */
export async function typeIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.locator('input[name="username"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('[type="submit"]').first().click();
}

/** A tenant of its own, its administrator in the API, and in the console at `path`. */
export async function setupConsole(context: BrowserContext, path = '/console/invitations') {
  const tenant = await newTenant('Acme');
  const page = await openSignedIn(context, path, tenant.email);
  return { tenant, page, api: await tenant.administrator() };
}

/** Checks the page as it is, wide and narrow, light and dark, and goes on at the desk. */
export async function checkAccess(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize(DESK);
}

/** The row of a table that a name leads. */
export function rowOf(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ hasText: name });
}

/** Chooses an entry of the menu of a row. */
export async function chooseInMenu(page: Page, name: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** Answers the question that a dialog asks, which may lie over another dialog. */
export async function confirmIn(page: Page, title: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByRole('button', { name: button, exact: true }).click();
}
