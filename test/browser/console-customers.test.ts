import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';

import {
  awaitDelivery,
  awaitMail,
  letSesSay,
  linkIn,
  newAddress,
} from '../support/foyer/foyer-client.ts';
import { accept, invited, PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { personInGroup, signIn } from '../support/foyer/sign-in.ts';
import {
  checkAccess,
  chooseInMenu,
  openSignedIn,
  rowOf,
  setupConsole,
  useBrowser,
} from './console.ts';

const { newContext } = useBrowser();

const catalog = {
  services: [
    { id: 'mail', name: 'Managed mail', enabledByDefault: true },
    { id: 'vpn', name: 'Remote access', enabledByDefault: false },
  ],
  servicePlans: [
    { id: 'basic', name: 'Basic' },
    { id: 'business', name: 'Business' },
  ],
  ranks: ['Gold', 'Silver'],
};

/** Opens the console of a new company with a catalog. `add` creates a customer through the API. */
async function setup(path: string) {
  const context = await newContext();
  const { tenant, page, api } = await setupConsole(context, path);
  expect((await api.patch('/v1/tenant', { catalog })).status).toBe(200);
  await page.reload();
  const add = async (fields: Record<string, unknown>): Promise<string> => {
    const { body, text } = await api.post('/v1/customers', fields);
    expect(text, text).toContain('cus_');
    return body.id;
  };
  return { context, tenant, page, api, add };
}

/** Returns a field of the open dialog. */
function field(page: Page, label: string): Locator {
  return page.getByRole('dialog').getByLabel(label, { exact: true });
}

/** Presses a button of the open dialog. */
async function press(page: Page, button: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
}

test('S2: an invitee is in the list, and becomes the company as soon as they sign up', async () => {
  const { page, api } = await setup('/console/customers');
  await page.getByRole('heading', { name: 'No customers yet' }).waitFor();
  await checkAccess(page);
  const { email, token } = await invited({ company: 'Hopper Compilers' }, api);
  await rowOf(page, email).getByText('Waiting for sign-up').waitFor();
  const { status } = await accept(token);
  expect(status).toBe(201);
  const row = rowOf(page, 'Hopper Compilers');
  await row.getByText('Active', { exact: true }).waitFor();
  expect(await row.count()).toBe(1);
  await checkAccess(page);
  await page.getByRole('link', { name: /Hopper Compilers/ }).click();
  await rowOf(page, email).getByText('Active', { exact: true }).waitFor();
  await page.getByRole('tab', { name: 'Invitations' }).click();
  await rowOf(page, email).getByText('Accepted').waitFor();
  await checkAccess(page);
});

test('S2: a row whose email did not arrive says why, and what to do', async () => {
  const { page, api, add } = await setup('/console/customers');
  const [wrong, full, spam] = [newAddress(), newAddress(), newAddress()];
  await add({ name: 'Wrong Ltd', email: wrong, sendInvite: true });
  await add({ name: 'Spam Ltd', email: spam, sendInvite: true });
  const { body } = await api.post('/v1/invitations', { email: full, company: 'Full Ltd' });
  await letSesSay(await awaitMail(wrong), 'bounce');
  await letSesSay(await awaitMail(spam), 'complaint');
  await letSesSay(await awaitMail(full), 'soft-bounce');
  await awaitDelivery(api, body.id, 'bounced');
  await rowOf(page, 'Wrong Ltd').getByText('Wrong address').waitFor();
  await rowOf(page, 'Wrong Ltd').getByText('Invite another address.').waitFor();
  await rowOf(page, 'Spam Ltd').getByText('Marked as spam').waitFor();
  await rowOf(page, 'Spam Ltd').getByText('share it another way').waitFor();
  await rowOf(page, 'Full Ltd').getByText('a temporary problem').waitFor();
  await rowOf(page, 'Full Ltd').getByText('Resend the invitation later.').waitFor();
  await checkAccess(page);

  await page.getByLabel('Status').selectOption('Active');
  await page.getByRole('heading', { name: 'No matches' }).waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('ful');
  await rowOf(page, 'Wrong Ltd').waitFor({ state: 'detached' });
  await rowOf(page, 'Full Ltd').waitFor();
  expect(new URL(page.url()).search).toBe('?q=ful');
});

test('S6: the onboarding page shows the customers at each stage; counts, search, and filters narrow them down', async () => {
  const { page, add } = await setup('/console/onboarding');
  await page.getByRole('heading', { name: 'Nobody to onboard yet' }).waitFor();
  await checkAccess(page);
  const email = newAddress();
  await add({ name: 'Navy', email, rank: 'Gold', sendInvite: true });
  await add({ name: 'Army', rank: 'Silver' });
  await page.reload();
  const navy = rowOf(page, 'Navy');
  await navy.getByText(email).waitFor();
  await navy.getByText('Gold').waitFor();
  await navy.getByText('Invited').waitFor();
  await navy.getByRole('time').waitFor();
  const stage = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });
  await stage('All 2').or(stage('All2')).waitFor();
  await stage('Invited').getByText('1').waitFor();
  await checkAccess(page);

  await stage('Inactive').click();
  await navy.waitFor({ state: 'detached' });
  await rowOf(page, 'Army').waitFor();
  expect(new URL(page.url()).search).toBe('?status=inactive');
  await page.goBack();
  await navy.waitFor();
  await page.getByLabel('Rank').selectOption('Silver');
  await navy.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('searchbox').fill(email);
  await rowOf(page, 'Army').waitFor({ state: 'detached' });
  await navy.waitFor();
  await page.getByLabel('Created from').fill('2030-01-01');
  await page.getByRole('heading', { name: 'No matches' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'No matches' }).waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe(email);
});

