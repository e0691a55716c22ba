import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { expectAccessible } from './accessibility.ts';
import { SITE } from './built-pages.ts';
import { found, INVITATION, problem, TOKEN } from './fake-api.ts';
import { heading, PASSWORD, signUpPages } from './sign-up-pages.ts';

const pages = signUpPages();

const TITLES = {
  en: 'Create your account',
  de: 'Konto erstellen',
  fr: 'Créer votre compte',
  es: 'Cree su cuenta',
  ja: 'アカウントの作成',
};
const languageOf = (page: Page) => page.evaluate(() => document.documentElement.lang);

async function choose(page: Page, language: string): Promise<void> {
  await page.locator('select').selectOption(language);
}

describe('the language of the page', () => {
  test.for([
    ['en', 'en-IE', '28 November 2026 at 14:00'],
    ['de', 'de-AT', '28. November 2026 um 14:00'],
    ['fr', 'fr', '28 novembre 2026 à 14:00'],
    ['es', 'es-ES', '28 de noviembre de 2026 a las 14:00'],
    ['ja', 'ja', '2026年11月28日 14:00'],
    // Stored before locales were validated, and rejected by Intl. The page opens anyway.
    ['de', 'de-DE-EURO', '28. November 2026 um 14:00'],
    ['fr', 'fr-FR-EURO', '28 novembre 2026 à 14:00'],
    ['de', 'de-12', '28. November 2026 um 14:00'],
  ] as const)('is %s for an invitation in %s', async ([language, locale, date]) => {
    const { page } = await pages.open({ lookup: [found({ locale })] }, { locale: 'en-US' });
    await heading(page, TITLES[language]);
    expect(await languageOf(page)).toBe(language);
    await expect.poll(() => page.title()).toBe(`${TITLES[language]} – Acme Instruments`);
    const shown = (await page.locator('time').textContent()) ?? '';
    expect(shown.replace(/[\u00a0\u202f]/g, ' ')).toBe(date);
    await expectAccessible(page);
  });

  test('is that of the browser before the invitation is read', async () => {
    const lookup = [problem(410, 'invitation_expired')];
    const { page } = await pages.open({ lookup }, { locale: 'de-CH' });
    await heading(page, 'Diese Einladung ist abgelaufen');
    expect(await languageOf(page)).toBe('de');
    await page.getByRole('button', { name: 'Neuen Link anfordern' }).click();
    await page.getByText('Wenn diese Einladung erneuert werden kann').waitFor();
    await expectAccessible(page);
  });

  test.for([
    ['invitation_expired', 'Cette invitation a expiré'],
    ['invitation_accepted', 'Cette invitation a déjà été utilisée'],
    ['invitation_revoked', 'Cette invitation a été révoquée'],
    ['invitation_declined', 'Cette invitation a été refusée'],
  ] as const)(
    'is still the invitee’s after the end, with the inviter’s name: %s',
    async ([code, title]) => {
      const { tenant } = INVITATION;
      const lookup = [problem(410, code, { locale: 'fr-CA', tenant })];
      const { page } = await pages.open({ lookup }, { locale: 'en-US' });
      await heading(page, title);
      expect(await languageOf(page)).toBe('fr');
      await page.getByText(tenant.name).waitFor();
      const painted = await page.evaluate(() => document.documentElement.style.cssText);
      expect(painted).not.toBe('');
      await expectAccessible(page);
    },
  );

  test.for(['pt-BR', 'zh-CN'])('is English for a browser with %s', async (locale) => {
    const { page } = await pages.open({}, { locale });
    await heading(page, TITLES.en);
    expect(await languageOf(page)).toBe('en');
  });

  test('is English if the texts cannot be loaded', async () => {
    const { page } = await pages.setup({ lookup: [found({ locale: 'fr' })] });
    await page.route(/\/assets\/fr-/, (route) => route.abort());
    await page.goto(`${SITE}/sign-up#${TOKEN}`);
    await heading(page, TITLES.en);
    expect(await languageOf(page)).toBe('en');
  });

  test('is the only one that is loaded', async () => {
    const { page, requests } = await pages.open({ lookup: [found({ locale: 'ja' })] });
    await heading(page, TITLES.ja);
    const chunks = requests.map((request) => /\/assets\/(de|fr|es|ja)-/.exec(request.url())?.[1]);
    expect(chunks.filter((chunk) => chunk !== undefined)).toEqual(['ja']);
  });
});

