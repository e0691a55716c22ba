import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { expiryText } from '../../../../../lambdas/modules/mail/templates/composed-mail.ts';
import {
  invitationMail,
  type InvitationMailContent,
} from '../../../../../lambdas/modules/mail/templates/invitation-mail.ts';
import { languageFor } from '../../../../../lambdas/modules/platform/locale.ts';

const LINK = 'https://portal.example/sign-up#Xk3vQ7d0pZs9R1mB8yLwT5uC2nEa6HfJ';

const content: InvitationMailContent = {
  tenantName: 'Acme Instruments',
  branding: { logoUrl: 'https://cdn.example/logo.png', color: '#0b6e4f' },
  kind: 'customer',
  inviterName: 'Jane Doe',
  email: 'ada@engines.example',
  company: 'Analytical Engines',
  firstName: 'Ada',
  message: 'Good to meet you.',
  link: LINK,
  expiresAt: '2026-11-28T14:30:00Z',
  locale: 'en',
};

const TEXT_FIELDS = [
  'tenantName',
  'inviterName',
  'email',
  'company',
  'firstName',
  'message',
  'expiresAt',
] as const;

function mail(change: Partial<InvitationMailContent> = {}) {
  return invitationMail({ ...content, ...change });
}

/** Returns the tags of the email with their attribute names, without values. They must not depend on any value. */
function structure(html: string): string[] {
  return html.replace(/="[^"]*"/g, '=""').match(/<[^>]*>/g) ?? [];
}

function everywhere(value: string): Partial<InvitationMailContent> {
  return Object.fromEntries(TEXT_FIELDS.map((field) => [field, value]));
}

describe('the content', () => {
  test('names inviter, tenant, company, invitee, and expiry in both parts', () => {
    const { html, text } = mail();
    for (const said of [
      'Jane Doe invited you to create a customer account with Acme Instruments for Analytical Engines.',
      'Hi Ada,',
      'Saturday, November 28, 2026 at 2:30 PM UTC',
      'don’t forward this email',
      'ignore this email',
    ]) {
      expect(html).toContain(said);
      expect(text).toContain(said);
    }
  });

  test('says supplier account for a supplier', () => {
    expect(mail({ kind: 'supplier' }).text).toContain('create a supplier account');
    expect(mail({ kind: 'supplier' }).html).not.toContain('customer account');
  });

  test('works without all optional values', () => {
    const { html, text } = invitationMail({
      tenantName: 'Acme',
      branding: {},
      kind: 'customer',
      inviterName: 'Jane',
      email: 'ada@engines.example',
      link: LINK,
      expiresAt: content.expiresAt,
      locale: 'en',
    });
    expect(text).toContain('Hi,\n');
    expect(text).not.toMatch(/undefined|writes:|Company/);
    expect(html).not.toMatch(/undefined|blockquote dir|writes:|Company|<img/);
  });

  test('keeps the line breaks of the message, and marks each line as quoted', () => {
    const { html, text } = mail({ message: 'First\r\nsecond\rthird\n\n\n\n\nlast  ' });
    expect(html).toContain('First<br />\nsecond<br />\nthird<br />\n<br />\nlast</blockquote>');
    expect(text).toContain('Jane Doe writes:\n> First\n> second\n> third\n>\n> last\n\n');
  });

  test('treats a message, company, or name of only spaces as missing', () => {
    const { html, text } = mail({ message: ' \n\t ', company: ' ', firstName: '\u202e' });
    expect(html).not.toContain('blockquote dir');
    expect(text).toContain('Hi,\n');
    expect(text).not.toContain('Company');
  });

  test('has the link as a button, as readable text, and on its own line in the text part', () => {
    const { html, text } = mail();
    expect(html.split(`href="${LINK}"`)).toHaveLength(3);
    expect(html).toContain(`>${LINK}</a>`);
    expect(text.split('\n')).toContain(LINK);
  });
});

