import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { launchBrowser } from '../../operator/smoke/browser.ts';
import { longAgo, moveTimes } from '../support/engine/clock.ts';
import {
  administratorOf,
  asSomebody,
  awaitMail,
  foyer,
  linkIn,
  newAddress,
} from '../support/foyer/foyer-client.ts';
import { codeIn, updateTenant } from '../support/foyer/life-of-an-invitation.ts';
import { signIn as signInWith } from '../support/foyer/sign-in.ts';

const PASSWORD = 'Correct-horse-battery-9';
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** Opens an invitation in a fresh browser of the given size. */
async function setup(width: number, height: number, fields: Record<string, unknown> = {}) {
  const context = await browser.newContext({ viewport: { width, height } });
  context.setDefaultTimeout(60_000);
  const admin = await administratorOf();
  const email = newAddress();
  const { body } = await admin.post('/v1/invitations', {
    email,
    company: 'Hopper Compilers',
    message: 'We look forward to working with you.',
    profile: { firstName: 'Grace' },
    ...fields,
  });
  const { link } = linkIn(await awaitMail(email));
  return { context, admin, email, link, invitationId: body.id };
}

test('a customer opens the email, signs up on the page, appears in the list, and signs in', async () => {
  const { context, admin, email, invitationId } = await setup(1280, 800);
  const mailbox = await context.newPage();
  await mailbox.goto(foyer().mailboxUrl);
  await mailbox.getByText(email).first().click();
  await picture(mailbox, 'mailbox');
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    mailbox.frameLocator('iframe').getByRole('link').first().click(),
  ]);

  await page.getByRole('heading', { name: 'Create your account' }).waitFor();
  expect(await page.getByLabel('First name').inputValue()).toBe('Grace');
  await page.getByLabel('Last name').fill('Hopper');
  await page.getByLabel('Choose a password', { exact: true }).fill(PASSWORD);
  await picture(page, 'sign-up');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Your account is ready' }).waitFor();
  await picture(page, 'signed-up');

  const { body: invitation } = await admin.get(`/v1/invitations/${invitationId}`);
  expect(invitation).toMatchObject({ status: 'accepted', customer: { name: 'Hopper Compilers' } });
  // Other tests add customers to the same list meanwhile.
  const { body: customers } = await admin.get('/v1/customers?limit=20');
  expect(customers.data.find(({ id }) => id === invitation.customer.id)).toMatchObject({ email });

  // There is no page in between, and the address is prefilled.
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.locator('input[name="username"]').waitFor();
  await typeIn(page, email);
  await page.waitForURL('**/account/company');
  await page.getByRole('button', { name: 'Profile: Grace Hopper' }).waitFor();
  await picture(page, 'signed-in');
  await context.close();
});

test('a customer signs up with an address in another script, and signs in with the form that the page shows', async () => {
  await updateTenant({ allowDifferentEmail: true });
  const { context, admin, link, invitationId } = await setup(1280, 800, {
    allowDifferentEmail: true,
  });
  const [name] = newAddress().split('@');
  const typed = `${name}@Bücher.example`;
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Use another address' }).click();
  await page.getByLabel('Email', { exact: true }).fill(typed);
  await page.getByRole('button', { name: 'Send code' }).click();
  await page
    .getByLabel('Code from the email')
    .fill(codeIn(await awaitMail(`${name}@xn--bcher-kva.example`)));
  await page.getByLabel('Last name').fill('Hopper');
  await page.getByLabel('Choose a password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Your account is ready' }).waitFor();
  await page.getByText(`This is ${typed}`).waitFor();
  await picture(page, 'other-script');
  const named = (await page.getByRole('definition').first().textContent()) ?? '';
  const { accessToken } = await signInWith(named, PASSWORD);
  const forms = { email: typed, signInEmail: named };
  expect((await asSomebody(accessToken).get('/v1/me')).body).toMatchObject(forms);
  const { body: invitation } = await admin.get(`/v1/invitations/${invitationId}`);
  const { body: customer } = await admin.get(`/v1/customers/${invitation.customer.id}`);
  expect(customer.contacts).toMatchObject([forms]);

  const asked = page.waitForRequest((request) => request.url().includes('/oauth2/authorize'));
  await page.getByRole('link', { name: 'Sign in' }).click();
  expect(new URL((await asked).url()).searchParams.get('login_hint')).toBe(named);
  await typeIn(page, named);
  await page.waitForURL('**/account/company');
  await context.close();
});

test('a customer signs in with their company’s identity provider instead of choosing a password', async () => {
  const { context, admin, email, link, invitationId } = await setup(1280, 800);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('heading', { name: 'Create your account' }).waitFor();
  await picture(page, 'provider-button');
  await page.getByRole('button', { name: 'Continue with Company login' }).click();
  await page.getByRole('heading', { name: 'Company login' }).waitFor();
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Last name').fill('Hopper');
  await picture(page, 'company-login');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/account/company');
  await page.getByRole('button', { name: 'Profile: Grace Hopper' }).waitFor();
  await picture(page, 'signed-in-at-company');
  expect((await admin.get(`/v1/invitations/${invitationId}`)).body.status).toBe('accepted');
  await context.close();
});

