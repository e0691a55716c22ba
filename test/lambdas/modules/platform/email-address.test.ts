import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  parseAddressPrefix,
  parseEmailAddress,
} from '../../../../lambdas/modules/platform/email-address.ts';
import { anyText } from '../../../support/engine/any-text.ts';

function setup(typed: string) {
  const email = parseEmailAddress(typed);
  return 'problem' in email
    ? { problem: email.problem, shown: undefined, normalized: undefined }
    : { problem: undefined, ...email };
}

describe('an address', () => {
  test.each([
    ['grace@example.com', 'grace@example.com'],
    ['  grace@example.com\t', 'grace@example.com'],
    ['Grace.HOPPER@Example.COM', 'grace.hopper@example.com'],
    ['grace+foyer+2@example.com', 'grace+foyer+2@example.com'],
    ['g.r.a.c.e@gmail.com', 'g.r.a.c.e@gmail.com'],
    ["o'brien@example.com", "o'brien@example.com"],
    ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
    ['1@2.example', '1@2.example'],
    ['a@x--y.example', 'a@x--y.example'],
    ['a@4chan.museum', 'a@4chan.museum'],
  ])('%j is normalized to %j', (typed, normalized) => {
    expect(setup(typed).normalized).toBe(normalized);
  });

  test('is displayed as entered, without surrounding spaces', () => {
    expect(setup(' Grace.Hopper@Example.COM ').shown).toBe('Grace.Hopper@Example.COM');
  });

  test.each([
    ['in full width, as Japanese keyboards enter it', 'ｇｒａｃｅ＠ｅｘａｍｐｌｅ．ｃｏｍ'],
    ['with an ideographic full stop', 'grace@example。com'],
  ])('%s is the same address', (_how, typed) => {
    expect(setup(typed).normalized).toBe('grace@example.com');
  });

  test('with the Kelvin sign is the one with the letter', () => {
    expect(setup('\u212Aate@example.com').normalized).toBe('kate@example.com');
  });

  test.each([
    ['a@bücher.example', 'a@xn--bcher-kva.example'],
    ['a@BÜCHER.example', 'a@xn--bcher-kva.example'],
    ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
    ['a@пример.рф', 'a@xn--e1afmkfd.xn--p1ai'],
    // The same letter as one code point or two.
    ['a@e\u0301.example', 'a@xn--9ca.example'],
    ['a@\u00e9.example', 'a@xn--9ca.example'],
  ])('%j has the ASCII domain for mail servers: %j', (typed, normalized) => {
    expect(setup(typed).normalized).toBe(normalized);
  });

  test('whose domain only looks like another one is a different address', () => {
    const cyrillic = setup('a@аррlе.com').normalized;
    expect(cyrillic).toMatch(/^a@xn--/);
    expect(cyrillic).not.toBe(setup('a@apple.com').normalized);
  });
});

describe('pasted text around an address is removed:', () => {
  test.each([
    'Ada <a@example.com>',
    '"Lovelace, Ada" <a@example.com>',
    '<a@example.com>',
    '< a@example.com >,',
    'mailto:a@example.com',
    'MAILTO:a@example.com?subject=Hello',
    '<mailto:a@example.com>',
    'a@example.com;',
    'a@example.com,',
    'a@example.com.',
    '"a@example.com"',
    "'a@example.com'",
    '‘a@example.com’',
    '„a@example.com“',
    '(a@example.com)',
    'a\u200b@example.com\u2060',
    '\u202aa@exam\u00adple.com\u202c',
    '\ufeffa@example.com\u200b',
    'a\u200d@example.com\u200c',
    'a@example.com\r\n',
    '\ta@example.com',
  ])('%j', (typed) => {
    const { shown, normalized } = setup(typed);
    expect(normalized).toBe('a@example.com');
    expect(shown).toBe('a@example.com');
  });

  test.each([["o'brien@example.com"], ["'brien@example.com"], ['mailto+x@example.com']])(
    'but %j keeps its own characters',
    (typed) => {
      expect(setup(typed).normalized).toBe(typed);
    },
  );

  test('a domain keeps the joiner that its script requires', () => {
    expect(setup('a@ශ්\u200dරී.example').normalized).not.toBe(setup('a@ශ්රී.example').normalized);
  });

  test('the beginning of an address stays as entered, without invisible characters', () => {
    expect(parseAddressPrefix('ada.')).toBe('ada.');
    expect(parseAddressPrefix('a\u200bda@exam')).toBe('ada@exam');
    expect(parseAddressPrefix('Ada <a@example.com>')).toBe('a@example.com');
  });
});

