import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { localClientConfig } from '../../local/local-aws.ts';
import { addAuthenticator, totpCode as codeOf } from '../../operator/smoke/browser.ts';
import { foyer } from '../support/foyer/foyer-client.ts';
import { accept, invited, PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { adminData } from '../support/foyer/operator.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { personInGroup } from '../support/foyer/sign-in.ts';
import { checkAccess, openSignedIn, typeIn, useBrowser } from './console.ts';

const { newContext } = useBrowser();

/** Opens the page from the account menu, and confirms with the password. */
async function openSecurity(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: /^Profile: / }).click();
  await page.getByRole('link', { name: 'Sign-in and security' }).click();
  await confirm(page, email);
}

async function confirm(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
  await typeIn(page, email);
}

/** Sets up an app, and returns its key. */
async function setUpApp(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  const shown = await page.getByRole('textbox', { name: /^Key/ }).inputValue();
  const key = shown.replaceAll(' ', '');
  await page.getByLabel('Code from the app').fill(codeOf(key));
  await page.getByRole('button', { name: 'Turn on' }).click();
  return key;
}

async function factorsOf(email: string): Promise<string[]> {
  const cognito = new CognitoIdentityProviderClient(localClientConfig(foyer().awsEndpoint));
  const user = await cognito.send(
    new AdminGetUserCommand({ UserPoolId: foyer().userPoolId, Username: email }),
  );
  return user.UserMFASettingList ?? [];
}

