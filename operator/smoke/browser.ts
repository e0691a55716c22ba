import { createHmac } from 'node:crypto';

import chromium from '@sparticuz/chromium';
import type { Browser, Page } from 'playwright-core';

import { SkippedError } from './smoke.ts';

const PATIENCE = 30_000;

/**
 * Signs in to a page through managed login, in a browser on this machine.
 * @returns the name and version of the browser.
 * @throws {SkippedError} if there is no browser.
 */
export async function signInThroughPage(
  url: string,
  email: string,
  password: string,
): Promise<string> {
  return inBrowser(async (page, version) => {
    await signIn(page, url, email, password);
    return `in Chromium ${version}`;
  });
}

/**
 * Sets up an authenticator app on the console's "Sign-in and security" page.
 * @returns the key of the app, in base 32.
 * @throws {SkippedError} if there is no browser.
 */
export async function setUpAuthenticator(
  siteUrl: string,
  email: string,
  password: string,
): Promise<string> {
  return inBrowser(async (page) => {
    await signIn(page, `${siteUrl}/console/security`, email, password);
    await page.getByRole('button', { name: 'Continue' }).click();
    await enterCredentials(page, email, password);
    await page.getByRole('button', { name: 'Set up', exact: true }).click();
    const shown = await page.getByRole('textbox', { name: /^Key/ }).inputValue();
    const key = shown.replaceAll(' ', '');
    await page.getByLabel('Code from the app').fill(totpCode(key));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('Authenticator app turned on').waitFor();
    return key;
  });
}

/**
 * Adds a passkey on the console's "Sign-in and security" page, signs in with it, and removes it. The authenticator is a
 * virtual one of the browser.
 * @throws {SkippedError} if there is no browser.
 */
export async function usePasskey(siteUrl: string, email: string, password: string): Promise<void> {
  await inBrowser(async (page) => {
    const { used } = await addAuthenticator(page);
    await signIn(page, `${siteUrl}/console/security`, email, password);
    const confirm = page.getByRole('button', { name: 'Continue' });
    await confirm.click();
    await enterCredentials(page, email, password);
    await page.getByRole('link', { name: 'Add a passkey' }).click();
    await page.waitForURL((url) => url.origin !== new URL(siteUrl).origin);
    const passkeyButton = page.getByRole('button', { name: /passkey/i }).first();
    await passkeyButton.click();
    await page.waitForURL((url) => url.origin === new URL(siteUrl).origin);
    await confirm.click();
    const userName = page.locator('input[name="username"]:visible');
    await userName.fill(email);
    await userName.press('Enter');
    // Managed login offers the passkey, or asks for it at once.
    await Promise.race([used, passkeyButton.click()]);
    await page.locator('.passkeys').getByRole('button').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('You have no passkeys.').waitFor();
  });
}

/** An authenticator that is part of the device, such as a fingerprint reader. */
interface Authenticator {
  /** Resolves once a passkey has signed in. */
  readonly used: Promise<void>;
  /** Determines whether the next fingerprints match. By default, they do. */
  readonly recognize: (matches: boolean) => Promise<void>;
}

/** Adds a virtual authenticator to a page, which confirms every prompt. */
export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const chrome = await page.context().newCDPSession(page);
  await chrome.send('WebAuthn.enable');
  const { authenticatorId } = await chrome.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
    },
  });
  return {
    used: new Promise((resolve) => {
      chrome.once('WebAuthn.credentialAsserted', () => {
        resolve();
      });
    }),
    recognize: async (isUserVerified) => {
      await chrome.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
  };
}

async function inBrowser<Result>(
  work: (page: Page, version: string) => Promise<Result>,
): Promise<Result> {
  const browser = await launchBrowser().catch((error: unknown) => {
    throw new SkippedError('This machine has no browser. Install Chrome to check the pages.', {
      cause: error,
    });
  });
  try {
    const page = await browser.newPage({ locale: 'en-US' });
    page.setDefaultTimeout(PATIENCE);
    return await work(page, browser.version());
  } finally {
    await browser.close();
  }
}

async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(url);
  await enterCredentials(page, email, password);
  await page.waitForURL((current) => current.origin === new URL(url).origin);
  await page.getByRole('navigation').first().waitFor();
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
  // Most commands need no browser, and this library takes longer to load than all others together.
  const { chromium: playwright } = await import('playwright-core');
  if (process.platform !== 'linux') return playwright.launch({ channel: 'chrome' });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // The package's other arguments are for Lambda, and break a regular browser.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

/** Returns the code that an authenticator app (RFC 6238) shows `steps` 30-second periods from now. */
export function totpCode(key: string, steps = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(key, (digit) => alphabet.indexOf(digit).toString(2).padStart(5, '0'));
  const bytes =
    bits
      .join('')
      .match(/.{8}/g)
      ?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
