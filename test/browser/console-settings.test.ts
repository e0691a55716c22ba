import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { type asSomebody, foyer, newAddress } from '../support/foyer/foyer-client.ts';
import { invited } from '../support/foyer/life-of-an-invitation.ts';
import { personInGroup } from '../support/foyer/sign-in.ts';
import {
  checkAccess,
  chooseInMenu,
  openSignedIn,
  rowOf,
  setupConsole,
  useBrowser,
} from './console.ts';

const { newContext } = useBrowser();
const SETTINGS = '/console/settings';

async function setup(section: string) {
  const { page, api, tenant } = await setupConsole(await newContext(), `${SETTINGS}/${section}`);
  const save = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Save' }).click();
  };
  const saved = async (): Promise<void> => {
    await save();
    await page.getByText('Changes saved').waitFor();
    await page.getByText('Changes saved').waitFor({ state: 'detached' });
  };
  return { page, api, tenant, save, saved };
}

/** Opens a page as a viewer of the same company. */
async function viewerAt(tenantId: string, path: string): Promise<Page> {
  const viewer = await personInGroup(tenantId, 'viewers');
  return openSignedIn(await newContext(), path, viewer);
}

async function tenantOf(api: ReturnType<typeof asSomebody>) {
  return JSON.parse((await api.get('/v1/tenant')).text) as Record<string, unknown>;
}

test('S15: defaults and limits apply to the next invitation, and concurrent changes are not lost', async () => {
  const { page, api, tenant, save, saved } = await setup('defaults');
  const validity = page.getByRole('textbox', { name: 'Validity', exact: true });
  expect(await validity.inputValue()).toBe('7');
  await page.getByText('Set by the operator').waitFor();
  await checkAccess(page);
  await validity.fill('31');
  await save();
  await page.getByText('Enter a whole number from 1 to 30.').waitFor();
  expect(await validity.evaluate((field) => field === document.activeElement)).toBe(true);
  await checkAccess(page);

  await validity.fill('14');
  await page.getByRole('textbox', { name: 'Reminders' }).fill('1, 3');
  await page.getByRole('textbox', { name: 'Invitations per hour' }).fill('100');
  await page.getByRole('checkbox', { name: 'Approve new customers' }).check();
  await page
    .getByRole('textbox', { name: 'Redirect URLs' })
    .fill('https://portal.acme.example/a%2Fb');
  await save();
  await page.getByText('must not contain an encoded slash').waitFor();
  await page.getByRole('textbox', { name: 'Redirect URLs' }).fill('https://portal.acme.example');
  await saved();
  expect(await page.getByRole('textbox', { name: 'Reminders' }).inputValue()).toBe('3, 1');
  expect(await tenantOf(api)).toMatchObject({
    settings: {
      expiryDays: 14,
      requiresApproval: true,
      redirectUrls: ['https://portal.acme.example/'],
      limits: { invitationsPerTenantPerHour: 100, pendingInvitations: 100_000 },
    },
  });
  const { text } = await api.post('/v1/invitations', { email: newAddress() });
  const { expiresAt } = JSON.parse(text) as { readonly expiresAt: string };
  expect(Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000)).toBe(14);

  // A change to another part of the settings is not a conflict. A change to the same part is.
  await api.patch('/v1/tenant', { name: 'Acme Instruments' });
  await validity.fill('21');
  await saved();
  await api.patch('/v1/tenant', { settings: { expiryDays: 10 } });
  await validity.fill('28');
  await save();
  const conflict = page.getByRole('dialog', { name: 'Someone else changed this' });
  await conflict.getByRole('row', { name: 'Validity 28 10' }).waitFor();
  await checkAccess(page);
  await conflict.getByRole('button', { name: 'Save my version' }).click();
  await page.getByText('Changes saved').waitFor();
  expect(await tenantOf(api)).toMatchObject({
    name: 'Acme Instruments',
    settings: { expiryDays: 28 },
  });

  const seen = await viewerAt(tenant.id, `${SETTINGS}/defaults`);
  await seen.getByText('28 days').waitFor();
  expect(await seen.getByRole('textbox').count()).toBe(0);
  expect(await seen.getByRole('button', { name: 'Save' }).count()).toBe(0);
  await checkAccess(seen);
});

