import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { foyer, newAddress } from '../support/foyer/foyer-client.ts';
import { accept, invited } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { personInGroup } from '../support/foyer/sign-in.ts';
import { checkAccess, openSignedIn, rowOf, setupConsole, typeIn, useBrowser } from './console.ts';

const { newContext } = useBrowser();

/** Changes the tokens of a tab, as if time had passed or somebody had replaced them. */
function changeTokens(page: Page, change: { readonly expiresIn?: number; readonly broken?: true }) {
  return page.evaluate(({ expiresIn, broken }) => {
    const key = Object.keys(sessionStorage).find((name) => name.startsWith('oidc.user:')) ?? '';
    const user = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, unknown>;
    if (expiresIn !== undefined) user['expires_at'] = Math.floor(Date.now() / 1000) + expiresIn;
    if (broken === true) user['access_token'] = `${String(user['access_token'])}x`;
    sessionStorage.setItem(key, JSON.stringify(user));
  }, change);
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Profile: / }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
}

async function signedInCustomer(context: BrowserContext, path: string): Promise<Page> {
  const { email, token } = await invited();
  expect((await accept(token)).status).toBe(201);
  return openSignedIn(context, path, email);
}

test('S17: signing in leads to the requested page, and signing out ends the session everywhere', async () => {
  const context = await newContext();
  const { tenant, page } = await setupConsole(
    context,
    '/console/invitations?tab=done&kind=supplier',
  );
  expect(page.url()).toBe(`${foyer().siteUrl}/console/invitations?tab=done&kind=supplier`);
  expect(await page.getByLabel('Type').inputValue()).toBe('supplier');
  await page.reload();
  await page.getByRole('tab', { name: 'Done', selected: true }).waitFor();
  const other = await openSignedIn(context, '/console', tenant.email);
  await page.getByRole('button', { name: /^Profile: / }).click();
  await checkAccess(page);
  await page.keyboard.press('Escape');
  await signOut(page);
  await other.waitForURL('**/sign-in');
  await page.goto(`${foyer().siteUrl}/console`);
  await page.locator('input[name="username"]').waitFor();
});

test('S17: an administrator gets from the sign-in page to the console', async () => {
  const context = await newContext();
  const { email } = await newTenant('Acme');
  const page = await context.newPage();
  await page.goto(`${foyer().siteUrl}/sign-in`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await typeIn(page, email);
  await page.waitForURL('**/console/onboarding');
  await page.getByRole('heading', { level: 1, name: 'Onboarding' }).waitFor();
});

test('S17: a viewer sees everything and can change nothing', async () => {
  const context = await newContext();
  const tenant = await newTenant('Acme');
  const { email } = await invited({}, await tenant.administrator());
  const viewer = await personInGroup(tenant.id, 'viewers');
  const page = await openSignedIn(context, '/console/invitations', viewer);
  await rowOf(page, email).waitFor();
  expect(await page.getByRole('button', { name: 'Invite', exact: true }).count()).toBe(0);
  expect(await page.getByRole('checkbox').count()).toBe(0);
  expect(await page.getByRole('button', { name: /^Actions for/ }).count()).toBe(0);
  await page.keyboard.press('i');
  await page.goto(`${foyer().siteUrl}/console/invitations?invite=new`);
  await page.getByRole('link', { name: email }).click();
  const details = page.getByRole('dialog', { name: email });
  await details.getByText('Timeline').waitFor();
  expect(await details.getByRole('button').allTextContents()).toEqual(['']);
  await checkAccess(page);
});

test('S17: a contact of a customer gets to the account, with a note that the console is not for them', async () => {
  const context = await newContext();
  const page = await signedInCustomer(context, '/account');
  await page.waitForURL('**/account/company');
  await page.getByRole('navigation').getByRole('link', { name: 'Colleagues' }).click();
  await page.getByRole('heading', { name: 'Colleagues' }).waitFor();
  await checkAccess(page);
  await page.goto(`${foyer().siteUrl}/console`);
  await page.getByRole('heading', { name: 'You don’t have access to this page' }).waitFor();
  await checkAccess(page);
  await page.getByRole('link', { name: 'Go to your account' }).click();
  await page.waitForURL('**/account/company');
});

test('S17: an access token is renewed before it expires, without any interruption', async () => {
  const context = await newContext();
  const { page } = await setupConsole(context);
  await changeTokens(page, { expiresIn: 30 });
  const renewed = page.waitForRequest(
    (request) =>
      request.url().endsWith('/oauth2/token') &&
      request.postData()?.includes('grant_type=refresh_token') === true,
  );
  await page.reload();
  await renewed;
  await page.getByRole('heading', { name: 'No pending invitations' }).waitFor();
});

test('S17: a rejected token leads to the sign-in page and back, and no input is lost', async () => {
  const context = await newContext();
  const { tenant, page } = await setupConsole(context);
  const email = newAddress();
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'Invite', exact: true });
  await dialog.getByLabel('Supplier').check();
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill(`${email},half`);
  await changeTokens(page, { broken: true });
  await dialog.getByText('More options', { exact: true }).click();
  await dialog.getByLabel('Message').fill('Welcome');
  await dialog.getByRole('button', { name: 'Remove half' }).click();
  await dialog.getByRole('button', { name: 'Send invite', exact: true }).click();
  await typeIn(page, tenant.email);
  await dialog.waitFor();
  expect(await dialog.getByLabel('Supplier').isChecked()).toBe(true);
  expect(await dialog.getByRole('listitem').allTextContents()).toEqual([email]);
  expect(await dialog.getByLabel('Message').inputValue()).toBe('Welcome');
  await dialog.getByRole('button', { name: 'Send invite', exact: true }).click();
  await dialog.getByText('1 of 1 invited').waitFor();
});

test('S17: language and appearance are set in the profile, and stay', async () => {
  const context = await newContext();
  const { page } = await setupConsole(context);
  await page.getByRole('button', { name: /^Profile: / }).click();
  await page.getByLabel('Appearance').selectOption('Dark');
  const background = () =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.[0]);
  expect(Number(await background())).toBeLessThan(60);
  await page.getByLabel('Language').selectOption('Deutsch');
  await page.getByRole('heading', { level: 1, name: 'Einladungen' }).waitFor();
  expect(Number(await background())).toBeLessThan(60);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Einladungen' }).waitFor();
});

test('S17: keyboard shortcuts are listed, and can be turned off', async () => {
  const context = await newContext();
  const { page } = await setupConsole(context);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.waitFor();
  await checkAccess(page);
  await dialog.getByLabel('Use single-key shortcuts').uncheck();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('i');
  await page.keyboard.press('?');
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('S17: an unknown URL says so, and keeps the navigation', async () => {
  const context = await newContext();
  const { page } = await setupConsole(context, '/console/nowhere');
  await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
  await checkAccess(page);
  await page.getByRole('link', { name: 'Invitations' }).click();
  await page.getByRole('heading', { name: 'Invitations' }).waitFor();
});