describe('an address is rejected because', () => {
  test.each([
    ['it is empty', '', 'required'],
    ['it has only spaces', ' \t ', 'required'],
    ['it has no @', 'grace.example.com', 'name@example.com'],
    ['it has nothing before the @', '@example.com', 'name@example.com'],
    ['it has nothing after the @', 'grace@', 'name@example.com'],
    ['SES accepts only ASCII before the @', 'gräce@example.com', 'ASCII'],
    ['a Cyrillic а in the name is not an a', 'gr\u0430ce@example.com', 'ASCII'],
    [
      'SES accepts no quotation marks',
      '"grace.hopper"@example.com',
      'contains an invalid character',
    ],
    ['a name has no spaces', 'grace hopper@example.com', 'Enter only the email address'],
    ['a name does not start with a dot', '.grace@example.com', 'contains an invalid character'],
    ['a name does not end with a dot', 'grace.@example.com', 'contains an invalid character'],
    ['two dots do not follow each other', 'gra..ce@example.com', 'contains an invalid character'],
    ['there is one @', 'grace@home@example.com', 'contains an invalid character'],
    ['a list is not an address', 'a@example.com,b@example.com', 'Enter one email address'],
    ['two people are not one', 'A <a@example.com>, B <b@example.com>', 'one email address'],
    ['a name without brackets is not part of an address', 'Grace g@example.com', 'Enter only'],
    ['a name is not a display name', '<grace@example.com> hopper', 'contains an invalid character'],
    ['a full-width @ is an @', 'grace＠home@example.com', 'contains an invalid character'],
    ['the domain has no dot', 'grace@localhost', 'domain name'],
    ['the domain has an empty label', 'grace@example..com', 'domain name'],
    ['a label starts with a hyphen', 'grace@-example.com', 'domain name'],
    ['a label ends with a hyphen', 'grace@example-.com', 'domain name'],
    ['a label has an underscore', 'grace@my_host.com', 'domain name'],
    ['it is an IP address', 'grace@192.0.2.1', 'domain name'],
    ['it is an IP address in brackets', 'grace@[192.0.2.1]', 'domain name'],
    ['it is an IP address in another notation', 'grace@0xC0.0x00.0x02.0x01', 'domain name'],
  ])('%s: %j', (_why, typed, words) => {
    expect(setup(typed).problem).toContain(words);
  });

  test.each([
    '/',
    '\\',
    '?',
    '#',
    ':25',
    '%2e',
    ' ',
    '\t',
    '\r\nBcc: eve',
    '\n',
    '\0',
    '\uff0f', // A full-width slash.
    '\u2028',
    '<',
    ';',
    '"',
    '&',
  ])('%j in a domain could change where the domain ends', (sign) => {
    expect(setup(`grace@exam${sign}ple.com`).problem).toContain('domain name');
    expect(setup(`grace@example.com${sign}x`).problem).toContain('domain name');
  });

  test.each(['\r\n', '\n', '\r', '\0', '\t', '\u007f'])(
    '%j before the @ could start a header',
    (sign) => {
      expect(setup(`grace${sign}bcc@example.com`).problem).toBeDefined();
    },
  );
});

