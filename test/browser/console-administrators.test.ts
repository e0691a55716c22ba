import { expect, test } from 'vitest';

import { awaitMail, letSesSay, newAddress } from '../support/foyer/foyer-client.ts';
import { accept, invited, PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { expectAccessible } from './accessibility.ts';
import { chooseInMenu, openSignedIn, rowOf, setupConsole, useBrowser } from './console.ts';

const { newContext } = useBrowser();
const ADMINISTRATORS = '/console/settings/administrators';

async function setup(path: string) {
  const context = await newContext();
  const { page, api, tenant } = await setupConsole(context, path);
  const inDialog = (button: string) =>
    page.getByRole('dialog').getByRole('button', { name: button, exact: true });
  return { page, api, tenant, inDialog };
}

/** Returns the link in the latest of `mails` setup emails. */
async function setupLink(email: string, mails = 1): Promise<string> {
  const link = /https?:\S+\/administrator-setup#\S+/.exec((await awaitMail(email, mails)).text);
  if (link === null) throw new Error('The mail has no setup link.');
  return link[0];
}

test('S16: an administrator adds a colleague, who sets up the account and can change nothing as a viewer', async () => {
  const { page, api, tenant, inDialog } = await setup('/console/settings');
  await page.getByRole('link', { name: 'Administrators' }).click();
  await page.waitForURL(`**${ADMINISTRATORS}`);
  await rowOf(page, tenant.email).getByText('Active').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add administrator' }).click();
  await inDialog('Add administrator').click();
  await page.getByText('Enter an email address.').waitFor();
  await page.getByText('Choose a role.').waitFor();
  await expectAccessible(page);

  const email = newAddress();
  await page.getByRole('textbox', { name: 'Email' }).fill(tenant.email);
  await page.getByRole('radio', { name: 'Operator' }).check();
  await inDialog('Add administrator').click();
  await page.getByText('This address already has an account.').waitFor();
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByRole('textbox', { name: 'Name' }).fill('Grace Hopper');
  await page.getByRole('radio', { name: 'Viewer' }).check();
  await inDialog('Add administrator').click();
  await rowOf(page, email).getByText('Viewer').waitFor();
  expect(new URL(page.url()).search).toBe('');

  // Another person's browser.
  const colleague = await newContext();
  const theirs = await colleague.newPage();
  await theirs.goto(await setupLink(email));
  await theirs.locator('input[type="password"]').fill(PASSWORD);
  await theirs.getByRole('button', { name: 'Set up account' }).click();
  await theirs.getByRole('heading', { name: 'Your account is ready' }).waitFor();
  const seen = await openSignedIn(colleague, '/console/invitations', email);
  await seen.getByRole('heading', { name: 'Invitations', level: 1 }).waitFor();
  expect(await seen.getByRole('link', { name: 'Activity' }).count()).toBe(0);
  expect(await seen.getByRole('button', { name: 'Invite' }).count()).toBe(0);
  await seen.getByRole('link', { name: 'Settings' }).click();
  await seen.getByText('Company name').waitFor();
  expect(await seen.getByRole('link', { name: 'Administrators' }).count()).toBe(0);
  expect(await seen.getByRole('textbox').count()).toBe(0);

  await page.reload();
  await rowOf(page, email).getByText('Active').waitFor();
  await chooseInMenu(page, email, 'Edit role and name');
  await page.getByRole('radio', { name: 'Operator' }).check();
  await expectAccessible(page);
  await inDialog('Save').click();
  await rowOf(page, email).getByText('Operator').waitFor();
  const { data } = (await api.get('/v1/administrators')).body;
  expect(data).toHaveLength(2);
});

test('S16: the delivery status of the setup email appears automatically; it is resent; an administrator is removed, but never the last', async () => {
  const { page, api, tenant, inDialog } = await setup(ADMINISTRATORS);
  const email = newAddress();
  await api.post('/v1/administrators', { email, role: 'operators' });
  await page.reload();
  await rowOf(page, email).waitFor();
  await letSesSay(await awaitMail(email), 'bounce');
  await rowOf(page, email).getByText('Email bounced').waitFor();
  await rowOf(page, email).getByText('Check the address').waitFor();
  await expectAccessible(page);

  await chooseInMenu(page, email, 'Remove');
  await page.getByText('The link in their email stops working.').waitFor();
  await expectAccessible(page);
  await inDialog('Remove').click();
  await rowOf(page, email).waitFor({ state: 'detached' });

  const other = newAddress();
  await api.post('/v1/administrators', { email: other, role: 'viewers' });
  await page.reload();
  await chooseInMenu(page, other, 'Resend setup email');
  await inDialog('Resend').click();
  await page.getByText('Setup email resent').waitFor();
  await awaitMail(other, 2);

  await page.getByRole('button', { name: `Actions for ${tenant.email}` }).click();
  const remove = page.getByRole('menuitem', { name: 'Remove' });
  expect(await remove.getAttribute('aria-disabled')).toBe('true');
  await remove.getByText('Your company needs at least one administrator.').waitFor();
  await expectAccessible(page);
});

test('S16: two administrators who edit the same person see both versions', async () => {
  const { page, api, inDialog } = await setup(ADMINISTRATORS);
  const email = newAddress();
  const { body } = await api.post('/v1/administrators', { email, role: 'viewers' });
  await page.reload();
  await chooseInMenu(page, email, 'Edit role and name');
  await page.getByRole('radio', { name: 'Plan manager' }).check();
  expect((await api.patch(`/v1/administrators/${body.id}`, { role: 'operators' })).status).toBe(
    200,
  );
  await inDialog('Save').click();
  await page.getByRole('dialog', { name: 'Someone else changed this' }).waitFor();
  await expectAccessible(page);
  await inDialog('Save my version').click();
  await rowOf(page, email).getByText('Plan manager').waitFor();
});

test('S15: an administrator changes the company’s name and color, previews the email and the page, and sends themselves the email', async () => {
  const { page, api, tenant } = await setup('/console/settings/company');
  await page.getByRole('textbox', { name: 'Company name' }).fill('Acme Instruments');
  await page.getByRole('textbox', { name: 'Color', exact: true }).fill('orange');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Enter # and six digits').waitFor();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Color', exact: true }).fill('#b3261e');
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview
    .getByRole('group', { name: 'Sign-up page' })
    .getByText('Acme Instruments has')
    .waitFor();
  await preview
    .getByRole('group', { name: 'Email' })
    .getByText('Acme Instruments')
    .first()
    .waitFor();
  await expectAccessible(page);
  expect((await api.get('/v1/tenant')).text).not.toContain('Acme Instruments');

  await preview.getByRole('button', { name: 'Send a test email to me' }).click();
  await page.getByText(`Test email sent to ${tenant.email}`).waitFor();
  expect((await awaitMail(tenant.email)).subject).toContain('Acme Instruments');

  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Changes saved').waitFor();
  const { text } = await api.get('/v1/tenant');
  expect(JSON.parse(text)).toMatchObject({
    name: 'Acme Instruments',
    branding: { color: '#b3261e' },
  });
  // The accessibility check ends with a narrow page, on which the navigation is closed.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('navigation').getByText('Acme Instruments').first().waitFor();
});

test('S18: the activity log shows sentences by day, filtered by person and by object', async () => {
  const { page, api, tenant } = await setup('/console/activity');
  await expectAccessible(page);
  const { email, id, token } = await invited({}, api);
  const revoked = newAddress();
  const { body } = await api.post('/v1/invitations', { email: revoked });
  await api.post(`/v1/invitations/${body.id}/revoke`);
  expect((await accept(token)).status).toBe(201);

  await page.getByText(`${email} accepted the invitation`).waitFor();
  await page.getByText(new RegExp(`revoked the invitation to ${revoked}`)).waitFor();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await expectAccessible(page);

  await page.getByRole('button', { name: new RegExp(`revoked the invitation to`) }).click();
  await page.getByRole('menuitem', { name: 'Only this item' }).click();
  await page.waitForURL(`**/console/activity?object=${body.id}`);
  await page.getByText(`${email} accepted`).waitFor({ state: 'detached' });
  expect(await page.getByRole('listitem').getByText(revoked).count()).toBe(2);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show all' }).click();

  await page.getByLabel('About').selectOption('Customers');
  await page.getByText(/added the customer/).waitFor();
  await page.getByText(`${email} accepted`).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByLabel('Person').selectOption(tenant.email);
  await page.getByText(`${email} accepted`).waitFor({ state: 'detached' });
  await page.getByText(new RegExp(`revoked the invitation to ${revoked}`)).waitFor();
  await page.goBack();
  await page.getByText(`${email} accepted the invitation`).waitFor();

  await page.getByRole('link', { name: email }).first().click();
  await page.waitForURL(`**/console/invitations?open=${id}`);
  await page.getByRole('dialog', { name: email }).waitFor();
});
