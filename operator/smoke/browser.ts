import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright, type Page } from 'playwright-core';

import { SkippedError } from './smoke.ts';

const PATIENCE = 30_000;

/**
 * Signs in to a page through managed login, in a browser of this machine.
 * @returns the name and version of the browser.
 * @throws {SkippedError} if there is no browser.
 */
export async function signInThroughPage(
  url: string,
  email: string,
  password: string,
): Promise<string> {
  const browser = await launchBrowser().catch((error: unknown) => {
    throw new SkippedError('This machine has no browser. Install Chrome to check the page.', {
      cause: error,
    });
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(url);
    await enterCredentials(page, email, password);
    await page.waitForURL((current) => current.origin === new URL(url).origin);
    await page.getByRole('navigation').first().waitFor();
    return `in Chromium ${browser.version()}`;
  } finally {
    await browser.close();
  }
}

/** Fills in managed login, which asks for the password on the same page or on the next one. */
async function enterCredentials(page: Page, email: string, password: string): Promise<void> {
  const userName = page.locator('input[name="username"]:visible');
  const secret = page.locator('input[name="password"]:visible');
  await userName.fill(email);
  if ((await secret.count()) === 0) await userName.press('Enter');
  await secret.fill(password);
  await secret.press('Enter');
}

/** Launches a headless browser: the one from npm on Linux, the installed Chrome elsewhere. The caller must close it. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux') return playwright.launch({ channel: 'chrome' });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // The package's other arguments are for Lambda, and break the behavior of an ordinary browser.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}
