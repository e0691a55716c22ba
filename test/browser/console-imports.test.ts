import { readFile } from 'node:fs/promises';

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import type { InvitationImport } from '../../client/src/index.ts';
import { awaitMail, mailsTo, newAddress, until } from '../support/foyer/foyer-client.ts';
import { personInGroup } from '../support/foyer/sign-in.ts';
import { expectAccessible } from './accessibility.ts';
import { checkAccess, openSignedIn, rowOf, setupConsole, useBrowser } from './console.ts';

const { newContext } = useBrowser();

async function setup(path = '/console/imports') {
  const context = await newContext();
  const { page, api, tenant } = await setupConsole(context, path);
  const choose = (name: string, content: string | Buffer) =>
    page.locator('input[type="file"]').setInputFiles({
      ...{ name, mimeType: 'text/csv', buffer: Buffer.from(content) },
    });
  return { page, api, tenant, choose };
}

/** Drops a file on the page. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const dropped = await page.evaluateHandle(
    ({ fileName, content }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(content)], fileName));
      return transfer;
    },
    { fileName: name, content: [...bytes] },
  );
  await page.dispatchEvent('main', 'dragover', { dataTransfer: dropped });
  await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
}

test('S14: a file is dropped, its columns matched, invalid rows corrected or left out, and the others invited', async () => {
  const { page, api, choose } = await setup();
  const [ada, zoe, known, mended] = [newAddress(), newAddress(), newAddress(), newAddress()];
  const { body } = await api.post('/v1/invitations', { email: known });
  await page.getByText('No imports yet').waitFor();
  await expectAccessible(page);
  const template = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a template' }).click();
  expect((await template).suggestedFilename()).toBe('foyer-import-template.csv');
  await page.getByRole('link', { name: 'New import' }).first().click();

  await page.getByText('Step 1 of 3').waitFor();
  await choose('people.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0]));
  await page.getByText('This is a workbook or another kind of file').waitFor();
  await expectAccessible(page);
  await choose('empty.csv', '');
  await page.getByText('The file is empty.').waitFor();
  await choose('wide.csv', `email${',x'.repeat(4_500)}\n`);
  await page.getByText('Row 1 has more than 256 columns').waitFor();

  // A file as German Excel saves it: semicolons, Windows-1252, and a line break in quotation marks.
  const file = [
    'Vorname;E-Mail;Firma;Nachricht;Vertrag;Intern',
    `Ada;${ada};Analytical Engines;"Hello ""Ada"",\nwelcome; come in.";D-1;secret`,
    `Zoë;${zoe};Böhm & Söhne;;D-2;secret`,
    'Grace;grace.example;Harvard;;D-3;secret',
    `Again;${zoe};;;;`,
    `Known;${known};;;;`,
  ].join('\r\n');
  await drop(page, 'people.csv', Buffer.from(file, 'latin1'));
  await page.getByText('people.csv · 5 rows').waitFor();
  await page.getByText('it was read as Windows-1252').waitFor();
  expect(await page.getByRole('combobox', { name: 'Field for Vorname' }).inputValue()).toBe(
    'firstName',
  );
  const contract = page.getByRole('combobox', { name: 'Field for Vertrag' });
  await page.getByText('Left out: Vertrag, Intern').waitFor();
  await contract.selectOption('Company');
  await page.getByRole('button', { name: 'Check rows' }).click();
  await page.getByText('Another column already has this field.').waitFor();
  await expectAccessible(page);
  await contract.selectOption('Metadata');
  await page.getByRole('combobox', { name: 'Invite as' }).selectOption('Suppliers');
  // The corrections survive a reload.
  await page.reload();
  expect(await page.getByLabel('Metadata name for Vertrag').inputValue()).toBe('Vertrag');
  await checkAccess(page);
  await page.getByRole('button', { name: 'Check rows' }).dblclick();

  await page.getByText('2 rows are ready to send.').waitFor();
  await page.getByText('Nobody has been invited yet.').waitFor();
  await expectAccessible(page);
  await rowOf(page, known).getByText('This address already has a pending invitation.').waitFor();
  await page.getByRole('button', { name: 'Problems' }).click();
  await rowOf(page, known).waitFor({ state: 'detached' });
  const wrong = rowOf(page, 'grace.example');
  await wrong.getByText('Enter an email address such as').waitFor();
  await page.getByRole('textbox', { name: 'Email in row 4' }).fill(mended);
  await wrong.getByText('Changed').waitFor();
  await page.getByRole('button', { name: 'All rows' }).click();
  const repeated = rowOf(page, 'Row 3 has the same address.');
  await repeated.getByRole('button', { name: 'Leave out' }).click();
  await repeated.getByText('Left out').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByText('3 rows are ready to send.').waitFor();
  expect(await mailsTo(ada)).toEqual([]);

  await page.getByRole('button', { name: 'Send 3 invitations' }).click();
  await page.getByText('3 people get an email right away.').waitFor();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).dblclick();
  await page.waitForURL(/\/console\/imports\/imp_/);
  await page.reload();
  await page.getByRole('heading', { name: 'Import of' }).waitFor();
  await rowOf(page, mended).getByText('Invited').waitFor();
  await rowOf(page, known).getByText('Skipped').waitFor();
  await page.getByText('Done').waitFor();
  await checkAccess(page);
  // An email quotes a message line by line.
  expect((await awaitMail(ada)).text).toContain('> Hello "Ada",\n> welcome; come in.');
  await awaitMail(mended);
  const { data } = (await api.get(`/v1/invitations?email=${zoe}`)).body;
  expect(data).toMatchObject([
    { kind: 'supplier', company: 'Böhm & Söhne', metadata: { Vertrag: 'D-2' } },
  ]);

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download results' }).click();
  const results = await readFile(await (await saved).path(), 'utf8');
  expect(results).toContain(`"3","${zoe}","created"`);
  expect(results).toContain(`"6","${known}","skipped","already_invited"`);
  expect(results.startsWith('\ufeff"row","email","outcome"')).toBe(true);

  await rowOf(page, known).getByRole('link', { name: 'View invitation' }).click();
  await page.waitForURL(`**/console/invitations?open=${body.id}`);
  await page.getByRole('dialog', { name: known }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'Imports' }).first().click();
  await page.getByRole('heading', { name: 'Imports', level: 1 }).waitFor();
  await page.getByRole('row').getByText('Dry run').first().waitFor();
  expect(await page.getByRole('row').count()).toBe(4);
  expect(await page.getByRole('row').getByText('Dry run').count()).toBe(2);
  await expectAccessible(page);
  // A check whose file is no longer open is shown, and leads to the file.
  const { data: jobs } = (await api.get('/v1/invitation-imports')).body;
  await page.goto(page.url().replace(/imports.*/, `imports/new?check=${jobs[1]?.id ?? ''}`));
  await page.getByText('The file is no longer open').waitFor();
  await checkAccess(page);
});

test('S14: ten thousand rows are read and checked immediately; a running import is canceled; a viewer can only look', async () => {
  const { page, api, tenant, choose } = await setup('/console/imports/new');
  const people = Array.from({ length: 10_000 }, (_, n) => `guest${n}@example.com,Company ${n}`);
  await page.getByText('Step 1 of 3').waitFor();
  await choose('many.csv', ['email,company', ...people].join('\n'));
  await page.getByText('many.csv · 10,000 rows').waitFor();
  await page.getByText('Choose another file').click();
  await page.getByText('Paste rows instead').click();
  const some = Array.from({ length: 600 }, () => newAddress());
  await page.getByRole('textbox', { name: 'Rows' }).fill(`${some.join('\n')}\n"`);
  await page.getByRole('button', { name: 'Use these rows' }).click();
  await page.getByText('Row 601, column 1: the closing quotation mark is missing.').waitFor();
  await page.getByRole('textbox', { name: 'Rows' }).fill(some.join('\n'));
  await page.getByRole('button', { name: 'Use these rows' }).click();
  await page.getByText('Pasted rows · 600 rows').waitFor();
  await page.goBack();
  await page.getByText('Step 1 of 3').waitFor();

  const { body } = await api.post('/v1/invitation-imports', {
    csv: some.join('\n'),
    defaults: { notify: false },
  });
  await page.goto(page.url().replace(/\/new.*/, `/${body.id}`));
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Cancel import' }).click();
  await page.getByText('The remaining rows are skipped.').waitFor();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel import' }).click();
  await page.getByText('Canceled by').waitFor();
  const ended = await until('the import to end', async () => {
    const { text } = await api.get(`/v1/invitation-imports/${body.id}`);
    const { counts } = JSON.parse(text) as InvitationImport;
    return counts.pending === 0 ? counts : undefined;
  });
  expect(ended.skipped).toBeGreaterThan(0);
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  await checkAccess(page);

  const theirs = await newContext();
  const viewer = await personInGroup(tenant.id, 'viewers');
  const seen = await openSignedIn(theirs, `/console/imports/${body.id}`, viewer);
  await seen.getByText('Canceled by').waitFor();
  await seen.getByRole('link', { name: 'Imports' }).first().click();
  await seen.getByRole('row').getByText('Canceled').waitFor();
  expect(await seen.getByRole('link', { name: 'New import' }).count()).toBe(0);
  await seen.goto(seen.url().replace(/imports.*/, 'imports/new'));
  await seen.getByRole('alert').waitFor();

  // An import of another company is not found.
  const stranger = await setup(`/console/imports/${body.id}`);
  await stranger.page.getByRole('alert').waitFor();
  await expectAccessible(stranger.page);
});
