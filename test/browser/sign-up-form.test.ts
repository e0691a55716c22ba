import { describe, expect, test } from 'vitest';

import { expectAccessible } from './accessibility.ts';
import { SITE } from './built-pages.ts';
import { created, found, problem, TOKEN } from './fake-api.ts';
import {
  focusedText,
  heading,
  PASSWORD,
  picture,
  signUpPages,
  submitWith,
} from './sign-up-pages.ts';

const pages = signUpPages();

describe('shows the invitation', () => {
  test('with inviter, address, and expiry, and with prefilled fields', async () => {
    const { page } = await pages.open();
    await heading(page, 'Create your account');
    await expect.poll(() => page.title()).toBe('Create your account – Acme Instruments');
    await page.getByText('Acme Instruments invited you to create a customer account').waitFor();
    await page.getByText('28 November 2026 at 14:00').waitFor();
    await page.getByText('You’ll sign in with this address. It can’t be changed.').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe('Anna');
    expect(await page.getByLabel('Company').inputValue()).toBe('Northwind Traders');
    await expectAccessible(page);
  });

  test('with markup that says which fields browsers and password managers can fill in', async () => {
    const { page } = await pages.open();
    await heading(page, 'Create your account');
    const marks = await page
      .locator('input')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).autocomplete));
    expect(marks).toEqual([
      'username',
      'given-name',
      'family-name',
      'organization-title',
      'tel',
      'organization',
      'new-password',
    ]);
  });

  test('with an optional last name if the invitation allows one name', async () => {
    const fields = [
      { name: 'firstName', required: true },
      { name: 'lastName', required: false },
    ];
    const { page, api } = await pages.open({ lookup: [found({ fields, profile: {} })] });
    const lastName = page.getByRole('textbox', { name: 'Last name (optional)' });
    await lastName.waitFor();
    const hint = await lastName.getAttribute('aria-describedby');
    expect(await page.locator(`#${hint ?? ''}`).textContent()).toContain('Only have one name?');
    expect(await lastName.getAttribute('required')).toBeNull();
    await expectAccessible(page);
    await picture(page, 'one-name');
    await submitWith(page);
    await page.getByRole('link', { name: 'Enter your first name.' }).waitFor();
    await page.getByLabel('First name').fill('Sukarno');
    await submitWith(page);
    await heading(page, 'Your account is ready');
    expect(api.accepts[0]?.body['profile']).toEqual({ firstName: 'Sukarno' });
  });

  test('with a supplier’s wording, and locked values as text', async () => {
    const { page, api } = await pages.open({
      lookup: [found({ kind: 'supplier', editableFields: ['jobTitle'] })],
    });
    await heading(page, 'Create your supplier account');
    expect(await page.getByLabel('First name').count()).toBe(0);
    await page.getByRole('definition').filter({ hasText: 'Northwind Traders' }).waitFor();
    await expectAccessible(page);
    await submitWith(page);
    await heading(page, 'Your account is ready');
    expect(api.accepts[0]?.body).toEqual({
      token: TOKEN,
      password: PASSWORD,
      profile: { firstName: 'Anna', lastName: 'Keller' },
      company: 'Northwind Traders',
    });
  });

  test('with the fields for suppliers, each required or optional', async () => {
    const fields = [
      ['firstName', true],
      ['lastName', true],
      ['jobTitle', false],
      ['phone', true],
      ['company', true],
      ['taxId', false],
    ].map(([name, required]) => ({ name, required }));
    const editableFields = fields.map(({ name }) => name);
    const { page, api } = await pages.open({
      lookup: [found({ kind: 'supplier', fields, editableFields })],
    });
    await page.getByLabel('Phone', { exact: true }).waitFor();
    await page.getByLabel('Tax ID (optional)').fill('DE 123456789');
    await expectAccessible(page);
    await submitWith(page);
    await page.getByRole('link', { name: 'Enter a phone number.' }).waitFor();
    await page.getByLabel('Phone').fill('+49 30 12345');
    await page.getByRole('button', { name: 'Create account' }).click();
    await heading(page, 'Your account is ready');
    expect(api.accepts[0]?.body['profile']).toMatchObject({ taxId: 'DE 123456789' });
  });

  test('with the application that the account is for', async () => {
    const { page } = await pages.open({
      lookup: [found({ application: { name: 'Parts Portal' } })],
    });
    await page.getByText('Your account gives you access to Parts Portal.').waitFor();
  });

  test('with a note that being signed in as somebody else does no harm', async () => {
    const { page } = await pages.setup();
    await page.addInitScript(() => {
      const user = { profile: { email: 'bob@elsewhere.example' } };
      sessionStorage.setItem('oidc.user:https://issuer.example:web', JSON.stringify(user));
    });
    await page.goto(`${SITE}/sign-up#${TOKEN}`);
    await page.getByText('You’re signed in as bob@elsewhere.example.').waitFor();
    await expectAccessible(page);
    await submitWith(page);
    await heading(page, 'Your account is ready');
    // The other session has not changed.
    expect(await page.evaluate(() => sessionStorage.length)).toBe(1);
  });

  test.for(['#ffd400', '#000000', '#7f7f7f'])(
    'with readable text in the tenant’s color %s',
    async (color) => {
      const { page } = await pages.open({
        lookup: [found({ tenant: { name: 'Kronen', branding: { color } } })],
      });
      await heading(page, 'Create your account');
      await expectAccessible(page);
    },
  );

  test('with names of 200 characters', async () => {
    const long = 'Donaudampfschifffahrtsgesellschaft'.repeat(6).slice(0, 200);
    const { page } = await pages.open({
      lookup: [
        found({
          tenant: { name: long, branding: {} },
          company: long,
          editableFields: ['firstName'],
        }),
      ],
    });
    await heading(page, 'Create your account');
    await expectAccessible(page);
  });

  test('with the initial instead of a logo that does not load', async () => {
    const look = { logoUrl: 'https://cdn.example.com/none.png' };
    const visit = await pages.setup({ lookup: [found({ tenant: { name: 'Zeta', look } })] });
    await visit.page.route('https://cdn.example.com/**', (route) => route.abort());
    await visit.page.goto(`${SITE}/sign-up#${TOKEN}`);
    await visit.page.getByText('Z', { exact: true }).waitFor();
  });
});