test('S7: adds a customer and invites its primary contact in the same step', async () => {
  const { page, api } = await setup('/console/onboarding');
  await page.getByRole('button', { name: 'Add customer' }).first().click();
  const email = newAddress();
  await press(page, 'Add customer');
  await page.getByText('Enter the company’s name.').waitFor();
  await page.getByText('Enter an email address to send').waitFor();
  await checkAccess(page);
  await field(page, 'Company name').fill('Hopper Compilers');
  await field(page, 'Email').fill(email);
  await field(page, 'Phone').fill('12');
  await field(page, 'Rank').selectOption('Gold');
  await press(page, 'Add customer');
  await page.getByText('must have 7 to 20 digits').first().waitFor();
  await field(page, 'Phone').fill('+44 20 7946 0100');
  await press(page, 'Add customer');
  await page.getByText(`Invitation sent to ${email}`).waitFor();
  await rowOf(page, 'Hopper Compilers').getByText('Invited').waitFor();
  await awaitMail(email);
  const { data } = (await api.get('/v1/customers')).body;
  expect(data).toMatchObject([
    { name: 'Hopper Compilers', email, rank: 'Gold', phone: '+44 20 7946 0100' },
  ]);

  await page.getByRole('button', { name: 'Add customer' }).first().click();
  await field(page, 'Company name').fill('Hopper Compilers');
  await field(page, 'Send invite').uncheck();
  await press(page, 'Add customer');
  await page.getByRole('alert').getByText('A customer with this name already exists.').waitFor();
  await checkAccess(page);
  await page.getByRole('button', { name: 'Save anyway' }).click();
  await page.getByText('Hopper Compilers added').waitFor();
});

test('S3: from Customers to a customer: a new contact is created and invited in one step', async () => {
  const { page, add } = await setup('/console/customers');
  await add({ name: 'Navy' });
  await page.reload();
  await page.getByRole('link', { name: 'Navy' }).click();
  await page.getByRole('heading', { name: 'No contacts yet' }).waitFor();
  await checkAccess(page);
  await page.getByRole('button', { name: 'New contact' }).click();
  await press(page, 'Create');
  await page.getByText('Enter a name or an email address.').waitFor();
  const email = newAddress();
  await field(page, 'First name').fill('Grace');
  await field(page, 'Last name').fill('Hopper');
  await field(page, 'Email').fill(email);
  await field(page, 'Send invite').check();
  await checkAccess(page);
  await press(page, 'Create');
  await page.getByText(`Contact created, invitation sent to ${email}`).waitFor();
  await rowOf(page, 'Grace Hopper').getByText('Invited').waitFor();
  await rowOf(page, 'Grace Hopper').getByText('Owner').waitFor();
  const { token } = linkIn(await awaitMail(email));
  expect((await accept(token)).status).toBe(201);
  await rowOf(page, 'Grace Hopper').getByText('Active', { exact: true }).waitFor();
});

