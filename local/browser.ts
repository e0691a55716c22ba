import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Launches a headless browser: the one from npm on Linux, the installed Chrome elsewhere. The caller must close it. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux') return playwright.launch({ channel: 'chrome' });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // The package's other arguments are for Lambda, and break the behavior of an ordinary browser.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}
