import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Page,
  Request,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

import { launchBrowser } from '../../operator/smoke/browser.ts';
import { buildPages, servePages, SITE } from './built-pages.ts';
import { FakeApi, TOKEN } from './fake-api.ts';

export const PASSWORD = 'Correct-Horse-42';

/** A page that a visitor has opened, with its API. */
export interface Visit {
  readonly page: Page;
  readonly api: FakeApi;
  readonly requests: Request[];
}

/** Responses of the API. The default of each is a success. */
export type Script = Partial<
  Pick<FakeApi, 'lookup' | 'accept' | 'code' | 'decline' | 'requestNew' | 'provider'>
>;

/** Opens the sign-up page as it is deployed, in a new browser for each visit. Call it once in each test file. */
export function signUpPages() {
  let browser: Browser;
  let files: Awaited<ReturnType<typeof buildPages>>;
  let opened: BrowserContext[] = [];
  /** Complaints of the browser: violated policies and uncaught errors. */
  let complaints: string[] = [];

  beforeAll(async () => {
    [browser, files] = await Promise.all([launchBrowser(), buildPages()]);
  }, 60_000);

  afterEach(async () => {
    await Promise.all(opened.map((context) => context.close()));
    opened = [];
    expect(complaints).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
  });

  const setup = async (
    script: Script = {},
    options: BrowserContextOptions = {},
  ): Promise<Visit> => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      ...options,
    });
    opened.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(5_000);
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text());
    });
    const requests: Request[] = [];
    page.on('request', (request) => requests.push(request));
    const api = Object.assign(new FakeApi(), script);
    await servePages(page, files);
    await api.attach(page);
    return { page, api, requests };
  };

  const open = async (
    script: Script = {},
    { token = TOKEN, ...options }: BrowserContextOptions & { readonly token?: string } = {},
  ): Promise<Visit> => {
    const visit = await setup(script, options);
    await visit.page.goto(`${SITE}/sign-up#${token}`);
    return visit;
  };

  return { setup, open };
}

export async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

export async function submitWith(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel('Choose a password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
}

export async function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

/** Saves screenshots of a page, wide and light as well as narrow and dark, if `FOYER_PICTURES` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['FOYER_PICTURES'];
  if (folder === undefined) return;
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png`, fullPage: true });
  }
}
