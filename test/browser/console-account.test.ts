import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { awaitMail, foyer, linkIn, newAddress, request } from '../support/foyer/foyer-client.ts';
import { accept, invited, PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { signIn } from '../support/foyer/sign-in.ts';
import { expectAccessible } from './accessibility.ts';
import { chooseInMenu, openSignedIn, rowOf, useBrowser } from './console.ts';

const { newContext } = useBrowser();

/** Returns the first contact of a customer in a new tenant, signed in at `path`. */
async function firstContact(context: BrowserContext, path: string) {
  const tenant = await newTenant('Acme');
  const admin = await tenant.administrator();
  const { email, token } = await invited({ company: 'Navy' }, admin);
  const accepted = await accept(token);
  expect(accepted.status, accepted.text).toBe(201);
  const page = await openSignedIn(context, path, email);
  return { tenant, admin, email, page, customerId: accepted.body.customerId };
}

async function inviteColleague(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: 'Invite colleague' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite colleague' });
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByRole('button', { name: 'Send invite' }).click();
  await page.getByText(`Invitation sent to ${email}`).waitFor();
  await dialog.waitFor({ state: 'detached' });
}

async function confirm(page: Page, button: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('S8: the first contact changes the company’s profile, and the administrator sees it', async () => {
  const context = await newContext();
  const { page, admin, customerId } = await firstContact(context, '/account');
  await page.waitForURL('**/account/company');
  await page.getByText('Customer of Acme').waitFor();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit company profile' });
  await dialog.getByLabel('Website').fill('www.navy.example');
  await dialog.getByLabel('City').fill('Arlington');
  await dialog.getByLabel('Country or region').selectOption('United States');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'https://www.navy.example' }).waitFor();
  await expectAccessible(page);
  expect((await admin.get(`/v1/customers/${customerId}`)).body).toMatchObject({
    website: 'https://www.navy.example',
    address: { city: 'Arlington', country: 'US' },
  });
});

test('S8: an owner invites colleagues, resends, revokes, changes a role, and removes a contact', async () => {
  const context = await newContext();
  const { page } = await firstContact(context, '/account/colleagues');
  const [alan, wrong] = [newAddress(), newAddress()];
  await inviteColleague(page, alan);
  await inviteColleague(page, wrong);
  await rowOf(page, wrong).getByText('Invited').waitFor();
  await awaitMail(wrong);
  await chooseInMenu(page, wrong, 'Resend invite');
  await confirm(page, 'Resend');
  await awaitMail(wrong, 2);
  await chooseInMenu(page, wrong, 'Revoke');
  await confirm(page, 'Revoke');
  await rowOf(page, wrong).getByText('Not invited').waitFor();
  await chooseInMenu(page, wrong, 'Remove');
  await confirm(page, 'Remove');
  await rowOf(page, wrong).waitFor({ state: 'detached' });

  const { token } = linkIn(await awaitMail(alan));
  const profile = { firstName: 'Alan', lastName: 'Turing' };
  expect((await accept(token, { profile })).status).toBe(201);
  await page.getByRole('tab', { name: 'Invitations' }).click();
  await rowOf(page, alan).getByText('Accepted').waitFor();
  await rowOf(page, wrong).getByText('Revoked').waitFor();
  await page.getByRole('tab', { name: 'People' }).click();
  await rowOf(page, 'Alan Turing').getByText('Active').waitFor();
  await chooseInMenu(page, 'Alan Turing', 'Change role');
  await page.getByRole('dialog').getByLabel('Owner').check();
  await confirm(page, 'Save');
  await rowOf(page, 'Alan Turing').getByText('Owner').waitFor();
  const { accessToken } = await signIn(alan, PASSWORD);
  const me = await request('GET', '/v1/me', { token: accessToken });
  expect(me.body).toMatchObject({ role: 'owner' });
  await chooseInMenu(page, 'Alan Turing', 'Remove');
  await confirm(page, 'Remove');
  await rowOf(page, 'Alan Turing').waitFor({ state: 'detached' });
  expect((await request('GET', '/v1/me', { token: accessToken })).status).toBe(403);
  await expectAccessible(page);
});

test('S8: a member sees company and colleagues and is offered no changes; a suspended company sees an explanation', async () => {
  const owners = await newContext();
  const { page, admin, customerId } = await firstContact(owners, '/account/colleagues');
  const email = newAddress();
  await inviteColleague(page, email);
  expect((await accept(linkIn(await awaitMail(email)).token)).status).toBe(201);
  const member = await openSignedIn(await newContext(), '/account/company', email);
  await member.getByText('Only owners can change the company profile.').waitFor();
  expect(await member.getByRole('button', { name: 'Invite colleague' }).count()).toBe(0);
  await member.getByRole('link', { name: 'Colleagues', exact: true }).click();
  await rowOf(member, email).getByText('You').waitFor();
  expect(await member.getByRole('button', { name: /^Actions for/ }).count()).toBe(0);
  expect((await admin.post(`/v1/customers/${customerId}/suspend`)).status).toBe(200);
  await member.reload();
  await member.getByRole('heading', { name: 'You don’t have access right now' }).waitFor();
  await expectAccessible(member);
});

test('S17: contacts change their own profile, language, and appearance, and sign out', async () => {
  const context = await newContext();
  const { page } = await firstContact(context, '/account/profile');
  await page.getByLabel('Job title').fill('Rear admiral');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Profile saved').waitFor();
  await page.reload();
  expect(await page.getByLabel('Job title').inputValue()).toBe('Rear admiral');
  await page.getByLabel('Appearance').selectOption('Dark');
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await page.getByLabel('Language').selectOption('Deutsch');
  await page.getByRole('heading', { name: 'Profil', exact: true }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.waitForURL('**/sign-in');
  await page.goto(`${foyer().siteUrl}/account`);
  await page.locator('input[name="username"]').waitFor();
});
