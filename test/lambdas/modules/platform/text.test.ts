import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  cleanLine,
  companyName,
  comparable,
  extractAddress,
  line,
  paragraphs,
  personName,
  phone,
  senderName,
  taxId,
} from '../../../../lambdas/modules/platform/text.ts';
import { anyText } from '../../../support/engine/any-text.ts';

function setup() {
  const name = line('The name', 10);
  const number = phone();
  const problemOf = (schema: typeof name, value: unknown) =>
    schema.safeParse(value).error?.issues[0]?.message;
  return { name, number, problemOf };
}

describe('a line of text', () => {
  test.each([
    ['Grace', 'Grace'],
    ['  Grace  ', 'Grace'],
    ['Zoë O’Bri', 'Zoë O’Bri'],
    ['山田 太郎', '山田 太郎'],
    ['Ünal & Co.', 'Ünal & Co.'],
    // Persian requires its non-joiner, and family emoji their joiner.
    ['علی‌رضا', 'علی‌رضا'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
  ])('%j is read as %j', (typed, read) => {
    expect(setup().name.parse(typed)).toBe(read);
  });

  test.each([
    ['a trailing tab, as spreadsheets copy it', 'Ada\t', 'Ada'],
    ['a trailing line break, as chats copy it', 'Lovelace\n', 'Lovelace'],
    ['CR and LF, which would start a mail header', 'a\r\nBcc: b', 'a Bcc: b'],
    ['a line break between words', 'a \n b', 'a b'],
    ['NUL', 'a\0b', 'a b'],
    ['escape', 'a\u001bb', 'a b'],
    ['the next-line character', 'a\u0085b', 'a b'],
    ['a line separator', 'a\u2028b', 'a b'],
    ['a paragraph separator', 'a\u2029b', 'a b'],
    ['a right-to-left override', 'a\u202eb', 'ab'],
    ['a directional isolate', '\u2066a\u2069', 'a'],
    ['a right-to-left mark', 'a\u200f', 'a'],
    ['an Arabic letter mark', 'a\u061cb', 'ab'],
    ['a soft hyphen', 'a\u00adb', 'ab'],
    ['a zero-width space', '\u200ba\u200bb\u200b', 'ab'],
    ['a word joiner', 'a\u2060b', 'ab'],
    ['a byte order mark', '\ufeffa', 'a'],
    ['a Hangul filler', 'a\u3164b', 'ab'],
    ['a blank Braille pattern', 'a\u2800b', 'a b'],
    ['tag characters', 'a\u{e0041}b', 'ab'],
    ['joiners that join nothing', '\u200da \u200c b\u200d', 'a  b'],
  ])('is read without %s', (_what, typed, read) => {
    expect(setup().name.parse(typed)).toBe(read);
  });

  test.each([
    ['zero-width spaces', '\u200b\u200b'],
    ['a Hangul filler', '\u3164'],
    ['Braille blanks', '\u2800\u2800'],
    ['joiners', '\u200d\u200c'],
    ['a variation selector', '\ufe0f'],
    ['no-break spaces', '\u00a0\u202f'],
    ['line breaks', '\r\n\n'],
  ])('of nothing but %s is blank', (_what, typed) => {
    const { name, problemOf } = setup();
    expect(problemOf(name, typed)).toBe('The name is required.');
  });

  test.each([
    ['half a character, which no table can store', 'a\ud83d'],
    ['damaged bytes of another encoding', 'M\ufffdller'],
  ])('with %s is rejected', (_what, typed) => {
    const { name, problemOf } = setup();
    expect(problemOf(name, typed)).toBe(
      'The name contains an invalid character. Enter it again, and send it in UTF-8.',
    );
  });

  test.each([
    [undefined, 'The name is required.'],
    ['', 'The name is required.'],
    ['   ', 'The name is required.'],
    [null, 'The name must be text.'],
    [7, 'The name must be text.'],
    [['Grace'], 'The name must be text.'],
    ['x'.repeat(11), 'The name must be at most 10 characters.'],
    ['<b>', 'The name must not contain "<" or ">".'],
    ['a > b', 'The name must not contain "<" or ">".'],
  ])('%j is rejected with a message: %s', (typed, words) => {
    const { name, problemOf } = setup();
    expect(problemOf(name, typed)).toBe(words);
  });

  test('of exactly the maximum length is accepted, not counting spaces around it', () => {
    expect(setup().name.parse(`  ${'x'.repeat(10)}  `)).toHaveLength(10);
  });

  test('that was read once reads the same again, and is safe in a mail header', () => {
    const { name } = setup();
    fc.assert(
      fc.property(anyText(), (typed) => {
        const parsed = name.safeParse(typed);
        if (!parsed.success) return;
        expect(name.parse(parsed.data)).toBe(parsed.data);
        expect(parsed.data).not.toMatch(/[\r\n\0<>]/);
      }),
    );
  });
});

describe('text with several lines', () => {
  const message = paragraphs('message', 50);

  test.each([
    ['keeps its line breaks and tabs', 'a\r\nb\n\tc', 'a\nb\n\tc'],
    ['breaks at a vertical tab, which word processors write', 'a\u000bb', 'a\nb'],
    ['breaks at a line separator', 'a\u2028b', 'a\nb'],
    ['loses other control characters', 'a\u0007b', 'ab'],
    ['loses invisible characters', '\u200ba\u202eb', 'ab'],
    ['can be empty', ' \u200b\n', ''],
  ])('%s', (_what, typed, read) => {
    expect(message.parse(typed)).toBe(read);
  });

  test('that was read once reads the same again', () => {
    fc.assert(
      fc.property(anyText(), (typed) => {
        const parsed = message.safeParse(typed);
        if (parsed.success) expect(message.parse(parsed.data)).toBe(parsed.data);
      }),
    );
  });
});

describe('names are compared by their appearance:', () => {
  test.each([
    ['Dup X', 'Dup\u200b X'],
    ['Dup X', 'ＤＵＰ　Ｘ'],
    ['Dup X', ' dup \u00a0x\u200d '],
    ['Dup X', 'Dup\u2800X'],
    ['caf\u00e9', 'Cafe\u0301'],
  ])('%j and %j are the same', (one, other) => {
    expect(comparable(other)).toBe(comparable(one));
  });

  test('cleaning a name changes nothing about this', () => {
    fc.assert(
      fc.property(anyText(), (typed) => {
        expect(comparable(cleanLine(typed))).toBe(comparable(typed));
        expect(cleanLine(cleanLine(typed))).toBe(cleanLine(typed));
      }),
    );
  });

  test('an accepted name is not blank', () => {
    fc.assert(
      fc.property(anyText(), (typed) => {
        const parsed = line('The name', 100).safeParse(typed);
        if (parsed.success) expect(comparable(parsed.data)).not.toBe('');
      }),
    );
  });
});

describe('a name must not contain a web or email address:', () => {
  const refusal = 'The name must not contain a web or email address. Enter only the name.';
  const problem = (schema: ReturnType<typeof line>, text: string) =>
    schema.safeParse(text).error?.issues[0]?.message;
  const person = personName('The name', 100);
  const company = companyName('The name', 100);
  const sender = senderName('The name', 100);

  test.each([
    'Your account is locked, verify at https://evil.example',
    'www.evil.example',
    'See WWW2.evil.example',
    'ｗｗｗ．evil．example',
    'www\u200b.evil.example',
    'evil.example/login',
    'evil.example:8080/x',
    'evil.example?x=1',
    'evil。example/login',
    'hxxp://evil.example',
    'write to ada@evil.example',
    'mailto:ada',
  ])('neither a person’s nor a company’s name can be %j', (text) => {
    expect(problem(person, text)).toBe(refusal);
    expect(problem(company, text)).toBe(refusal);
    expect(problem(sender, text)).toBe(refusal);
  });

  test.each(['evil.example', 'Visit evil.com now', 'bit.ly'])(
    'a person’s name cannot be %j',
    (text) => {
      expect(problem(person, text)).toBe(refusal);
      expect(problem(sender, text)).toBe(refusal);
    },
  );

  test.each(['Evil.Example', 'BANK.COM', 'Booking.com'])('a sender name cannot be %j', (text) => {
    expect(problem(sender, text)).toBe(refusal);
  });

  test.each([
    'Booking.com',
    'Amazon.com, Inc.',
    'A/B Testing GmbH & Co. KG',
    'S.A./N.V. Solvay',
    'No. 1/2 Street',
    'T: Systems',
    '@properties',
    'Yahoo!',
  ])('but %j is a valid company name', (text) => {
    expect(company.parse(text)).toBe(text);
  });

  test.each([
    'O’Brien',
    'J.R.R.',
    'St.Pierre',
    'Prof.dr.ir. Anna',
    'Dr. med. Hans',
    'Null',
    '山田',
    'محمد',
    'Jean-Luc',
  ])('and %j is a valid person’s name', (text) => {
    expect(person.parse(text)).toBe(text);
  });
});

describe('a phone number', () => {
  test.each([
    ['1234567', '1234567'],
    ['+49 (0)30 / 1234-567', '+49 (0)30 / 1234-567'],
    ['(+49) 30 1234567', '(+49) 30 1234567'],
    ['030.123.456', '030.123.456'],
    ['+1 212 555 0100', '+1 212 555 0100'],
    ['030 123 ext. 5555', undefined],
    ['030 1234 ext. 5555', '030 1234 ext. 5555'],
    ['+1 212 555 0100 x12', '+1 212 555 0100 x12'],
    ['+1 212 555 0100;ext=12', '+1 212 555 0100;ext=12'],
    ['+1 212 555 0100 ext.: 12', '+1 212 555 0100 ext.: 12'],
    ['+1 212 555 0100x1234567', '+1 212 555 0100x1234567'],
    ['+1 212 555 0100x12345678', undefined],
    ['+81 3-1234-5678 内線 12', '+81 3-1234-5678 内線 12'],
    ['+49\u00a030\u00a01234567', '+49 30 1234567'],
    ['030\u20111234\u2011567', '030-1234-567'],
    ['０３０－１２３４５６７', '030-1234567'],
    ['٠٣٠ ١٢٣٤٥٦٧', '030 1234567'],
    ['०३० १२३४५६७', '030 1234567'],
    ['\u202a+49 30 1234567\u202c', '+49 30 1234567'],
    ['tel:+49-30-1234567', '+49-30-1234567'],
    ["'+44 20 7946 0000", '+44 20 7946 0000'],
    [' 1234567\n', '1234567'],
    [`+${'1'.repeat(20)}`, `+${'1'.repeat(20)}`],
  ])('%j is read as %j', (typed, read) => {
    expect(setup().number.safeParse(typed).data).toBe(read);
  });

  test.each([
    '-----',
    '(((((',
    '123456',
    'ext. 1234567',
    `+${'1'.repeat(21)}`,
    '12345x9',
    '123+4567',
    'call me',
    '',
    '1'.repeat(100_000),
    ' '.repeat(100_000),
  ])('%j is rejected with the rule', (typed) => {
    const { number, problemOf } = setup();
    expect(problemOf(number, typed)).toContain('The phone number must have 7 to 20 digits');
  });

  test('that was read once reads the same again, and has at least 7 digits', () => {
    const sign = fc.constantFrom(
      ...Array.from('0123456789+-() ./'),
      '\u00a0',
      '\u2011',
      '１',
      '٣',
      'x',
      '\u202a',
    );
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 30 }), (typed) => {
        const parsed = phone().safeParse(typed);
        if (!parsed.success) return;
        expect(phone().parse(parsed.data)).toBe(parsed.data);
        expect(parsed.data.replace(/\D/g, '').length).toBeGreaterThan(6);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('reading takes time in proportion to the length of the text', () => {
  const hostile = [' ', '\t', '\u200d', '\ufe0f', '@', '<', '.a', ',', "'", '"', 'a@', '@,', '1 '];
  for (const sign of hostile) {
    const text = sign.repeat(200_000);
    const started = performance.now();
    for (const schema of [line('x', 9), paragraphs('x', 9), personName('x', 9), phone(), taxId()])
      schema.safeParse(text);
    comparable(text);
    extractAddress(text);
    // With quadratic time, this would take minutes.
    expect(performance.now() - started).toBeLessThan(5_000);
  }
});