test('a customer who returns from the provider as somebody else sees that, and that the invitation is still open', async () => {
  const { context, admin, link, invitationId } = await setup(390, 844);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue with Company login' }).click();
  await page.getByLabel('Email address').fill('somebody.else@example.com');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'There’s no invitation for this account' }).waitFor();
  await picture(page, 'somebody-else');
  expect((await admin.get(`/v1/invitations/${invitationId}`)).body.status).toBe('pending');
  await context.close();
});

test('a customer on a phone with a keyboard completes the form without a pointer', async () => {
  const { context, admin, link, invitationId } = await setup(390, 844);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('heading', { name: 'Create your account' }).waitFor();
  await page.getByLabel('Last name').focus();
  await page.keyboard.type('Hopper');
  await page.getByLabel('Choose a password', { exact: true }).focus();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your account is ready' }).waitFor();
  expect((await admin.get(`/v1/invitations/${invitationId}`)).body.status).toBe('accepted');

  await page.goto(link);
  await page.reload();
  await page.getByRole('heading', { name: 'This invitation has already been used' }).waitFor();
  await picture(page, 'used');
  await context.close();
});

test('a customer who clicks twice gets one account and no error', async () => {
  const { context, admin, link, invitationId } = await setup(1280, 800);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel('Last name').fill('Hopper');
  await page.getByLabel('Choose a password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).dblclick();
  await page.getByRole('heading', { name: 'Your account is ready' }).waitFor();
  const { body } = await admin.get(`/v1/invitations/${invitationId}`);
  expect(body.timeline.filter((entry) => entry.type === 'accepted')).toHaveLength(1);
  await context.close();
});

test('a customer with a revoked invitation sees why the link does not work, and what to do', async () => {
  const { context, admin, link, invitationId } = await setup(390, 844);
  await admin.post(`/v1/invitations/${invitationId}/revoke`);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('heading', { name: /invitation/i }).waitFor();
  expect(await page.getByLabel('Last name').count()).toBe(0);
  await picture(page, 'revoked');
  await context.close();
});

test('an invitee with an expired link requests a new one in their language, and signs up with it', async () => {
  const { context, email, link, invitationId } = await setup(390, 844, { locale: 'fr' });
  await moveTimes(invitationId, { expiresAt: longAgo() });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('heading', { name: 'Cette invitation a expiré' }).waitFor();
  await page.getByText('Acme', { exact: true }).waitFor();
  await picture(page, 'expired');
  await page.getByRole('button', { name: 'M’envoyer un nouveau lien' }).click();
  await page.getByText('un nouvel e-mail est envoyé').waitFor();

  await page.goto(linkIn(await awaitMail(email, 2)).link);
  await page.getByRole('heading', { name: 'Créer votre compte' }).waitFor();
  await page.getByLabel('Nom', { exact: true }).fill('Hopper');
  await page.getByLabel('Choisir un mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Créer le compte' }).click();
  await page.getByRole('heading', { name: 'Votre compte est prêt' }).waitFor();
  await context.close();
});

test('a person who is signed in as somebody else sees a notice, and the invitation stays unused', async () => {
  const { context, admin, email, link, invitationId } = await setup(1280, 800);
  const page = await context.newPage();
  await page.goto(`${foyer().siteUrl}/sign-in`);
  await signIn(page, foyer().admin.email, foyer().admin.password);
  await page.waitForURL('**/console/**');
  await page.getByRole('heading', { level: 1 }).waitFor();

  await page.goto(link);
  const told = page.getByText(`You’re signed in as ${foyer().admin.email}.`);
  await told.waitFor();
  expect(await told.textContent()).toContain(`a separate account for ${email}`);
  const before = await admin.get(`/v1/invitations/${invitationId}`);
  expect(before.body.status).toBe('pending');
  await page.getByLabel('Last name').fill('Hopper');
  await page.getByLabel('Choose a password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Your account is ready' }).waitFor();
  expect((await admin.get(`/v1/invitations/${invitationId}`)).body).toMatchObject({
    status: 'accepted',
    email,
  });
  await context.close();
});

test('a supplier who opens a customer’s form sees what to do', async () => {
  const { context, link } = await setup(390, 844);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByText('Not the right invitation for you?').click();
  await page.getByText('This form is for customers.').waitFor();
  expect(await page.getByLabel('Tax ID').count()).toBe(0);
  await context.close();

  const other = await setup(390, 844, { kind: 'supplier' });
  const supplierPage = await other.context.newPage();
  await supplierPage.goto(other.link);
  await supplierPage.getByRole('heading', { name: 'Create your supplier account' }).waitFor();
  await supplierPage.getByLabel('Tax ID').fill('DE 123456789');
  await supplierPage.getByText('Not the right invitation for you?').click();
  await supplierPage.getByText('This form is for suppliers.').waitFor();
  await other.context.close();
});

/** Enters the address, and the password on the next page, in managed login, which does not have our labels. */
async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await typeIn(page, email, password);
}

async function typeIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.locator('input[name="username"]').fill(email);
  await page.locator('[type="submit"]').first().click();
  await page.locator('input[name="password"]').fill(password);
  await page.locator('[type="submit"]').first().click();
}

/** Saves a screenshot if `FOYER_PICTURES` names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['FOYER_PICTURES'];
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