test('S15: the registration form is previewed, and the sign-up page asks for its fields', async () => {
  const { page, api, saved } = await setup('registration');
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByText('Phone (optional)').waitFor();
  await page.getByRole('checkbox', { name: 'Phone' }).check();
  await preview.getByText('Phone', { exact: true }).waitFor();
  await page.getByRole('checkbox', { name: 'Last name' }).uncheck();
  await preview.getByText('Only have one name?').waitFor();
  await checkAccess(page);
  await page.getByRole('tab', { name: 'Suppliers' }).click();
  await page.waitForURL('**?tab=supplier');
  await page.getByRole('checkbox', { name: 'Tax ID' }).check();
  await preview.getByText('Tax ID', { exact: true }).waitFor();
  await checkAccess(page);
  await saved();
  expect(await tenantOf(api)).toMatchObject({
    settings: {
      registration: {
        customer: { required: ['phone'], optional: ['lastName'] },
        supplier: { required: ['taxId'], optional: [] },
      },
    },
  });

  const { link } = await invited({}, api);
  const theirs = await (await newContext()).newPage();
  await theirs.goto(link);
  await theirs.getByRole('textbox', { name: 'Phone', exact: true }).waitFor();
  await theirs.getByRole('textbox', { name: 'Last name (optional)' }).waitFor();
});

test('S15: services, plans, and ranks are added, renamed, moved, and removed, and a new customer gets the default ones', async () => {
  const { page, api, tenant, save, saved } = await setup('catalog');
  await page.getByText('No services yet.').waitFor();
  await checkAccess(page);
  await page.getByRole('button', { name: 'Add service', exact: true }).click();
  await page.keyboard.type('Web shop');
  await page.getByRole('checkbox', { name: 'On by default' }).check();
  await page.getByRole('button', { name: 'Add service', exact: true }).click();
  await page.keyboard.type('Support');
  await page.getByRole('textbox', { name: 'Service 2: ID' }).fill('Help desk');
  await page.getByRole('button', { name: 'Add service plan' }).click();
  await page.keyboard.type('Gold');
  for (const rank of ['A', 'B', 'B']) {
    await page.getByRole('button', { name: 'Add rank' }).click();
    await page.keyboard.type(rank);
  }
  await save();
  await page.getByText('Enter up to 40 lowercase letters').waitFor();
  await page.getByText('This rank already exists.').waitFor();
  await checkAccess(page);
  await page.getByRole('textbox', { name: 'Service 2: ID' }).fill('help-desk');
  await page.getByRole('textbox', { name: 'Rank 3: Name' }).fill('C');
  await page.getByRole('button', { name: 'Move up: C' }).click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Move down: C' }).waitFor();
  await saved();
  expect(await tenantOf(api)).toMatchObject({
    catalog: {
      services: [
        { id: 'web-shop', name: 'Web shop', enabledByDefault: true },
        { id: 'help-desk', name: 'Support', enabledByDefault: false },
      ],
      servicePlans: [{ id: 'gold', name: 'Gold' }],
      ranks: ['C', 'A', 'B'],
    },
  });

  const created = await api.post('/v1/customers', { name: 'Navy', rank: 'A' });
  expect(JSON.parse(created.text)).toMatchObject({ services: ['web-shop'], rank: 'A' });
  await page.getByRole('textbox', { name: 'Service 1: Name' }).fill('Online shop');
  await page.getByRole('button', { name: 'Remove: A' }).click();
  await page
    .getByText('Removed when you save: A. Customers keep what they already have.')
    .waitFor();
  await checkAccess(page);
  await saved();
  const theirs = await api.get(`/v1/customers/${created.body.id}`);
  expect(JSON.parse(theirs.text)).toMatchObject({ services: ['web-shop'], rank: 'A' });
  expect(await tenantOf(api)).toMatchObject({
    catalog: { services: [{ id: 'web-shop', name: 'Online shop' }, {}], ranks: ['C', 'B'] },
  });

  const seen = await viewerAt(tenant.id, `${SETTINGS}/catalog`);
  await seen.getByText('Online shop').waitFor();
  expect(await seen.getByRole('button', { name: /^(Add|Remove|Move)/ }).count()).toBe(0);
  await checkAccess(seen);
});