test('S4: a contact is invited, and invited again, from its menu until there is an account', async () => {
  const { page, api, add } = await setup('/console/customers');
  const id = await add({ name: 'Navy' });
  const email = newAddress();
  await api.post(`/v1/customers/${id}/contacts`, { firstName: 'Grace', email });
  await api.post(`/v1/customers/${id}/contacts`, { firstName: 'Charles' });
  await page.reload();
  await page.getByRole('link', { name: 'Navy' }).click();

  await page.getByRole('button', { name: 'Actions for Charles' }).click();
  const unreachable = page.getByRole('menuitem', { name: 'Send invite' });
  expect(await unreachable.getAttribute('aria-disabled')).toBe('true');
  await unreachable.getByText('No email address').waitFor();
  await checkAccess(page);
  await page.keyboard.press('Escape');

  await chooseInMenu(page, 'Grace', 'Send invite');
  await page.getByText(`Invitation sent to ${email}`).waitFor();
  await awaitMail(email);
  await rowOf(page, 'Grace').getByText('Invited').waitFor();
  await chooseInMenu(page, 'Grace', 'Resend invite');
  await page.getByText(`Invitation resent to ${email}`).waitFor();
  const { token } = linkIn(await awaitMail(email, 2));
  expect(
    (await accept(token, { profile: { firstName: 'Grace', lastName: 'Hopper' } })).status,
  ).toBe(201);
  await rowOf(page, 'Grace Hopper').getByText('Active', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Actions for Grace Hopper' }).click();
  expect(await page.getByRole('menuitem').allTextContents()).toEqual([
    'View invitation',
    'Edit',
    'Remove',
  ]);
});

test('S5: Users shows the contacts of all customers, with the same menu', async () => {
  const { page, add } = await setup('/console/users');
  await page.getByRole('heading', { name: 'No users yet' }).waitFor();
  await checkAccess(page);
  const [ada, grace] = [newAddress(), newAddress()];
  await add({ name: 'Engines', email: ada, contact: { firstName: 'Ada', lastName: 'Lovelace' } });
  await add({ name: 'Navy', email: grace, contact: { firstName: 'Grace', lastName: 'Hopper' } });
  await page.reload();
  await rowOf(page, 'Ada Lovelace').getByRole('link', { name: 'Engines' }).waitFor();
  await rowOf(page, 'Grace Hopper').getByRole('link', { name: 'Navy' }).waitFor();
  await checkAccess(page);
  await page.getByRole('searchbox').fill('hop');
  await rowOf(page, 'Ada Lovelace').waitFor({ state: 'detached' });
  await chooseInMenu(page, 'Grace Hopper', 'Send invite');
  await page.getByText(`Invitation sent to ${grace}`).waitFor();
  await rowOf(page, 'Grace Hopper').getByText('Invited').waitFor();
  await letSesSay(await awaitMail(grace), 'bounce');
  await rowOf(page, 'Grace Hopper').getByText('Wrong address').waitFor();
  await chooseInMenu(page, 'Grace Hopper', 'Resend invite');
  await page.getByRole('dialog', { name: 'Invitation not sent' }).waitFor();
  await page.getByRole('alert').getByText('We don’t email this address').waitFor();
  await checkAccess(page);
  await page.keyboard.press('Escape');
  await chooseInMenu(page, 'Grace Hopper', 'Remove');
  await checkAccess(page);
  await press(page, 'Remove');
  await page.getByText('Contact removed').waitFor();
  await rowOf(page, 'Grace Hopper').waitFor({ state: 'detached' });
});

test('S11: suspends and activates a customer, and explains the effect', async () => {
  const { page, api } = await setup('/console/customers');
  const { email, token } = await invited({ company: 'Navy' }, api);
  expect((await accept(token)).status).toBe(201);
  await rowOf(page, 'Navy').getByText('Active', { exact: true }).waitFor();
  await chooseInMenu(page, 'Navy', 'Suspend');
  const dialog = page.getByRole('dialog', { name: 'Suspend this customer?' });
  await dialog.getByText('Its people can’t sign in').waitFor();
  await checkAccess(page);
  await press(page, 'Suspend');
  await page.getByText('Customer suspended').waitFor();
  await rowOf(page, 'Navy').getByText('Suspended').waitFor();
  await expect(signIn(email, PASSWORD)).rejects.toThrow();

  await page.getByRole('link', { name: /Navy/ }).click();
  await page.getByText('This customer is suspended').waitFor();
  await checkAccess(page);
  await chooseInMenu(page, 'Navy', 'Activate');
  await page.getByText('Its people can sign in').waitFor();
  await press(page, 'Activate');
  await page.getByText('Customer activated').waitFor();
  await page.getByText('This customer is suspended').waitFor({ state: 'detached' });
  expect((await signIn(email, PASSWORD)).accessToken).toBeDefined();
});

test('S9: adds a customer with a profile, default services, and a service plan', async () => {
  const { page, api, context, tenant } = await setup('/console/customers');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('group', { name: 'Profile' }).waitFor();
  await field(page, 'Company name').fill('Hopper Compilers');
  await field(page, 'Email').fill(newAddress());
  await field(page, 'Website').fill('compilers.example');
  expect(await field(page, 'Managed mail').isChecked()).toBe(true);
  await page.getByText('On by default').waitFor();
  expect(await field(page, 'Remote access').isChecked()).toBe(false);
  await field(page, 'Remote access').check();
  await field(page, 'Service plan').selectOption('Business');
  await checkAccess(page);
  await press(page, 'Save');
  await page.getByText('website must be a complete URL').waitFor();
  await field(page, 'Website').fill('https://compilers.example');
  await press(page, 'Save');
  await page.getByRole('heading', { level: 1, name: 'Hopper Compilers' }).waitFor();
  const { data } = (await api.get('/v1/customers')).body;
  const { body } = await api.get(`/v1/customers/${data[0]?.id ?? ''}`);
  expect(body).toMatchObject({ services: ['mail', 'vpn'], servicePlan: 'business' });
  await page.getByRole('tab', { name: 'Profile' }).click();
  await page.getByText('Managed mail, Remote access').waitFor();
  await page.getByText('Business').waitFor();
  await checkAccess(page);

  const other = await newContext();
  const operator = await openSignedIn(
    other,
    `/console/customers/${data[0]?.id ?? ''}?tab=profile`,
    await personInGroup(tenant.id, 'operators'),
  );
  await operator.getByText('Managed mail, Remote access').waitFor();
  expect(await operator.getByText('Service plan').count()).toBe(0);
  await operator.getByRole('button', { name: 'Edit', exact: true }).click();
  await operator.getByLabel('Company name').waitFor();
  expect(await operator.getByLabel('Service plan').count()).toBe(0);
  await context.close();
});

test('S9: concurrent changes of another person are shown next to one’s own, and are not lost', async () => {
  const { page, api, add } = await setup('/console/customers');
  const id = await add({ name: 'Navy', phone: '+44 20 7946 0100' });
  await page.reload();
  await page.getByRole('link', { name: 'Navy' }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await field(page, 'Phone').fill('+44 20 7946 0111');
  expect((await api.patch(`/v1/customers/${id}`, { phone: '+44 20 7946 0122' })).status).toBe(200);
  await press(page, 'Save');
  const conflict = page.getByRole('dialog', { name: 'Someone else changed this' });
  await conflict.getByText('+44 20 7946 0111').waitFor();
  await conflict.getByText('+44 20 7946 0122').waitFor();
  await checkAccess(page);
  await press(page, 'Save my version');
  await page.getByText('Changes saved').waitFor();
  expect((await api.get(`/v1/customers/${id}`)).body).toMatchObject({ phone: '+44 20 7946 0111' });
});

test('S10: copies a customer, and says what was copied, what comes from the company, and what was left out', async () => {
  const { page, api, add } = await setup('/console/customers');
  const id = await add({
    name: 'Navy',
    phone: '+44 20 7946 0100',
    rank: 'Silver',
    services: ['vpn'],
    notes: 'Met in May.',
  });
  await api.patch('/v1/tenant', { catalog: { ...catalog, ranks: ['Gold'] } });
  await chooseInMenu(page, 'Navy', 'Copy');
  const dialog = page.getByRole('dialog', { name: 'Copy Navy' });
  await dialog.getByText('Contacts and invitations are never copied.').waitFor();
  expect(await dialog.getByLabel('Notes').isChecked()).toBe(false);
  await checkAccess(page);
  await dialog.getByLabel('Services', { exact: true }).uncheck();
  await dialog.getByLabel('New name').fill('Navy of the West');
  await press(page, 'Copy');
  const outcome = page.getByRole('dialog', { name: 'Customer copied' });
  await outcome.getByText('Navy of the West was created.').waitFor();
  expect(await outcome.locator('.facts-row').allTextContents()).toEqual([
    expect.stringContaining('Phone'),
    expect.stringMatching(/^From your company’s defaults.*Services/),
    'Left outRank: “Silver” is no longer offered',
  ]);
  await checkAccess(page);
  await outcome.getByRole('link', { name: 'Open customer' }).click();
  await page.getByRole('heading', { level: 1, name: 'Navy of the West' }).waitFor();
  await page.getByRole('tab', { name: 'Profile' }).click();
  await page.getByRole('link', { name: 'Navy', exact: true }).waitFor();
  expect((await api.get(`/v1/customers/${id}`)).body).toMatchObject({ name: 'Navy' });
});

test('S17: a viewer sees everything, and is offered no changes', async () => {
  const { tenant, add } = await setup('/console/customers');
  await add({ name: 'Navy', email: newAddress(), contact: { firstName: 'Grace' } });
  const page = await openSignedIn(
    await newContext(),
    '/console/customers',
    await personInGroup(tenant.id, 'viewers'),
  );
  await rowOf(page, 'Navy').waitFor();
  expect(await page.getByRole('button', { name: /Add|Actions for|Invite/ }).count()).toBe(0);
  await page.getByRole('link', { name: /Navy/ }).click();
  await rowOf(page, 'Grace').waitFor();
  expect(await page.getByRole('button', { name: /Edit|New contact|Actions for/ }).count()).toBe(0);
  await page.getByRole('link', { name: 'Onboarding' }).click();
  await rowOf(page, 'Navy').waitFor();
  expect(await page.getByRole('button', { name: 'Add customer' }).count()).toBe(0);
});
