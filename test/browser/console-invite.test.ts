import { expect, test } from 'vitest';

import { awaitMail, linkIn, newAddress } from '../support/foyer/foyer-client.ts';
import { checkAccess, chooseInMenu, rowOf, setupConsole, useBrowser } from './console.ts';

const { newContext } = useBrowser();

async function setup(path?: string) {
  const context = await newContext();
  const { page, api } = await setupConsole(context, path);
  const dialog = page.getByRole('dialog', { name: 'Invite', exact: true });
  const addresses = dialog.getByRole('textbox', { name: 'Email addresses' });
  const send = dialog.getByRole('button', { name: 'Send invite', exact: true });
  return { page, api, dialog, addresses, send };
}

test('S1: an administrator invites several suppliers from any page, and sees the result for each', async () => {
  const { page, api, dialog, addresses, send } = await setup('/console/customers');
  const [one, two] = [newAddress(), newAddress()];
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await checkAccess(page);
  await dialog.getByLabel('Supplier').check();
  await addresses.focus();
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    `Ada <${one}>; ${two}\n${one}`,
  );
  await page.keyboard.press('ControlOrMeta+V');
  expect(await dialog.getByRole('listitem').allTextContents()).toEqual([one, two]);
  await send.click();
  await dialog.getByText('2 of 2 invited').waitFor();
  expect(await dialog.getByRole('listitem').filter({ hasText: one }).textContent()).toContain(
    'Invited',
  );
  await checkAccess(page);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await rowOf(page, two).waitFor();
  for (const email of [one, two]) {
    expect(linkIn(await awaitMail(email)).link).toContain('/sign-up#inv_');
    const { body } = await api.get(`/v1/invitations?email=${email}`);
    expect(body.data).toMatchObject([{ email, kind: 'supplier', status: 'pending' }]);
  }
});

test('S1: an invalid address is named and nothing is sent; a click beside the field keeps the text', async () => {
  const { page, api, dialog, addresses, send } = await setup();
  const email = newAddress();
  await page.keyboard.press('i');
  await send.click();
  await dialog.getByText('Enter at least one email address.').waitFor();
  await addresses.fill('not an address');
  await send.click();
  await dialog.getByText('Correct or remove these invalid addresses: not, an, address').waitFor();
  await checkAccess(page);
  for (const wrong of ['not', 'an', 'address'])
    await dialog.getByRole('button', { name: `Remove ${wrong}`, exact: true }).click();
  await addresses.fill(email);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await send.click();
  await dialog.getByText('1 of 1 invited').waitFor();
  expect((await api.get(`/v1/invitations?email=${email}`)).body.data).toHaveLength(1);
});

test('S1: an address with an open invitation says so, and is resent from there', async () => {
  const { page, api, dialog, addresses, send } = await setup();
  const email = newAddress();
  await api.post('/v1/invitations', { email });
  await awaitMail(email);
  await page.keyboard.press('i');
  await addresses.fill(email);
  await send.click();
  await dialog.getByText('This address already has an open invitation.').waitFor();
  await checkAccess(page);
  await dialog.getByRole('button', { name: 'Resend invite' }).click();
  await dialog.getByText('The invitation was resent.').waitFor();
  await awaitMail(email, 2);
});

test('S1: an address whose invitation was revoked is invited again', async () => {
  const { page, api, dialog, addresses, send } = await setup();
  const invited = newAddress();
  await api.post('/v1/invitations', { email: invited });
  await page.reload();
  await rowOf(page, invited).waitFor();
  await chooseInMenu(page, invited, 'Revoke');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await rowOf(page, invited).waitFor({ state: 'detached' });
  await page.keyboard.press('i');
  await addresses.fill(invited);
  await send.click();
  await dialog.getByText('1 of 1 invited').waitFor();
});

test('S12: an administrator invites with all options, and previews the email and the page', async () => {
  const { page, api, dialog } = await setup();
  const email = newAddress();
  await api.post('/v1/presets', {
    ...{ name: 'Resellers', profile: { jobTitle: 'Buyer' }, expiresInDays: 3 },
    message: 'Welcome among our resellers.',
  });
  await api.post('/v1/customers', { name: 'Analytical Engines' });
  await page.keyboard.press('i');
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill(email);
  await dialog.getByRole('link', { name: 'Full form with preview' }).click();
  await page.getByRole('heading', { name: 'New invitation' }).waitFor();
  const form = page.locator('main form');
  const preview = page.getByRole('region', { name: 'Preview' });
  const sample = preview.getByRole('group', { name: 'Sign-up page' });
  await sample.getByText(email).waitFor();

  await form.getByLabel('Preset').selectOption('Resellers');
  await preview.getByRole('group', { name: 'Email' }).getByText('among our resellers').waitFor();
  await form.getByLabel('Company name').fill('analytical engines');
  await form.getByText('The invitee joins your customer Analytical Engines.').waitFor();
  await form.getByRole('textbox', { name: 'First name' }).fill('Ada');
  await form.getByRole('checkbox', { name: 'Job title' }).uncheck();
  await form.getByRole('button', { name: 'Add group' }).click();
  const group = (await page.getByRole('menuitem').first().textContent()) ?? '';
  await page.getByRole('menuitem').first().click();
  await form.getByRole('listitem').filter({ hasText: group }).waitFor();
  await form.getByLabel('Valid for (days)').fill('400');
  await form.getByText(/Enter a whole number from 1 to/).waitFor();
  await form.getByLabel('Valid for (days)').fill('5');
  await form.getByLabel('Language').selectOption('Deutsch');
  await sample.getByText('BuyerCan’t be changed').waitFor();
  await preview.getByText('lädt Sie ein').first().waitFor();
  await checkAccess(page);
  await preview.getByRole('button', { name: 'Send a test email to me' }).click();
  await page.getByText(/^Test email sent to/).waitFor();

  await form.getByRole('button', { name: 'Send invite' }).click();
  await page.getByText('1 of 1 invited').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await rowOf(page, email).waitFor();
  const { body } = await api.get(`/v1/invitations?email=${email}`);
  const [{ id } = { id: '' }] = body.data as readonly { readonly id: string }[];
  expect((await api.get(`/v1/invitations/${id}`)).body).toMatchObject({
    ...{ email, locale: 'de', groups: [group], message: 'Welcome among our resellers.' },
    ...{ profile: { firstName: 'Ada', jobTitle: 'Buyer' }, company: 'Analytical Engines' },
    editableFields: ['firstName', 'lastName', 'phone'],
  });
  const mail = await awaitMail(email);
  await page.goto(linkIn(mail).link);
  await page.getByLabel('Vorname').waitFor();
  expect(await page.getByLabel('Vorname').inputValue()).toBe('Ada');
});

test('S1: the address field has the focus, and closing the dialog returns it', async () => {
  const { page } = await setup();
  const focused = (name: string) =>
    page.getByRole('button', { name, exact: true }).evaluate((one) => one.matches(':focus'));
  await page.getByRole('button', { name: 'Invite', exact: true }).first().press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Invite', exact: true });
  await dialog.waitFor();
  await page.keyboard.type('half');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Remove half' }).click();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await focused('Invite')).toBe(true);
});