/** Signs in in another browser with the password and a code. */
async function signInWithCode(context: BrowserContext, email: string, code: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${foyer().siteUrl}/console`);
  await typeIn(page, email);
  await page.getByLabel('Code from your authenticator app').fill(code);
  await page.locator('[type="submit"]').click();
  return page;
}

test('an administrator sets up an authenticator app, signs in with it, and removes it', async () => {
  const context = await newContext();
  const { email } = await newTenant('Acme');
  const page = await openSignedIn(context, '/console/settings', email);
  await page.getByRole('button', { name: /^Profile: / }).click();
  await page.getByRole('link', { name: 'Sign-in and security' }).click();
  await page.getByRole('heading', { level: 2, name: 'Confirm it’s you' }).waitFor();
  await checkAccess(page);
  await confirm(page, email);
  await page.getByText('Off', { exact: true }).waitFor();
  expect(page.url()).toBe(`${foyer().siteUrl}/console/security`);
  await checkAccess(page);

  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  await checkAccess(page);
  const link = await page.getByRole('link', { name: 'Open the app' }).getAttribute('href');
  const key = new URL(link ?? '').searchParams.get('secret') ?? '';
  const wrong = codeOf(key) === '000000' ? '000001' : '000000';
  await page.getByLabel('Code from the app').fill('12 34');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('Enter the six digits').waitFor();
  await page.getByLabel('Code from the app').fill(wrong);
  await page.keyboard.press('Enter');
  await page.getByText('The code is wrong or was already used.').waitFor();
  expect(await factorsOf(email)).toEqual([]);
  const code = codeOf(key);
  await page.getByLabel('Code from the app').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.keyboard.press('Enter');
  await page.getByText('Authenticator app turned on').waitFor();
  expect(await factorsOf(email)).toEqual(['SOFTWARE_TOKEN_MFA']);

  const other = await signInWithCode(await newContext(), email, '123');
  await other.getByText('Invalid code').waitFor();
  await other.getByLabel('Code from your authenticator app').fill(codeOf(key, 1));
  await other.locator('[type="submit"]').click();
  await other.getByRole('heading', { level: 1, name: 'Onboarding' }).waitFor();

  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('heading', { name: 'Remove the authenticator app?' }).waitFor();
  await checkAccess(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Off', { exact: true }).waitFor();
  expect(await factorsOf(email)).toEqual([]);
});

test('the page asks again after a reload, and keeps no token where other pages could read it', async () => {
  const { email } = await newTenant('Acme');
  const page = await openSignedIn(await newContext(), '/console/settings', email);
  await openSecurity(page, email);
  await page.getByText('Off', { exact: true }).waitFor();
  const kept = await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
  const scopes = [...kept.matchAll(/\.(eyJ[\w-]+)\./g)].map(([, payload = '']) =>
    Buffer.from(payload, 'base64url').toString(),
  );
  expect(scopes.length).toBeGreaterThan(0);
  expect(scopes.join('')).not.toContain('signin.user.admin');
  await page.reload();
  await page.getByRole('heading', { name: 'Confirm it’s you' }).waitFor();
});

test('somebody else’s password does not open the page', async () => {
  const { email } = await newTenant('Acme');
  const { email: other } = await newTenant('Globex');
  const page = await openSignedIn(await newContext(), '/console/settings', email);
  await openSecurity(page, other);
  await page.getByText(`You confirmed with another account. Use ${email}.`).waitFor();
  expect(await page.getByRole('button', { name: 'Set up', exact: true }).count()).toBe(0);
});

test('a tenant requires an app: an administrator without one can only set it up, and the operator can reset it', async () => {
  const tenant = await newTenant('Acme');
  const api = await tenant.administrator();
  await api.patch('/v1/tenant', { settings: { requiresSecondFactor: true } });
  const email = await personInGroup(tenant.id, 'operators');
  const page = await openSignedIn(await newContext(), '/console/customers', email);
  await page.waitForURL('**/console/security');
  await page.getByText('Your company requires an authenticator app.').waitFor();
  expect(await page.getByRole('navigation').getByRole('link', { name: 'Customers' }).count()).toBe(
    0,
  );
  await checkAccess(page);
  const answer = await page.evaluate(async () => {
    const { access_token } = JSON.parse(Object.values(sessionStorage)[0] as string) as {
      access_token: string;
    };
    const headers = { Authorization: `Bearer ${access_token}` };
    const response = await fetch('/v1/customers', { headers });
    return { status: response.status, body: (await response.json()) as unknown };
  });
  expect(answer).toMatchObject({ status: 403, body: { code: 'second_factor_required' } });

  await confirm(page, email);
  const key = await setUpApp(page);
  await page.waitForURL('**/console/onboarding');
  await page.getByRole('heading', { level: 1, name: 'Onboarding' }).waitFor();

  const reset = await adminData('reset-second-factor', tenant.id, '--email', email);
  expect(reset).toMatchObject({ email, removed: true });
  expect(await factorsOf(email)).toEqual([]);
  const again = await openSignedIn(await newContext(), '/console', email);
  await again.waitForURL('**/console/security');
  await again.close();
  expect(key).toMatch(/^[A-Z2-7]{32}$/);
});

/** Adds a passkey on managed login’s page, and confirms with it. */
async function addPasskey(page: Page, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Add a passkey' }).click();
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await page.getByText('If you added a passkey, you can already use it.').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await usePasskey(page, email);
}

async function usePasskey(page: Page, email: string): Promise<void> {
  await enterAddress(page, email);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
}

async function enterAddress(page: Page, email: string): Promise<void> {
  await page.locator('input[name="username"]').fill(email);
  await page.locator('[type="submit"]').first().click();
  await page.locator('input[name="password"]').waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Profile: / }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
}

describe('a passkey', () => {
  test('is added, signs in without the password, and is removed', async () => {
    const { email } = await newTenant('Acme');
    const page = await openSignedIn(await newContext(), '/console/settings', email);
    await addAuthenticator(page);
    await openSecurity(page, email);
    await page.getByText('You have no passkeys.').waitFor();
    await addPasskey(page, email);
    await page.getByRole('button', { name: 'Remove Passkey' }).waitFor();
    await checkAccess(page);

    await signOut(page);
    await page.goto(`${foyer().siteUrl}/console`);
    await usePasskey(page, email);
    await page.getByRole('heading', { level: 1, name: 'Onboarding' }).waitFor();

    await page.goto(`${foyer().siteUrl}/console/security`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await usePasskey(page, email);
    await page.getByRole('button', { name: 'Remove Passkey' }).click();
    await checkAccess(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('You have no passkeys.').waitFor();

    await signOut(page);
    await page.goto(`${foyer().siteUrl}/console`);
    await enterAddress(page, email);
    expect(await page.getByRole('button').allTextContents()).toEqual(['Sign in']);
  });

  test('needs the person’s fingerprint, and otherwise says in their language that it was not used', async () => {
    const { email } = await newTenant('Acme');
    const page = await openSignedIn(await newContext(), '/console/settings', email);
    const authenticator = await addAuthenticator(page);
    await openSecurity(page, email);
    await authenticator.recognize(false);
    await page.getByRole('link', { name: 'Add a passkey' }).click();
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    const canceled = 'The passkey was not used, because the request was canceled or timed out.';
    await page.getByRole('alert').getByText(canceled).waitFor();
    await authenticator.recognize(true);
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await authenticator.recognize(false);
    await usePasskey(page, email);
    await page.getByRole('alert').getByText(canceled).waitFor();
    await page.locator('input[name="password"]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Remove Passkey' }).waitFor();

    await authenticator.recognize(true);
    const link = page.getByRole('link', { name: 'Add a passkey' });
    const german = new URL((await link.getAttribute('href')) ?? '');
    german.searchParams.set('lang', 'de');
    await page.goto(german.href);
    await page.getByRole('button', { name: 'Passkey erstellen' }).click();
    await page.getByRole('alert').getByText('Auf diesem Gerät gibt es bereits').waitFor();
  });

  test('is not the app that a tenant requires, but signs in without a code beside it', async () => {
    const tenant = await newTenant('Acme');
    const api = await tenant.administrator();
    await api.patch('/v1/tenant', { settings: { requiresSecondFactor: true } });
    const email = await personInGroup(tenant.id, 'operators');
    const page = await openSignedIn(await newContext(), '/console/customers', email);
    await addAuthenticator(page);
    await confirm(page, email);
    await addPasskey(page, email);
    await page.getByRole('button', { name: 'Remove Passkey' }).waitFor();
    await page.getByText('Your company requires an authenticator app.').waitFor();
    await page.goto(`${foyer().siteUrl}/console/customers`);
    await page.waitForURL('**/console/security');

    await page.getByRole('button', { name: 'Continue' }).click();
    await usePasskey(page, email);
    await setUpApp(page);
    await page.waitForURL('**/console/onboarding');
    await expect.poll(() => factorsOf(email)).toEqual(['SOFTWARE_TOKEN_MFA', 'WEB_AUTHN_MFA']);
    await signOut(page);
    await page.goto(`${foyer().siteUrl}/console/customers`);
    await usePasskey(page, email);
    await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();

    await page.goto(`${foyer().siteUrl}/console/security`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await usePasskey(page, email);
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Off', { exact: true }).waitFor();
    expect(await factorsOf(email)).toEqual([]);
  });
});

test('a customer sets up an app in the account', async () => {
  const { email, token } = await invited();
  await accept(token);
  const page = await openSignedIn(await newContext(), '/account', email, PASSWORD);
  await openSecurity(page, email);
  await page.getByText('Off', { exact: true }).waitFor();
  await setUpApp(page);
  await page.getByText('On', { exact: true }).waitFor();
  expect(page.url()).toBe(`${foyer().siteUrl}/account/security`);
});
