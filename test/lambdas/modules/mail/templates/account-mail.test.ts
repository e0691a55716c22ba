import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  accountMail,
  type AccountMailContent,
} from '../../../../../lambdas/modules/mail/templates/account-mail.ts';
import {
  ACCOUNT_MAIL_KINDS,
  ACCOUNT_TEXTS,
} from '../../../../../lambdas/modules/mail/templates/account-texts.ts';
import { LANGUAGES } from '../../../../../lambdas/modules/platform/locale.ts';
import { anyText } from '../../../../support/engine/any-text.ts';
import { asCognitoSends } from '../../../../support/fakes/fake-cognito-mail.ts';

const reset: AccountMailContent = {
  kind: 'reset',
  tenantName: 'Acme',
  branding: { color: '#7a1f3d', logoUrl: 'https://acme.example/logo.png' },
  email: 'ada@engines.example',
  locale: 'en',
  codePlaceholder: '{####}',
};

/** Returns the email as it arrives, with the code in place. */
function sent(content: AccountMailContent) {
  return asCognitoSends(accountMail(content), {
    code: '047193',
    ...(content.userNamePlaceholder !== undefined && { userName: 'ada@engines.example' }),
  });
}

describe.each(LANGUAGES)('in %s', (locale) => {
  test.each(ACCOUNT_MAIL_KINDS)('a %s email has everything, within Cognito’s limits', (kind) => {
    const content: AccountMailContent =
      kind === 'temporary'
        ? { ...reset, kind, locale, userNamePlaceholder: '{username}' }
        : { ...reset, kind, locale };
    const { subject, html } = sent(content);
    expect(subject).toContain('Acme');
    expect(html).toContain(`<html lang="${locale}"`);
    expect(html).toContain('047193');
    expect(html).toContain('ada');
    expect(html).toContain('#7a1f3d');
    expect(html).toContain('src="https://acme.example/logo.png"');
    expect(html).toContain(ACCOUNT_TEXTS[locale][kind].heading);
    expect(subject + html).not.toMatch(/undefined|\[object|\{####\}|\{username\}/);
  });

  test('every text exists and has the same values as the English one', () => {
    const marks = { tenantName: '[tenantName]', validFor: '[validFor]' };
    const own = sentencesOf(ACCOUNT_TEXTS[locale], marks);
    for (const [place, sentence] of sentencesOf(ACCOUNT_TEXTS.en, marks)) {
      const text = own.get(place);
      expect([place, valuesIn(text)]).toEqual([place, valuesIn(sentence)]);
      expect(text, place).toMatch(/^\S(.*\S)?$/s);
      if (locale !== 'en') expect(text, place).not.toBe(sentence);
    }
  });
});

function sentencesOf(texts: object, marks: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, text] of Object.entries(texts) as [string, unknown][]) {
    const place = `${path}.${key}`;
    if (typeof text === 'string') found.set(place, text);
    else if (typeof text === 'function')
      found.set(place, (text as (values: object) => string)(marks));
    else
      for (const [inner, said] of sentencesOf(text as object, marks, place)) found.set(inner, said);
  }
  return found;
}

function valuesIn(sentence: string | undefined): string[] {
  return [...new Set(sentence?.match(/\[\w+\]/g) ?? [])].sort();
}

describe('the code', () => {
  test('is never in the subject, which lock screens show, even if the company is called like it', () => {
    const { subject, html } = accountMail({ ...reset, tenantName: '{####} {username}' });
    expect(subject).toBe('Reset your password for (####) (username)');
    expect(html.split('{####}')).toHaveLength(2);
    expect(html).not.toContain('{username}');
  });

  test.each(['\uE000', '\uE001', 'Acme\uE000', '&#123;####&#125;'])(
    'is in the email once if the company is called %j',
    (tenantName) => {
      const email = `${tenantName}@engines.example`;
      expect(accountMail({ ...reset, tenantName, email }).html.split('{####}')).toHaveLength(2);
    },
  );

  test.each(['?code={####}', '{####}/logo.png', '#{####}', '?{username}'])(
    'is never sent to the server of a logo at %s, which the company chooses',
    (path) => {
      const logoUrl = `https://acme.example/${path}`;
      const { html } = accountMail({ ...reset, branding: { logoUrl } });
      expect(html).toContain('src="https://acme.example/');
      expect(html.split('{####}')).toHaveLength(2);
      expect(html).not.toContain('{username}');
    },
  );

  test('is where Cognito wants it, whatever its placeholder is', () => {
    expect(accountMail({ ...reset, codePlaceholder: '$&{code}$1' }).html).toContain('$&{code}$1');
  });
});

describe('an email about an address to verify', () => {
  test('does not name an account', () => {
    const { html } = sent({ ...reset, kind: 'verification', email: undefined });
    expect(html).not.toContain(`>\n${ACCOUNT_TEXTS.en.accountLabel}\n<`);
    expect(html).not.toContain('<table width="100%" border="0"></table>');
  });
});

describe('Cognito accepts the email', () => {
  const hostile = [
    '"'.repeat(200),
    '{'.repeat(200),
    '\u200d'.repeat(200),
    '👩‍👩‍👧‍👦'.repeat(30),
    '\u{10FFFF}'.repeat(100),
    '会'.repeat(200),
    '\ud800',
    'a\r\nBcc: thief@evil.example',
  ];

  test.each(hostile)('with the company %j in every language', (tenantName) => {
    for (const locale of LANGUAGES)
      for (const kind of ACCOUNT_MAIL_KINDS) {
        const email = `${'.&'.repeat(60)}@${'a.'.repeat(100)}example`;
        const logoUrl = `https://acme.example/${'"&'.repeat(1_000)}`;
        sent({
          ...{ ...reset, kind, tenantName, email, locale, branding: { logoUrl } },
          ...(kind === 'temporary' && { userNamePlaceholder: '{username}' }),
        });
      }
  });

  test('with any text', () => {
    fc.assert(
      fc.property(
        anyText(),
        anyText(),
        fc.constantFrom(...LANGUAGES),
        (tenantName, email, locale) => {
          sent({ ...reset, tenantName, email, locale });
        },
      ),
    );
  });

  test('with its branding, unless that takes too much room', () => {
    const logoUrl = `https://acme.example/${'a'.repeat(1_000)}`;
    expect(sent({ ...reset, branding: { logoUrl } }).html).toContain(logoUrl);
    const long = `https://acme.example/${'a'.repeat(19_000)}`;
    expect(sent({ ...reset, branding: { logoUrl: long } }).html).not.toContain('<img');
  });
});
