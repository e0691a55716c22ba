/** Opens the console and the account in a browser, with a complete Foyer and its managed login. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

import { launchBrowser } from '../../operator/smoke/browser.ts';
import { foyer } from '../support/foyer/foyer-client.ts';
import { PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { expectAccessible } from './accessibility.ts';

const PATIENCE = 60_000;
const DESK = { width: 1280, height: 800 };

/** Shares one browser among all tests of a file. */
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

/** Opens a URL of the site and signs in with managed login, to which every page without a session redirects. */
export async function openSignedIn(
  context: BrowserContext,
  path: string,
  email: string,
  password = PASSWORD,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${foyer().siteUrl}${path}`);
  await typeIn(page, email, password);
  // The preview of an email has its own heading.
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return page;
}

/** Enters the address, and the password on the next page, in managed login, which does not have our labels. */
export async function typeIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.locator('input[name="username"]').fill(email);
  await page.locator('[type="submit"]').first().click();
  await page.locator('input[name="password"]').fill(password);
  await page.locator('[type="submit"]').first().click();
}

/** Creates a tenant with an administrator, who uses the API, and the console at `path`. */
export async function setupConsole(context: BrowserContext, path = '/console/invitations') {
  const tenant = await newTenant('Acme');
  const page = await openSignedIn(context, path, tenant.email);
  return { tenant, page, api: await tenant.administrator() };
}

/** Checks the accessibility of the page, wide and narrow, light and dark, and returns to the desktop size. */
export async function checkAccess(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize(DESK);
}

/** Returns the row of a table that starts with a name. */
export function rowOf(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ hasText: name });
}

/** Chooses an entry in the menu of a row. */
export async function chooseInMenu(page: Page, name: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** Confirms a dialog, which can be on top of another dialog. */
export async function confirmIn(page: Page, title: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByRole('button', { name: button, exact: true }).click();
}
