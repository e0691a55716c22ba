import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';

import { type Receiver, startReceiver } from '../support/fakes/webhook-receiver.ts';
import { asSomebody, foyer, newAddress, until } from '../support/foyer/foyer-client.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { machineToken, personInGroup, tokenAnswer } from '../support/foyer/sign-in.ts';
import { expectAccessible } from './accessibility.ts';
import {
  chooseInMenu,
  confirmIn,
  openSignedIn,
  rowOf,
  setupConsole,
  useBrowser,
} from './console.ts';

const { newContext } = useBrowser();
const SETTINGS = '/console/settings';

async function setup(section: string) {
  const context = await newContext();
  const { page, api, tenant } = await setupConsole(context, `${SETTINGS}/${section}`);
  const inDialog = (button: string) =>
    page.getByRole('dialog').getByRole('button', { name: button, exact: true });
  return { page, api, tenant, inDialog };
}

async function receiverOf(): Promise<Receiver> {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  return receiver;
}

/** Returns everything that this tab and this browser store. */
function keptBy(page: Page): Promise<string> {
  return page.evaluate(() =>
    [JSON.stringify(sessionStorage), JSON.stringify(localStorage), location.href].join(' '),
  );
}

test('S15: a company whose plan has no API clients is told so, and has no button to create one', async () => {
  const tenant = await newTenant('Frugal', { apiClients: false });
  const page = await openSignedIn(await newContext(), `${SETTINGS}/api-clients`, tenant.email);
  await page.getByText('Not included in your plan').waitFor();
  await page.getByText('contact the operator of this installation').waitFor();
  expect(await page.getByRole('button', { name: 'Create API client' }).count()).toBe(0);
  await expectAccessible(page);
  // A bookmark of the dialog does not open it.
  await page.goto(`${foyer().siteUrl}${SETTINGS}/api-clients?add=new`);
  await page.getByText('Not included in your plan').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('S15: an API client gets a token with the secret that is shown once, and with the rotated one', async () => {
  const { page, inDialog } = await setup('api-clients');
  const secretField = page.getByRole('textbox', { name: 'Client secret' });
  await page.getByText('No API clients yet').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create API client' }).click();
  await inDialog('Create').click();
  await page.getByText('Choose at least one.').waitFor();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('Nightly import');
  await page.getByRole('checkbox', { name: 'View invitations and their status' }).check();
  await inDialog('Create').dblclick();

  await page.getByRole('dialog', { name: 'API client created' }).waitFor();
  const id = await page.getByRole('textbox', { name: 'Client ID' }).inputValue();
  const secret = await secretField.inputValue();
  await page.getByText('Get an access token').click();
  await page.getByText(`${foyer().awsEndpoint}/oauth2/token`).first().waitFor();
  await expectAccessible(page);
  expect(await keptBy(page)).not.toContain(secret);
  // Neither pressing Escape twice nor going back closes it without a confirmation.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.goBack();
  await page.getByText('You haven’t copied the secret.').waitFor();
  await expectAccessible(page);
  await inDialog('Copy secret').click();
  await inDialog('Done').click();
  await secretField.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  expect(await page.content()).not.toContain(secret);
  const first = asSomebody(await machineToken({ id, secret }));
  expect((await first.get('/v1/invitations')).status).toBe(200);
  expect((await first.get('/v1/customers')).status).toBe(403);

  await page.getByRole('link', { name: 'Nightly import' }).click();
  await page.waitForURL(`**/api-clients?open=${id}`);
  await page
    .getByRole('dialog', { name: 'Nightly import' })
    .getByText('invitations:read')
    .waitFor();
  await expectAccessible(page);
  await inDialog('Rotate secret').click();
  await page.getByText('The current one keeps working until you revoke it').waitFor();
  await expectAccessible(page);
  await confirmIn(page, 'Rotate the secret?', 'Rotate secret');
  await page.getByRole('dialog', { name: 'Secret rotated' }).waitFor();
  const rotated = { id, secret: await secretField.inputValue() };
  expect(rotated.secret).not.toBe(secret);
  await page.getByRole('button', { name: 'Copy: Client secret' }).click();
  await inDialog('Done').click();
  const second = asSomebody(await machineToken(rotated));
  expect((await second.get('/v1/invitations')).status).toBe(200);
  await machineToken({ id, secret });

  await page.reload();
  await inDialog('Revoke previous secret').click();
  await inDialog('Revoke').click();
  await page.getByText('Previous secret revoked').waitFor();
  expect((await tokenAnswer({ id, secret })).status).toBeGreaterThan(399);
  await machineToken(rotated);

  await inDialog('Delete').click();
  await confirmIn(page, 'Delete this API client?', 'Delete');
  await page.getByText('No API clients yet').waitFor();
  expect((await tokenAnswer(rotated)).status).toBeGreaterThan(399);
  await page.goto(`${foyer().siteUrl}${SETTINGS}/api-clients?open=${id}`);
  await page.getByText('This no longer exists.').waitFor();
});

test('S15: a webhook is tested, turned off by its server, and receives what it missed when it is replayed', async () => {
  const { page, api, inDialog } = await setup('webhooks');
  const receiver = await receiverOf();
  await page.getByText('No webhooks yet').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create webhook' }).click();
  await page.getByRole('textbox', { name: 'URL' }).fill('https://10.0.0.1/hooks');
  await page.getByRole('radio', { name: 'Selected events' }).check();
  await inDialog('Create').click();
  await page.getByText('Choose at least one event.').waitFor();
  await expectAccessible(page);
  await page.getByRole('checkbox', { name: 'All (invitation.*)' }).check();
  expect(await page.getByRole('checkbox', { name: 'invitation.created' }).count()).toBe(0);
  await inDialog('Create').click();
  await page.getByText('must be on the public internet').waitFor();
  await page.getByRole('textbox', { name: 'URL' }).fill(receiver.url);
  await page.getByRole('textbox', { name: 'Description' }).fill('Our CRM');
  await inDialog('Create').click();
  await page.getByRole('dialog', { name: 'Webhook created' }).waitFor();
  await expectAccessible(page);
  const secret = await page.getByRole('textbox', { name: 'Signing secret' }).inputValue();
  expect(await keptBy(page)).not.toContain(secret);
  await page.getByRole('button', { name: 'Copy: Signing secret' }).click();
  await inDialog('Done').click();
  await rowOf(page, receiver.url).getByText('On', { exact: true }).waitFor();
  await expectAccessible(page);

  await page.getByRole('link', { name: receiver.url }).click();
  const details = page.getByRole('dialog', { name: receiver.url });
  await details.getByText('Not tested yet').waitFor();
  await inDialog('Send test event').click();
  await details.getByText('The server responded with 204.').waitFor();
  expect(typeOf(receiver, secret)).toBe('webhook.test');
  await details.getByText('Everything was delivered.').waitFor();
  await expectAccessible(page);

  receiver.answer(410);
  const email = newAddress();
  const { body } = await api.post('/v1/invitations', { email });
  await details.getByText('Foyer turned this webhook off').waitFor();
  await details.getByText('invitation.created').waitFor();
  await details.getByText('The server responded with 410.').first().waitFor();
  await details.getByText('To replay failed events, turn on the webhook.').waitFor();
  await expectAccessible(page);
  receiver.answer(200);
  receiver.received.length = 0;
  await inDialog('Turn on').click();
  await confirmIn(page, 'Turn on this webhook?', 'Turn on');
  await inDialog('Replay failed events').click();
  await details.getByText('Everything was delivered.').waitFor();
  const replayed = await until('the replay', async () => receiver.received[0]);
  expect(JSON.parse(replayed.body)).toMatchObject({
    type: 'invitation.created',
    data: { invitation: { id: body.id } },
  });

  await inDialog('Rotate secret').click();
  await confirmIn(page, 'Rotate the signing secret?', 'Rotate secret');
  const rotated = await page.getByRole('textbox', { name: 'Signing secret' }).inputValue();
  await page.getByRole('button', { name: 'Copy: Signing secret' }).click();
  await inDialog('Done').click();
  await details.getByText('Also signs until').waitFor();
  receiver.received.length = 0;
  receiver.answer(500);
  await inDialog('Send test event').click();
  await details.getByText('The server responded with 500.').first().waitFor();
  expect([typeOf(receiver, secret), typeOf(receiver, rotated)]).toEqual([
    'webhook.test',
    'webhook.test',
  ]);

  await inDialog('Edit').click();
  await page.waitForURL('**&edit=*');
  await page.getByRole('radio', { name: 'All events' }).check();
  await inDialog('Save').click();
  await details.getByText('All events').waitFor();
  await page.keyboard.press('Escape');
  await chooseInMenu(page, receiver.url, 'Delete');
  await inDialog('Delete').click();
  await page.getByText('No webhooks yet').waitFor();
});

/** Verifies the last message with `secret`, and returns its type. */
function typeOf({ received }: Receiver, secret: string): unknown {
  const { body = '', headers } = received.at(-1) ?? {};
  return (
    new Webhook(secret).verify(body, headers as Record<string, string>) as {
      readonly type: string;
    }
  ).type;
}

test('S15: an application is added, two administrators who edit it see both versions, and a preset uses it', async () => {
  const { page, api, inDialog } = await setup('applications');
  const { webClientId, siteUrl } = foyer();
  await page.getByRole('button', { name: 'Add application' }).click();
  await inDialog('Add').click();
  await page.getByText('Enter a name.').waitFor();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('Customer portal');
  await page.getByRole('textbox', { name: 'Client ID' }).fill('unknown');
  await page.getByRole('textbox', { name: 'Redirect URL' }).fill(`${siteUrl}/account`);
  await page.getByRole('checkbox', { name: 'partners' }).check();
  await inDialog('Add').click();
  await page.getByText('The user pool has no client with this ID.').waitFor();
  await page.getByRole('textbox', { name: 'Client ID' }).fill(webClientId);
  await inDialog('Add').click();
  await rowOf(page, 'Customer portal').getByText('partners').waitFor();
  await expectAccessible(page);
  const { data } = (await api.get('/v1/applications')).body;
  const { id } = data[0] as { readonly id: string };

  await chooseInMenu(page, 'Customer portal', 'Edit');
  await page.waitForURL(`**/applications?edit=${id}`);
  await page.getByRole('textbox', { name: 'Name' }).fill('Partner portal');
  expect((await api.patch(`/v1/applications/${id}`, { groups: [] })).status).toBe(200);
  await inDialog('Save').click();
  await page.getByRole('dialog', { name: 'Someone else changed this' }).waitFor();
  await expectAccessible(page);
  await inDialog('Save my version').click();
  await rowOf(page, 'Partner portal').getByText('partners').waitFor();

  const preset = await api.post('/v1/presets', { name: 'Partners', applicationId: id });
  expect(preset.status).toBe(201);
  await page.reload();
  await page.getByRole('button', { name: 'Actions for Partner portal' }).click();
  await page.getByText('Used by presets: Partners').waitFor();
  await page.keyboard.press('Escape');
  expect((await api.delete(`/v1/presets/${preset.body.id}`)).status).toBe(204);
  await page.reload();
  await chooseInMenu(page, 'Partner portal', 'Delete');
  await inDialog('Delete').click();
  await rowOf(page, 'Partner portal').waitFor({ state: 'detached' });
});

test('S15: a viewer sees applications, webhooks, and API clients, but cannot change them', async () => {
  const context = await newContext();
  const tenant = await newTenant('Acme');
  const api = await tenant.administrator();
  const url = 'http://127.0.0.1:9/hooks';
  const { webClientId: clientId, siteUrl } = foyer();
  await api.post('/v1/webhooks', { url, enabled: false });
  await api.post('/v1/api-clients', { name: 'Nightly import', scopes: ['customers:read'] });
  await api.post('/v1/applications', {
    ...{ name: 'Customer portal', protocol: 'oidc', clientId, redirectUrl: `${siteUrl}/account` },
  });
  const viewer = await personInGroup(tenant.id, 'viewers');
  const page = await openSignedIn(context, `${SETTINGS}/applications?add=new`, viewer);
  const shown = page.getByRole('main');
  const offersNothing = async (): Promise<void> => {
    expect(await shown.getByRole('button').count()).toBe(0);
  };
  await rowOf(page, 'Customer portal').waitFor();
  await offersNothing();
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await rowOf(page, url).getByText('Off', { exact: true }).waitFor();
  await offersNothing();
  await page.getByRole('link', { name: url }).click();
  const webhook = page.getByRole('dialog', { name: url });
  await webhook.getByText('Everything was delivered.').waitFor();
  expect(await webhook.getByRole('button').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'API clients' }).click();
  await rowOf(page, 'Nightly import').waitFor();
  await offersNothing();
  await page.getByRole('link', { name: 'Nightly import' }).click();
  await page.getByRole('dialog', { name: 'Nightly import' }).getByText('customers:read').waitFor();
  expect(await page.getByRole('button', { name: 'Rotate secret' }).count()).toBe(0);
  await expectAccessible(page);
});