test('S15: a preset is created, used, changed by two administrators at once, and deleted', async () => {
  const { page, api, tenant } = await setup('presets');
  const inDialog = (button: string) =>
    page.getByRole('dialog').getByRole('button', { name: button, exact: true });
  await page.getByText('No presets yet').waitFor();
  await checkAccess(page);
  await page.getByRole('button', { name: 'New preset' }).click();
  await inDialog('Save').click();
  await page.getByText('Enter a name.').waitFor();
  await checkAccess(page);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Resellers in France');
  await page.getByLabel('Type').selectOption('Supplier');
  await page.getByRole('textbox', { name: 'Validity in days' }).fill('3');
  await page.getByLabel('Language').selectOption('Français');
  await page.getByRole('textbox', { name: 'Message' }).fill('Bienvenue !');
  await page.getByText('Prefilled fields').click();
  await page.getByRole('textbox', { name: 'Job title' }).fill('Buyer');
  await page.getByRole('checkbox', { name: 'Invitees can change all fields' }).uncheck();
  await page.getByRole('checkbox', { name: 'Job title' }).uncheck();
  await page.getByText('More options').click();
  await page.getByRole('textbox', { name: 'Redirect URL' }).fill('https://elsewhere.example');
  await page.getByRole('textbox', { name: 'Metadata' }).fill('campaign=spring');
  await inDialog('Save').click();
  await page.getByText('The redirect URL is not allowed.').waitFor();
  await checkAccess(page);
  await page.getByRole('textbox', { name: 'Redirect URL' }).fill('');
  await inDialog('Save').click();
  await rowOf(page, 'Resellers in France').getByText('3 days').waitFor();
  await checkAccess(page);
  expect(new URL(page.url()).search).toBe('');

  const [preset] = (await api.get('/v1/presets')).body.data as unknown as { id: string }[];
  const presetId = preset?.id ?? '';
  const { body } = await api.post('/v1/invitations', { email: newAddress(), presetId });
  expect(body).toMatchObject({
    kind: 'supplier',
    locale: 'fr',
    message: 'Bienvenue !',
    profile: { jobTitle: 'Buyer' },
    metadata: { campaign: 'spring' },
  });

  await page.getByRole('link', { name: 'Resellers in France' }).click();
  await page.waitForURL(`**/presets?open=${presetId}`);
  await page.getByRole('textbox', { name: 'Message' }).fill('Soyez les bienvenus !');
  expect((await api.patch(`/v1/presets/${presetId}`, { expiresInDays: 9 })).status).toBe(200);
  await inDialog('Save').click();
  await page.getByRole('dialog', { name: 'Someone else changed this' }).waitFor();
  await page.getByRole('row', { name: 'Validity 3 days 9 days' }).waitFor();
  await checkAccess(page);
  await inDialog('Save my version').click();
  await rowOf(page, 'Resellers in France').getByText('3 days').waitFor();

  const seen = await viewerAt(tenant.id, `${SETTINGS}/presets?open=${presetId}`);
  await seen.getByRole('dialog', { name: 'Resellers in France' }).waitFor();
  await seen.getByText('Soyez les bienvenus !').waitFor();
  await checkAccess(seen);
  await seen.keyboard.press('Escape');
  await rowOf(seen, 'Resellers in France').waitFor();
  expect(await seen.getByRole('button', { name: /Actions for|New preset/ }).count()).toBe(0);

  await chooseInMenu(page, 'Resellers in France', 'Delete');
  await page.getByText('Invitations that were sent with it stay as they are.').waitFor();
  await checkAccess(page);
  await inDialog('Delete').click();
  await page.getByText('No presets yet').waitFor();
  await page.goto(`${foyer().siteUrl}${SETTINGS}/presets?open=${presetId}`);
  await page.getByText('No presets yet').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});
