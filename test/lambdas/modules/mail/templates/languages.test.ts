import { describe, expect, test } from 'vitest';

import { ADMINISTRATOR_TEXTS } from '../../../../../lambdas/modules/mail/templates/administrator-texts.ts';
import {
  codeMail,
  type CodeMailContent,
} from '../../../../../lambdas/modules/mail/templates/code-mail.ts';
import { textsFor } from '../../../../../lambdas/modules/mail/templates/composed-mail.ts';
import {
  invitationMail,
  type InvitationMailContent,
  reminderMail,
} from '../../../../../lambdas/modules/mail/templates/invitation-mail.ts';
import type { MailTexts } from '../../../../../lambdas/modules/mail/templates/texts.ts';
import { type Language, LANGUAGES } from '../../../../../lambdas/modules/platform/locale.ts';

const invitation: InvitationMailContent = {
  tenantName: 'Acme',
  branding: {},
  kind: 'customer',
  inviterName: 'Jane Doe',
  email: 'ada@engines.example',
  company: 'Engines',
  firstName: 'Ada',
  message: 'Salut!',
  link: 'https://portal.example/sign-up#inv_1.secret',
  expiresAt: '2026-11-28T14:30:00Z',
  locale: 'en',
};

const code: CodeMailContent = {
  tenantName: 'Acme',
  branding: {},
  email: 'ada@engines.example',
  code: '04719325',
  minutes: 10,
  locale: 'en',
};

const VALUES = [
  'tenantName',
  'inviterName',
  'company',
  'firstName',
  'expires',
  'validFor',
] as const;
const marks = Object.fromEntries(VALUES.map((name) => [name, `[${name}]`]));

/** Returns every text of a language by its key, with placeholders for values. */
function sentences(texts: MailTexts): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (place: string, value: unknown): void => {
    if (typeof value === 'string') found.set(place, value);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(`${place}.${key}`, inner);
  };
  const { greeting, messageFrom, labeled, ...rest } = texts;
  visit('', rest);
  found.set('.greeting', greeting('[firstName]'));
  found.set('.messageFrom', messageFrom('[inviterName]'));
  found.set('.labeled', labeled('[label]', '[value]'));
  for (const part of ['invitation', 'reminder', 'code'] as const) {
    const words: Record<string, unknown> = { ...texts[part] };
    if (part !== 'code') Object.assign(words, texts[part].invitation);
    for (const [key, sentence] of Object.entries(words))
      if (typeof sentence === 'function')
        found.set(`.${part}.${key}`, (sentence as (values: object) => string)(marks));
  }
  return found;
}

function placeholders(sentence: string | undefined): string[] {
  return [...new Set(sentence?.match(/\[\w+\]/g) ?? [])].sort();
}

/** Returns the same for an administrator's setup email. */
function administratorSentences(locale: Language): Map<string, string> {
  const { roles, ...texts } = ADMINISTRATOR_TEXTS[locale];
  const values = { ...{ tenantName: '[tenantName]', role: '[role]', expires: '[expires]' } };
  const found = new Map(Object.entries(roles).map(([role, name]) => [`.roles.${role}`, name]));
  for (const [key, text] of Object.entries(texts)) {
    const say = (more: object) =>
      typeof text === 'string' ? text : (text as (all: object) => string)({ ...values, ...more });
    found.set(`.${key}`, say({ inviterName: '[inviterName]' }));
    if (key === 'invitation') found.set('.invitation by nobody', say({}));
  }
  return found;
}

/** Words that are the same in two languages. */
const SAME = ['Administrator', 'Viewer'];

