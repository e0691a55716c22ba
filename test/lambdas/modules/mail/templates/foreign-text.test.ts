import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { codeMail } from '../../../../../lambdas/modules/mail/templates/code-mail.ts';
import {
  invitationMail,
  type InvitationMailContent,
  reminderMail,
} from '../../../../../lambdas/modules/mail/templates/invitation-mail.ts';
import { withoutLinks } from '../../../../../lambdas/modules/mail/templates/plain.ts';
import { LANGUAGES } from '../../../../../lambdas/modules/platform/locale.ts';
import { anyText } from '../../../../support/engine/any-text.ts';

const content: InvitationMailContent = {
  tenantName: 'Acme',
  branding: {},
  kind: 'customer',
  inviterName: 'Jane Doe',
  email: 'ada@engines.test',
  company: 'Engines',
  firstName: 'Ada',
  link: 'https://portal.example/sign-up#inv_1.secret',
  expiresAt: '2026-11-28T14:30:00Z',
  locale: 'en',
};

/** Texts that try to place a link in someone else's email. */
const LURES = [
  'Your account is locked, verify at https://evil.example',
  'http://evil.example/a?b=c',
  'www.evil.example',
  'evil.example',
  'EVIL.Example/verify',
  'verify.evil.example:8443',
  'mailto:thief@evil.example',
  'thief@evil.example',
  'tel:+4930123456',
  'call +49 (30) 123-456 789',
  '\\\\evil.example\\share',
  'evil\u3002example',
  'evil\uff0eexample',
  'xn--evl-hoa.example',
];

/**
 * Broad patterns for anything that email programs turn into links: schemes, hosts, addresses, shares, and phone
 * numbers.
 */
const LINKED = (() => {
  const sign = '[^\\s\\u2060\\u200c]';
  const host = `[\\p{L}\\p{N}][.\\u3002\\uff0e\\uff61\\u2024][\\p{L}\\p{N}]`;
  const number = '(?:\\p{Nd}[ ()./-]*){7}';
  return new RegExp(
    `[a-z][a-z\\d+.-]*:${sign}|${host}|${sign}@${sign}|\\\\\\\\${sign}|//${sign}|${number}`,
    'iu',
  );
})();

/** Returns whether a browser opens the text as a host. If not, a link that an email program makes of it leads nowhere. */
function opens(text: string): boolean {
  return URL.canParse(`http://${text}`) && text.includes('.');
}

function hiding({ html, text }: { readonly html: string; readonly text: string }): string[] {
  const shown = html.replace(/<(style|title|a)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->|<[^>]*>/g, ' ');
  return [shown, text.replace(content.link, '')].map((part) =>
    part.replace(/Saturday.*UTC/g, '').replace(/&[a-z#\d]+;/g, ' '),
  );
}

describe.each(LURES)('%s', (lure) => {
  test('is not a link, and looks as it was entered', () => {
    const text = withoutLinks(lure);
    expect(text).not.toMatch(LINKED);
    expect(text.replace(/[\u2060\u200c]/g, '')).toBe(lure);
    for (const word of text.split(/\s+/)) expect(opens(word)).toBe(false);
  });

  test.each(['inviterName', 'company', 'firstName', 'email'] as const)(
    'as %s is not a link in either part of an email, and is not in the subject',
    (field) => {
      for (const write of [invitationMail, reminderMail]) {
        const mail = write({ ...content, [field]: lure });
        for (const part of hiding(mail)) expect(part).not.toMatch(LINKED);
        expect(mail.subject).not.toMatch(LINKED);
      }
      const code = codeMail({ ...content, email: lure, code: 'digits', minutes: 10 });
      for (const part of hiding(code)) expect(part).not.toMatch(LINKED);
    },
  );
});

test('no name contains a link', () => {
  const piece = fc.oneof(anyText(), fc.constantFrom(...LURES, 'www.', '://', '.com', '@', '1'));
  const name = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(name, (text) => {
      expect(withoutLinks(text)).not.toMatch(LINKED);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  'Grace Hopper',
  'Dr. Ada King, Countess of Lovelace',
  'Hopper Ltd.',
  '株式会社',
  'AT&T',
])('an ordinary name such as %s stays unchanged', (name) => {
  expect(withoutLinks(name)).toBe(name);
});

describe('an invitation by a customer’s contact', () => {
  test.each(LANGUAGES)('has a subject that names only the tenant, in %s', (locale) => {
    const mail = { ...content, locale, fromCustomer: true };
    for (const { subject } of [invitationMail(mail), reminderMail(mail)]) {
      expect(subject).toContain('Acme');
      expect(subject).not.toMatch(/Jane|Ada|Engines/);
    }
    expect(invitationMail({ ...content, locale }).subject).toContain('Jane Doe');
  });

  test('has no link in its message, while the tenant’s administrators can send one', () => {
    const message = 'See https://guide.example/start';
    const stranger = invitationMail({ ...content, message, fromCustomer: true });
    for (const part of hiding(stranger)) expect(part).not.toMatch(LINKED);
    const own = invitationMail({ ...content, message });
    expect(own.html).toContain(message);
    expect(own.text).toContain(`> ${message}`);
  });
});

test.each([
  ['J.R. Hartley', 'J.R. Hartley invited you to Acme'],
  ['www.evil.example', 'Your invitation to Acme'],
])(
  'the inviter %s is in the subject unless an email program might link the name',
  (inviterName, subject) => {
    expect(invitationMail({ ...content, inviterName }).subject).toBe(subject);
  },
);