describe('hostile values', () => {
  const attacks = [
    '<script>alert(1)</script>',
    '</title></style><img src=x onerror=alert(1)>',
    '" onmouseover="alert(1)" x="',
    "' onmouseover='alert(1)",
    '--><![endif]--><script>alert(1)</script><!--',
    '</blockquote></td></tr></table>',
    '&lt;b&gt; &amp;amp; &#60;',
    '{{x}} {{{x}}} {{text subject}} {{#link}} ${slots.link} <%= x %>',
    '$& $1 $` \\u003cscript>',
  ];

  test.each(attacks)('%s is text in every field', (attack) => {
    const harmless = mail(everywhere('harmless'));
    const { html } = mail(everywhere(attack));
    expect(structure(html)).toEqual(structure(harmless.html));
  });

  test('template syntax in a value is shown as entered', () => {
    const typed = '{{text subject}} {{{x}}} ${slots.link} $1 $`';
    const escaped = typed.replaceAll('{', '&#123;').replaceAll('}', '&#125;');
    expect(mail({ tenantName: typed }).html).toContain(`alt="${escaped}"`);
    expect(mail({ tenantName: typed }).text).toContain(`Your invitation to ${typed}`);
  });

  test('entities in a value are shown, not interpreted', () => {
    expect(mail({ firstName: '&lt;b&gt;' }).html).toContain('Hi &amp;lt;b&amp;gt;,');
  });

  test('the text part is not escaped', () => {
    expect(mail({ tenantName: `O'Neill & "Sons" <3` }).text).toContain(`to O'Neill & "Sons" <3`);
  });

  test('a name cannot add lines to the text part or reverse the text around it', () => {
    const { html, text } = mail(
      everywhere('x\r\n\r\nhttps://evil.example\u2028\u202egnp.exe\u0000'),
    );
    expect(text.split('\n')).not.toContain('https://evil.example');
    expect(text).not.toMatch(/[\u0000\r\u2028\u202e]/);
    expect(html).not.toMatch(/[\u0000\r\u2028\u202e]/);
  });

  test('no text changes the structure, breaks the subject, or throws', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(...attacks, '\r\n', '\ud800', '\udfff', '"', '>'),
    );
    const value = fc.array(unit, { maxLength: 8 }).map((units) => `x${units.join('')}`);
    const record = fc.record({
      tenantName: value,
      inviterName: value,
      email: value,
      company: value,
      firstName: value,
      message: value.map((text) => text.replace(/[\r\n\u0085\u2028\u2029]/g, ' ')),
      expiresAt: value,
      locale: value,
    });
    const expected = structure(mail().html);
    fc.assert(
      fc.property(record, (values) => {
        const { subject, html, text } = mail(values);
        expect(structure(html)).toEqual(expected);
        expect(subject).toMatch(/^\P{Cc}{1,150}$/u);
        expect(html.isWellFormed() && text.isWellFormed() && subject.isWellFormed()).toBe(true);
      }),
      { numRuns: 300 },
    );
  }, 30_000);
});