describe.each(LANGUAGES)('in %s', (locale) => {
  const setup = () => ({ texts: sentences(textsFor(locale)), english: sentences(textsFor('en')) });

  test('every text exists and has the same values as the English one', () => {
    const { texts, english } = setup();
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [place, sentence] of english)
      expect([place, placeholders(texts.get(place))]).toEqual([place, placeholders(sentence)]);
  });

  test('no text is empty, has stray spaces, or is still in English', () => {
    const { texts, english } = setup();
    for (const [place, text] of texts) {
      expect(text, place).toMatch(/^\S(.*\S)?$/s);
      expect(text, place).not.toMatch(/ {2}|undefined|\[object/);
      if (locale === 'en' || place === '.labeled') continue;
      expect(text, place).not.toBe(english.get(place));
    }
  });

  test('an administrator’s email is complete in that language', () => {
    const own = administratorSentences(locale);
    for (const [place, sentence] of administratorSentences('en')) {
      const text = own.get(place);
      expect([place, placeholders(text)]).toEqual([place, placeholders(sentence)]);
      expect(text, place).toMatch(/^\S(.*\S)?$/s);
      expect(text, place).not.toMatch(/ {2}|undefined|\[object/);
      if (locale !== 'en' && !SAME.includes(sentence)) expect(text, place).not.toBe(sentence);
    }
  });

  test('an invitation, a reminder, and a code say so in that language', () => {
    const mails = [
      invitationMail({ ...invitation, locale }),
      reminderMail({ ...invitation, locale }),
      codeMail({ ...code, locale }),
    ];
    expect(new Set(mails.map(({ subject }) => subject))).toHaveProperty('size', 3);
    for (const { subject, html, text } of mails) {
      expect(subject).toContain('Acme');
      expect(html).toContain(`<html lang="${locale}"`);
      expect(html + text).not.toMatch(/undefined|\[object/);
    }
  });

  test('a missing company or first name leaves no gap', () => {
    for (const compose of [invitationMail, reminderMail]) {
      const { text } = compose({ ...invitation, locale, company: '', firstName: undefined });
      expect(text).not.toMatch(/ {2}|undefined|（）/);
    }
  });
});

describe('the language of an email', () => {
  test.each([
    ['de-AT', 'Guten Tag Ada,'],
    ['fr-CA', 'Bonjour Ada,'],
    ['ES', 'Hola, Ada:'],
    ['ja-JP', 'Ada 様'],
    ['pt-BR', 'Hi Ada,'],
    ['', 'Hi Ada,'],
    ['constructor', 'Hi Ada,'],
  ])('for %j greets %s', (locale, greeting) => {
    expect(invitationMail({ ...invitation, locale }).text).toContain(`\n${greeting}\n`);
  });

  test.each([
    ['de-AT', 'Gültig bis: Samstag, 28. November 2026 um 14:30 UTC'],
    ['fr', 'Valable jusqu’au : samedi 28 novembre 2026 à 14:30 UTC'],
    ['es', 'Válida hasta: sábado, 28 de noviembre de 2026, 14:30 UTC'],
    ['ja', '有効期限：2026年11月28日土曜日 14:30 UTC'],
  ])('for %j has the usual date format', (locale, line) => {
    const { text } = reminderMail({ ...invitation, locale });
    expect(text.replace(/[\u00a0\u202f]/g, ' ').split('\n')).toContain(line);
  });
});

describe('a reminder', () => {
  test('says that the invitation was sent earlier and when it expires, and has a link', () => {
    const { subject, html, text } = reminderMail(invitation);
    expect(subject).toBe('Reminder: your invitation to Acme');
    for (const said of ['Jane Doe invited you', 'Saturday, November 28, 2026', 'decline']) {
      expect(html).toContain(said);
      expect(text).toContain(said);
    }
    expect(html.split(`href="${invitation.link}"`)).toHaveLength(3);
    expect(text.split('\n')).toContain(invitation.link);
    expect(text).toContain('Jane Doe writes:\n> Salut!');
  });
});

describe('an email with a code', () => {
  test('has the code on its own line of the text part, and only in the body', () => {
    const { subject, html, text } = codeMail(code);
    expect(text.split('\n')).toContain('04719325');
    // Two groups without a space in between, so that copying them copies the whole code.
    expect(html).toMatch(/\s0471<span class="half"[^>]*>9325<\/span>/);
    expect(html.match(/0471/g)).toHaveLength(1);
    expect(subject).not.toMatch(/\d/);
  });

  test.each([
    ['en', 'valid for 10 minutes'],
    ['de', 'ist 10 Minuten lang gültig'],
    ['fr', 'valable pendant 10 minutes'],
    ['es', 'válido durante 10 minutos'],
    ['ja', '有効時間は 10 分です'],
  ])('in %s says how long the code is valid', (locale, said) => {
    expect(codeMail({ ...code, locale }).text.replace(/[\u00a0\u202f]/g, ' ')).toContain(said);
  });

  test('warns against sharing the code, and says what to do if the recipient did not request it', () => {
    const { text } = codeMail(code);
    expect(text).toContain('Nobody from Acme will ever ask you for it.');
    expect(text).toContain('you can ignore this email');
  });

  test('escapes hostile names', () => {
    const attack = '"><script>alert(1)</script>\r\nBcc: all@example.com';
    const { subject, html } = codeMail({ ...code, tenantName: attack, email: attack });
    expect(subject).toMatch(/^\P{Cc}+$/u);
    expect(html).not.toContain('<script');
  });
});
