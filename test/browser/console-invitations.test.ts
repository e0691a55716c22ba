import { expect, test } from 'vitest';

import {
  awaitDelivery,
  awaitMail,
  letSesSay,
  newAddress,
  until,
} from '../support/foyer/foyer-client.ts';
import { accept, invited } from '../support/foyer/life-of-an-invitation.ts';
import { checkAccess, chooseInMenu, rowOf, setupConsole, useBrowser } from './console.ts';

const { newContext } = useBrowser();

async function setup() {
  const context = await newContext();
  const { page, api } = await setupConsole(context);
  const confirm = async (button: string): Promise<void> => {
    await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
  };
  return { page, api, confirm };
}

test('S13: the empty list says what to do; pending and completed invitations are filtered, and the URL keeps the filters', async () => {
  const { page, api } = await setup();
  await page.getByRole('heading', { name: 'No pending invitations' }).waitFor();
  await checkAccess(page);
  const grace = await invited({ profile: { firstName: 'Grace' }, kind: 'supplier' }, api);
  const done = await invited({}, api);
  expect((await accept(done.token)).status).toBe(201);
  await page.reload();
  await rowOf(page, grace.email).waitFor();
  await checkAccess(page);

  await page.getByRole('tab', { name: 'Done' }).click();
  await rowOf(page, done.email).getByText('Accepted').waitFor();
  expect(new URL(page.url()).search).toBe('?tab=done');
  await page.goBack();
  await rowOf(page, grace.email).waitFor();

  await page.keyboard.press('/');
  await page.keyboard.type('nobody');
  await page.getByRole('heading', { name: 'No matches' }).waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await rowOf(page, grace.email).waitFor();
  await page.getByRole('searchbox').fill('gra');
  await page.getByLabel('Type').selectOption('Supplier');
  await rowOf(page, grace.email).waitFor();
  await page.waitForURL(
    ({ searchParams }) =>
      searchParams.get('q') === 'gra' && searchParams.get('kind') === 'supplier',
  );
  await page.reload();
  await rowOf(page, grace.email).waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('gra');
});

test('S13: a bounce appears automatically, with the reason and what to do', async () => {
  const { page, api } = await setup();
  const email = newAddress();
  const { body } = await api.post('/v1/invitations', { email });
  await rowOf(page, email).waitFor();
  await letSesSay(await awaitMail(email), 'bounce');
  await awaitDelivery(api, body.id, 'bounced');
  await rowOf(page, email).getByText('Bounced').waitFor();
  await rowOf(page, email).getByText('Check the address').waitFor();
  await page.getByRole('link', { name: email }).click();
  const details = page.getByRole('dialog', { name: email });
  await details.getByText('The email came back.').waitFor();
  await details
    .getByText(/does not exist or does not accept email/)
    .first()
    .waitFor();
  await details.getByRole('listitem').filter({ hasText: 'Email bounced' }).waitFor();
  await checkAccess(page);
  expect(new URL(page.url()).searchParams.get('open')).toBe(body.id);
  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('');
});

test('S13: resend, copy link, revoke, and delete are in the menu of a row', async () => {
  const { page, api, confirm } = await setup();
  const { email, id, token } = await invited({}, api);
  await rowOf(page, email).waitFor();
  await page.getByRole('button', { name: `Actions for ${email}` }).click();
  expect(await page.getByRole('menuitem').allTextContents()).toEqual([
    'Resend invite',
    'Copy link',
    'Revoke',
  ]);
  await checkAccess(page);
  await page.keyboard.press('Escape');

  await chooseInMenu(page, email, 'Resend invite');
  await checkAccess(page);
  await confirm('Resend');
  await page.getByText('Invitation resent').waitFor();
  await awaitMail(email, 2);
  expect((await accept(token)).status).not.toBe(201);

  await chooseInMenu(page, email, 'Copy link');
  const field = page.getByRole('textbox', { name: 'Link' });
  await field.waitFor();
  expect(await field.inputValue()).toContain('/sign-up#inv_');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await field.inputValue());
  await checkAccess(page);
  await page.keyboard.press('Escape');

  await chooseInMenu(page, email, 'Revoke');
  await confirm('Revoke');
  await rowOf(page, email).waitFor({ state: 'detached' });
  expect((await api.get(`/v1/invitations/${id}`)).body.status).toBe('revoked');

  await page.getByRole('tab', { name: 'Done' }).click();
  await page.getByRole('link', { name: email }).click();
  await page.getByRole('dialog', { name: email }).getByRole('button', { name: 'Delete' }).click();
  await page
    .getByRole('dialog', { name: 'Delete this invitation?' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await rowOf(page, email).waitFor({ state: 'detached' });
  expect((await api.get(`/v1/invitations/${id}`)).status).toBe(404);
});

test('S13: an action on an invitation that changed in the meantime says so, and why', async () => {
  const { page, api, confirm } = await setup();
  const { email, id } = await invited({}, api);
  await rowOf(page, email).waitFor();
  await chooseInMenu(page, email, 'Resend invite');
  await api.post(`/v1/invitations/${id}/revoke`);
  await confirm('Resend');
  await page.getByRole('alert').getByText('This invitation is no longer open.').waitFor();
  await page.getByText('Details', { exact: true }).click();
  await page.getByText('invitation_not_pending').waitFor();
  await checkAccess(page);
});

test('S13: several invitations are revoked at once with progress, and those that failed are listed', async () => {
  const { page, api, confirm } = await setup();
  const emails = [newAddress(), newAddress(), newAddress()];
  for (const email of emails) await api.post('/v1/invitations', { email });
  for (const email of emails) await rowOf(page, email).waitFor();
  await page.getByLabel('Select all on this page').check();
  await page.getByText('3 selected').waitFor();
  await checkAccess(page);
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByRole('dialog', { name: 'Revoke 3 invitations?' }).waitFor();
  await confirm('Revoke');
  const progress = page.getByRole('dialog', { name: 'Revoking invitations' });
  await progress.getByText('3 of 3 finished').waitFor();
  await progress.getByText('3 done').waitFor();
  await checkAccess(page);
  await progress.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('heading', { name: 'No pending invitations' }).waitFor();
  const { data } = (await api.get('/v1/invitations?status=revoked')).body;
  expect(data).toHaveLength(3);
  await until('nobody to be pending', async () =>
    (await api.get('/v1/invitations?status=pending')).body.data.length === 0 ? true : undefined,
  );
});