describe('helps people complete the form', () => {
  test('with the keyboard alone', async () => {
    const { page, api } = await pages.open({
      lookup: [found({ profile: {}, company: undefined })],
    });
    await heading(page, 'Create your account');
    // The list of languages comes first.
    await page.keyboard.press('Tab');
    const typed = ['Ada', 'Lovelace', '', '+44 20 7946 0000', 'Analytical Engines', PASSWORD];
    for (const text of typed) {
      await page.keyboard.press('Tab');
      if (text !== '') await page.keyboard.type(text);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.locator('#field-password').getAttribute('type')).toBe('text');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await heading(page, 'Your account is ready');
    expect(api.accepts.map(({ body }) => body)).toEqual([
      {
        token: TOKEN,
        password: PASSWORD,
        profile: { firstName: 'Ada', lastName: 'Lovelace', phone: '+44 20 7946 0000' },
        company: 'Analytical Engines',
      },
    ]);
  });

  test('with password rules that are checked off while they type', async () => {
    const { page } = await pages.open();
    const met = page.locator('.rule-met');
    await page.getByLabel('Choose a password').pressSequentially('abc1');
    expect(await met.allTextContents()).toEqual([
      'Done: A lowercase letter (a–z)',
      'Done: A digit (0–9)',
    ]);
    await page.getByText('The password meets 2 of 4 requirements.').waitFor();
    await page.getByLabel('Choose a password').fill(PASSWORD);
    await page.getByText('The password meets all requirements.').waitFor();
  });

  test('with an error that a password of 257 characters is too long, not that it needs 12', async () => {
    const { page, api } = await pages.open();
    await page.getByLabel('Choose a password').fill(PASSWORD.padEnd(257, 'x'));
    const unmet = page.locator('.rule:not(.rule-met)');
    expect(await unmet.allTextContents()).toEqual(['Missing: At most 256 characters']);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page
      .locator('#field-password-error', {
        hasText: 'Your password can’t be longer than 256 characters.',
      })
      .waitFor();
    expect(api.accepts).toHaveLength(0);
  });

  test('with errors that appear after leaving a field and disappear once they are fixed', async () => {
    const { page } = await pages.open();
    const phone = page.getByLabel('Phone');
    await phone.pressSequentially('12');
    expect(await phone.getAttribute('aria-invalid')).toBe('false');
    await phone.blur();
    const message = page.locator('#field-phone-error');
    await message.waitFor();
    expect(await phone.getAttribute('aria-describedby')).toContain('field-phone-error');
    await phone.pressSequentially('12345');
    await message.waitFor({ state: 'detached' });
  });

  test('with a summary of errors that gets the focus and links to the fields', async () => {
    const { page, api } = await pages.open({
      lookup: [found({ profile: {}, company: undefined })],
    });
    await page.getByLabel('Phone').fill('abc');
    // The mouse button goes down while an error is about to appear above it. The click must not be lost.
    await page.getByRole('button', { name: 'Create account' }).click();
    const summary = page.getByRole('group', { name: 'There are 4 things to fix' });
    await summary.waitFor();
    await expect.poll(() => focusedText(page)).toContain('Enter your first name.');
    await expect.poll(() => page.title()).toMatch(/^Error: /);
    await expectAccessible(page);
    await summary.getByRole('link', { name: 'Choose a password.' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field-password');
    expect(page.url()).toBe(`${SITE}/sign-up#${TOKEN}`);
    expect(api.accepts).toHaveLength(0);
  });

  test('with a company that is optional unless the vendor named it', async () => {
    const { page, api } = await pages.open({ lookup: [found({ company: undefined }), found()] });
    await page.getByLabel('Company (optional)').waitFor();
    await submitWith(page);
    await heading(page, 'Your account is ready');
    expect(api.accepts[0]?.body).not.toHaveProperty('company');

    await page.reload();
    await page.getByLabel('Company', { exact: true }).fill(' ');
    await submitWith(page, 'abc');
    await page.getByRole('link', { name: 'Enter your company’s name.' }).waitFor();
    const needs = 'Your password still needs: at least 12 characters; an uppercase letter (A–Z)';
    await page.getByRole('link', { name: needs }).waitFor();
    expect(api.accepts).toHaveLength(1);
  });

  test('with errors of the server at their fields, even fields that were not shown', async () => {
    const errors = [
      { path: 'profile.firstName', message: 'Not this name.' },
      { path: 'company', message: 'The company name is required.' },
      { path: 'elsewhere', message: 'Something else.' },
    ];
    const { page, api } = await pages.open({
      lookup: [found({ company: undefined, editableFields: ['firstName', 'lastName'] })],
      accept: [problem(400, 'invalid_request', { errors }), created],
    });
    expect(await page.getByLabel('Company').count()).toBe(0);
    await submitWith(page);
    await page.getByRole('group', { name: 'There are 3 things to fix' }).waitFor();
    await page.locator('#field-firstName-error', { hasText: 'Not this name.' }).waitFor();
    await page.getByLabel('First name').fill('Annette');
    await page.getByLabel('Company').fill('Northwind');
    await page.getByRole('button', { name: 'Create account' }).click();
    await heading(page, 'Your account is ready');
    expect(api.accepts[1]?.body).toMatchObject({ company: 'Northwind' });
  });

  test('with an error of the user pool at the password', async () => {
    const { page, api } = await pages.open({ accept: [problem(422, 'password_policy'), created] });
    await submitWith(page);
    await page
      .locator('#field-password-error', { hasText: 'We can’t accept this password' })
      .waitFor();
    await expectAccessible(page);
    await submitWith(page, `${PASSWORD}-better`);
    await heading(page, 'Your account is ready');
    expect(new Set(api.accepts.map(({ key }) => key)).size).toBe(2);
  });
});
