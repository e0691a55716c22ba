import { expect, test } from 'vitest';
import { awaitMail, linkIn, newAddress } from '../support/foyer-client.ts';
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
  const { page, api, dialog, addresses, send } = await setup('/console');
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

test('S1: what is no address is named and sends nothing; a click beside the field does not lose what was typed', async () => {
  const { page, api, dialog, addresses, send } = await setup();
  const email = newAddress();
  await page.keyboard.press('i');
  await send.click();
  await dialog.getByText('Enter at least one email address.').waitFor();
  await addresses.fill('not an address');
  await send.click();
  await dialog
    .getByText('Correct or remove what isn’t an email address: not, an, address')
    .waitFor();
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

test('S1: an address that was revoked before is invited again', async () => {
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
