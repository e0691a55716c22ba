import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { launchBrowser } from '../../operator/smoke/browser.ts';
import { expectAccessible } from '../browser/accessibility.ts';
import { asSomebody, awaitMail, linkIn, newAddress } from '../support/foyer/foyer-client.ts';
import { PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { adminData } from '../support/foyer/operator.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { renewTokens, signIn } from '../support/foyer/sign-in.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** Creates a company that approves each customer, and an invitee who has the link open on a phone. */
async function setup(settings: object = { requiresApproval: true }) {
  const tenant = await newTenant('Careful');
  const admin = await tenant.administrator();
  expect((await admin.patch('/v1/tenant', { settings })).status).toBe(200);
  const email = newAddress();
  const created = await admin.post('/v1/customers', { name: 'Navy', email, sendInvite: true });
  expect(created.status, created.text).toBe(201);
  const { link } = linkIn(await awaitMail(email));
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const customer = `/v1/customers/${created.body.id}`;
  return { tenant, admin, email, link, page, customer, close: () => context.close() };
}

async function signUp(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('First name').fill('Grace');
  await page.getByLabel('Last name').fill('Hopper');
  await page.getByLabel('Choose a password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
}

test('a customer that needs approval waits, cannot sign in, and can as soon as it is activated', async () => {
  const { admin, email, link, page, customer, close } = await setup();
  await signUp(page, link);
  await page.getByRole('heading', { name: 'Your account is waiting for approval' }).waitFor();
  await picture(page, 'waits-for-approval');
  await expectAccessible(page);
  await picture(page, 'waits-for-approval-dark');
  await close();

  const waiting = await admin.get(customer);
  expect(waiting.body).toMatchObject({ status: 'inactive', counts: { users: 1 } });
  await expect(signIn(email, PASSWORD)).rejects.toThrow();

  expect((await admin.post(`${customer}/activate`)).body).toMatchObject({ status: 'active' });
  const { accessToken } = await signIn(email, PASSWORD);
  expect((await asSomebody(accessToken).get('/v1/me')).body).toMatchObject({ email });
});

test('contacts of a suspended customer get no tokens, and their existing tokens are rejected, until the customer is active again', async () => {
  const { admin, email, link, page, customer, close } = await setup({ requiresApproval: false });
  await signUp(page, link);
  await page.getByRole('heading', { name: 'Your account is ready' }).waitFor();
  await close();
  const { accessToken, refreshToken } = await signIn(email, PASSWORD);
  const person = asSomebody(accessToken);
  expect((await person.get('/v1/me')).status).toBe(200);

  expect((await admin.post(`${customer}/suspend`)).status).toBe(200);
  for (const path of ['/v1/me', '/v1/me/customer', '/v1/me/customer/contacts'])
    expect(await person.get(path)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  await expect(signIn(email, PASSWORD)).rejects.toThrow();
  await expect(renewTokens(refreshToken)).rejects.toThrow();

  expect((await admin.post(`${customer}/activate`)).status).toBe(200);
  expect((await person.get('/v1/me')).body).toMatchObject({ email });
  await expect(renewTokens(refreshToken)).resolves.toBeDefined();
});

test('an invitee of a suspended company sees a friendly explanation, and that the link stays unused', async () => {
  const { tenant, link, page, close } = await setup();
  await adminData('suspend-tenant', tenant.id, '--yes');
  await page.goto(link);
  await page.getByRole('heading', { name: 'This invitation can’t be used right now' }).waitFor();
  await page.getByText('Careful').first().waitFor();
  await page.getByText('Your link hasn’t been used up').waitFor();
  await picture(page, 'suspended-company');
  await expectAccessible(page);
  await picture(page, 'suspended-company-dark');
  await close();
});

/** Saves a screenshot if `FOYER_PICTURES` names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['FOYER_PICTURES'];
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