describe('a length', () => {
  const domainOf = (length: number) => {
    const rest = length - '.com'.length;
    return `${'dddd.'.repeat(rest / 5 - 1)}${'e'.repeat((rest % 5) + 5)}.com`;
  };

  test.each([
    [64, 'taken'],
    [65, 'refused'],
  ])('of %d before the @ is %s', (length, verdict) => {
    const { problem } = setup(`${'g'.repeat(length)}@example.com`);
    expect(problem).toBe(
      verdict === 'taken' ? undefined : 'The part before the @ must be at most 64 characters.',
    );
  });

  test.each([
    [63, undefined],
    [64, 'The part after the @ must be a domain name such as example.com.'],
  ])('of %d in a label of the domain: %s', (length, problem) => {
    expect(setup(`g@${'d'.repeat(length)}.com`).problem).toBe(problem);
  });

  test.each([
    [128, undefined],
    [129, 'The email address must be at most 128 characters.'],
    [254, 'The email address must be at most 128 characters.'],
    [100_000, 'The email address must be at most 128 characters.'],
  ])('of %d in total, the limit of Cognito’s user names: %s', (length, problem) => {
    const local = 'g'.repeat(20);
    const address = `${local}@${domainOf(length - local.length - 1)}`;
    expect(address).toHaveLength(length);
    expect(setup(address).problem).toBe(problem);
  });

  test('is measured in the ASCII form', () => {
    const umlauts = Array.from({ length: 3 }, () => 'ü'.repeat(35)).join('.');
    const address = `gg@${umlauts}.example`;
    expect(address).toHaveLength(118);
    expect(setup(address).problem).toBe('The email address must be at most 128 characters.');
  });
});

describe('any text', () => {
  const anything = anyText(300);
  const domains = fc
    .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { maxLength: 3 })
    .map((labels) => [...labels, 'example'].join('.'));
  const addressLike = fc.tuple(fc.string({ maxLength: 12 }), domains).map((it) => it.join('@'));
  const texts = fc.oneof(anything, addressLike, fc.emailAddress());

  test('is accepted or rejected with a message, without an exception', () => {
    fc.assert(
      fc.property(texts, (typed) => {
        const { problem, normalized } = setup(typed);
        expect(problem ?? normalized).toMatch(/\S/);
      }),
    );
  });

  test('that is normalized once stays unchanged', () => {
    fc.assert(
      fc.property(texts, (typed) => {
        const { normalized } = setup(typed);
        if (normalized !== undefined) expect(setup(normalized).normalized).toBe(normalized);
      }),
    );
  });

  test('that is accepted becomes lowercase ASCII that is safe in a mail header', () => {
    fc.assert(
      fc.property(texts, (typed) => {
        const { normalized } = setup(typed);
        if (normalized !== undefined) expect(normalized).toMatch(/^[!-?^-~]+@[a-z0-9.-]+$/);
      }),
    );
  });

  test('in capitals is the same address', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (typed) => {
        expect(setup(typed.toUpperCase()).normalized).toBe(setup(typed).normalized);
      }),
    );
  });
});

describe('the beginning of an address', () => {
  test.each([
    ['ada', 'ada'],
    [' Ada.Lovelace@Ex ', 'ada.lovelace@ex'],
    ['ADA+news@', 'ada+news@'],
    ['ada@example.com', 'ada@example.com'],
    ['ada@b\u00fccher.example', 'ada@xn--bcher-kva.example'],
    ['ada@B\u00dcCHER.ex', 'ada@xn--bcher-kva.ex'],
    ['ada@b\u00fccher\u3002ex', 'ada@xn--bcher-kva.ex'],
    ['ada@xn--bch', 'ada@xn--bch'],
    ['ada@1.2', 'ada@1.2'],
    ['ada@ex#a', 'ada@ex#a'],
    ['\uff41\uff44\uff41', 'ada'],
  ])('%s is normalized to %s', (typed, compared) => {
    expect(parseAddressPrefix(typed)).toBe(compared);
  });

  test('is undefined if it is empty', () => {
    expect(parseAddressPrefix('  ')).toBeUndefined();
  });

  test('matches each address that starts with it, up to any character', () => {
    for (const typed of ['Ada.Lovelace+x@Sub.Example.com', 'ada@b\u00fccher.example']) {
      const address = parseEmailAddress(typed);
      if ('problem' in address) throw new Error(address.problem);
      const end = typed.includes('\u00fc') ? typed.indexOf('.', typed.indexOf('@')) : 1;
      for (let length = end; length <= typed.length; length++)
        expect(
          address.normalized.startsWith(parseAddressPrefix(typed.slice(0, length)) ?? '-'),
        ).toBe(true);
    }
  });
});