describe('choosing another language', () => {
  test('keeps the input and translates the errors', async () => {
    const { page } = await pages.open();
    await page.getByLabel('Job title').fill('Einkauf');
    await page.getByLabel('First name').fill('');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('Enter your first name.').first().waitFor();
    await page.getByLabel('Language').focus();
    await choose(page, 'de');
    await heading(page, TITLES.de);
    expect(await page.getByLabel('Position').inputValue()).toBe('Einkauf');
    await page.getByRole('group', { name: 'Korrigieren Sie 2 Angaben' }).waitFor();
    await page.locator('#field-firstName-error', { hasText: 'Ihren Vornamen' }).waitFor();
    expect(await languageOf(page)).toBe('de');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
    await expectAccessible(page);
  });

  test('works by its own name, with the keyboard', async () => {
    const { page } = await pages.open();
    await heading(page, TITLES.en);
    await page.keyboard.press('Tab');
    const options = await page.getByLabel('Language').locator('option').allTextContents();
    expect(options).toEqual(['English', 'Deutsch', 'Français', 'Español', '日本語']);
    await page.keyboard.type('Fra');
    await heading(page, TITLES.fr);
    await page.getByLabel('Langue').waitFor();
  });

  test('lasts over a reload and overrides the invitation’s language, in this tab only', async () => {
    const { page } = await pages.open({ lookup: [found({ locale: 'de' })] });
    await heading(page, TITLES.de);
    await choose(page, 'es');
    await heading(page, TITLES.es);
    await page.reload();
    await heading(page, TITLES.es);
    expect(await page.evaluate(() => Object.entries(localStorage))).toEqual([]);
  });

  test('carries over to the sign-in page', async () => {
    const { page } = await pages.open();
    await choose(page, 'ja');
    await page.getByLabel('パスワードの設定').fill(PASSWORD);
    await page.getByRole('button', { name: 'アカウントを作成' }).click();
    await heading(page, 'アカウントの準備ができました');
    await expectAccessible(page);
    const link = page.getByRole('link', { name: 'サインイン' });
    expect(await link.getAttribute('href')).toContain('lang=ja');
  });
});

describe('in another language than English', () => {
  test('errors are translated, including those of the server', async () => {
    const errors = [
      { path: 'profile.jobTitle', message: 'The job title is odd.' },
      { path: 'elsewhere', message: 'Something else.' },
    ];
    const { page } = await pages.open({
      lookup: [found({ locale: 'fr', profile: {} })],
      accept: [problem(400, 'invalid_request', { errors })],
    });
    await heading(page, TITLES.fr);
    await page.getByLabel('Téléphone').fill('abc');
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page.getByRole('link', { name: 'Saisissez votre prénom.' }).waitFor();
    await page.getByRole('link', { name: 'Choisissez un mot de passe.' }).waitFor();
    await page.locator('#field-phone-error', { hasText: '7 à 20 chiffres' }).waitFor();
    await expectAccessible(page);

    await page.getByLabel('Téléphone').fill('');
    await page.getByLabel('Fonction').fill('Achats');
    await page.getByLabel('Prénom').fill('Anna');
    await page.getByLabel('Nom', { exact: true }).fill('Keller');
    await page.getByLabel('Choisir un mot de passe').fill(PASSWORD);
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page
      .locator('#field-jobTitle-error', { hasText: 'cette valeur ne peut pas être acceptée' })
      .waitFor();
    const summary = page.getByRole('group', { name: '2 points à corriger' });
    expect(await summary.textContent()).not.toContain('odd');
    expect(await summary.textContent()).not.toContain('Something');
  });

  test('Japanese asks for the family name first', async () => {
    const { page, api } = await pages.open({ lookup: [found({ locale: 'ja', profile: {} })] });
    await heading(page, TITLES.ja);
    const names = await page
      .locator('.fields input')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).name));
    expect(names.slice(0, 2)).toEqual(['lastName', 'firstName']);
    await page.getByLabel('姓').fill('山田');
    await page.getByLabel('名', { exact: true }).fill('花子');
    // As a Japanese keyboard enters digits.
    await page.getByLabel('電話番号').fill('０３-１２３４-５６７８');
    await page.getByLabel('パスワードの設定').fill(PASSWORD);
    await page.getByRole('button', { name: 'アカウントを作成' }).click();
    await heading(page, 'アカウントの準備ができました');
    expect(api.accepts[0]?.body['profile']).toEqual({
      firstName: '花子',
      lastName: '山田',
      phone: '03-1234-5678',
    });
  });
});