describe('URLs', () => {
  test.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'http://cdn.example/logo.png',
    '//cdn.example/logo.png',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'not an address',
    '',
  ])('the logo %j is replaced by the name', (logoUrl) => {
    const { html } = mail({ branding: { logoUrl } });
    expect(html).not.toContain('<img');
    expect(html).toContain('>Acme Instruments</div>');
  });

  test('the logo has the name of the tenant as alternative text', () => {
    expect(mail().html).toContain(
      '<img class="logo" src="https://cdn.example/logo.png" alt="Acme Instruments"',
    );
  });

  test('quotation marks in a URL cannot end the attribute', () => {
    const hostile = `https://cdn.example/a"onerror="alert(1)'><script>?b"c#d"'e&f`;
    const { html } = mail({ branding: { logoUrl: hostile }, link: hostile });
    expect(structure(html)).toEqual(structure(mail().html));
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://portal.example/',
    'mailto:a@b.c',
    '',
  ])('the link %j is omitted from both parts', (link) => {
    const { html, text } = mail({ link });
    expect(html).not.toContain('<a');
    expect(html).not.toMatch(/javascript:|data:|ftp:|mailto:/);
    expect(text).not.toContain('Create your account:');
  });

  test('http links are accepted, because a laptop has no certificate', () => {
    const link = 'http://127.0.0.1:5173/sign-up#token_-9';
    expect(mail({ link }).html).toContain(`href="${link}"`);
  });

  test('nothing is loaded but the logo: no pixel, font, or style sheet that could track', () => {
    const { html } = mail();
    expect(html.match(/\ssrc="/g)).toHaveLength(1);
    expect(html).not.toMatch(/<link|@import|@font-face|url\(|background="/);
    expect(mail({ branding: {} }).html).not.toMatch(/\ssrc="/);
  });
});

describe('the subject', () => {
  test('says who invites the person to which tenant', () => {
    expect(mail().subject).toBe('Jane Doe invited you to Acme Instruments');
  });

  test('cannot start another header', () => {
    const { subject } = mail({
      inviterName: 'Jane\r\nBcc\u0085',
      tenantName: 'A\tB\u0000C\r\nBcc: all@example.com',
    });
    expect(subject).toBe('Jane Bcc invited you to A B C Bcc: all@example.com');
  });

  test('has room for both names and is at most 150 characters', () => {
    const { subject } = mail({ inviterName: 'J'.repeat(500), tenantName: 'T'.repeat(500) });
    expect(subject.length).toBeLessThanOrEqual(150);
    expect(subject).toMatch(/^J{59}… invited you to T{59}…$/);
  });

  test('is never cut within a character', () => {
    for (const padding of ['', 'x']) {
      const { subject, text } = mail({ inviterName: padding + '😀'.repeat(200) });
      expect(subject).toMatch(/^x?(😀)+… invited/u);
      expect(text).not.toContain('\ufffd');
    }
  });
});

describe('the expiry', () => {
  test.each([
    ['en', 'Saturday, November 28, 2026 at 2:30 PM UTC'],
    ['en-GB', 'Saturday, 28 November 2026 at 14:30 UTC'],
    ['de-AT', 'Samstag, 28. November 2026 um 14:30 UTC'],
    ['fr', 'samedi 28 novembre 2026 à 14:30 UTC'],
    ['ja', '2026年11月28日土曜日 14:30 UTC'],
    ['xx', 'Saturday, November 28, 2026 at 2:30 PM UTC'],
    ['not a locale', 'Saturday, November 28, 2026 at 2:30 PM UTC'],
    ['', 'Saturday, November 28, 2026 at 2:30 PM UTC'],
    // Stored before locales were validated. A locale that Intl rejects is still German.
    ['de-DE-EURO', 'Samstag, 28. November 2026 um 14:30 UTC'],
    ['de-12', 'Samstag, 28. November 2026 um 14:30 UTC'],
    ['de_AT', 'Samstag, 28. November 2026 um 14:30 UTC'],
    ['fr-FR-EURO', 'samedi 28 novembre 2026 à 14:30 UTC'],
  ])('in %j reads %s', (locale, expected) => {
    const read = expiryText('2026-11-28T14:30:00.000Z', languageFor(locale), locale);
    expect(read.replace(/[\u00a0\u202f]/g, ' ')).toBe(expected);
  });

  test.each([
    ['en-GB', 'Saturday, 28 November 2026 at 14:30 UTC'],
    // Foyer has no Portuguese texts, and a Portuguese date among English words looks like a mistake.
    ['pt-BR', 'Saturday, November 28, 2026 at 2:30 PM UTC'],
    ['not a locale', 'Saturday, November 28, 2026 at 2:30 PM UTC'],
    ['en-GB-EURO', 'Saturday, November 28, 2026 at 2:30 PM UTC'],
  ])('in an email for %j is in the language of its text', (locale, expected) => {
    const { html, text } = mail({ locale });
    const spaces = /[\u00a0\u202f]/g;
    expect(text.replace(spaces, ' ')).toContain(`Valid until: ${expected}\n`);
    expect(html.replace(spaces, ' ')).toContain(expected);
  });

  test('is the same instant in any time zone offset', () => {
    expect(mail({ expiresAt: '2026-11-28T23:30:00+09:00' }).text).toBe(mail().text);
  });
});

describe('the document', () => {
  test('declares its language, and light and dark colors', () => {
    const { html } = mail();
    expect(html).toMatch(/^<!doctype html>\n<html lang="en"/);
    expect(mail({ locale: 'de-CH' }).html).toMatch(/^<!doctype html>\n<html lang="de"/);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('prefers-color-scheme: dark');
  });

  test('has a title, and a preview line that differs from the subject', () => {
    const { html } = mail();
    expect(html).toContain('<title>Jane Doe invited you to Acme Instruments</title>');
    expect(html).toMatch(/display:none[^>]*>Create your account by Saturday/);
  });

  test('stays below 60 KB with the longest values, because Gmail clips at 102 KB', () => {
    const { html } = mail(everywhere('"'.repeat(100_000)));
    expect(Buffer.byteLength(html)).toBeLessThan(60 * 1024);
    expect(Buffer.byteLength(mail().html)).toBeLessThan(20 * 1024);
  });

  test.each([
    ['#0b6e4f', '#0b6e4f'],
    ['#06C', '#0066cc'],
    // 4.54:1 and 4.48:1 against white.
    ['#767676', '#767676'],
    ['#777777', '#1f4e79'],
    ['#ffee00', '#1f4e79'],
    ['red', '#1f4e79'],
    ['#000;background:url(https://evil.example)', '#1f4e79'],
    [undefined, '#1f4e79'],
  ])('changes the color %s to %s', (wanted, used) => {
    const { html } = mail({ branding: { color: wanted } });
    expect(html).toContain(`bgcolor="${used}"`);
    expect(html).not.toContain('evil');
  });
});
