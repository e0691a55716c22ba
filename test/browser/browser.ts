import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** A headless browser: the one from npm on Linux, the installed Chrome elsewhere. Close it when done. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux') return playwright.launch({ channel: 'chrome' });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // Its other arguments are for a Lambda function and break what a person's browser does.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}
