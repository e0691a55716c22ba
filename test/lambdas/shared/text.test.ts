import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { line, phone } from '../../../lambdas/shared/text.ts';
import { anyText } from '../../support/any-text.ts';

function setup() {
  const name = line('The name', 10);
  const number = phone();
  const problemOf = (schema: typeof name, value: unknown) =>
    schema.safeParse(value).error?.issues[0]?.message;
  return { name, number, problemOf };
}

describe('a line', () => {
  test.each([
    ['Grace', 'Grace'],
    ['  Grace  ', 'Grace'],
    ['Zoë O’Bri', 'Zoë O’Bri'],
    ['山田 太郎', '山田 太郎'],
    ['Ünal & Co.', 'Ünal & Co.'],
    // Persian needs its non-joiner, families their joiner.
    ['علی‌رضا', 'علی‌رضا'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
  ])('%j is read as %j', (typed, read) => {
    expect(setup().name.parse(typed)).toBe(read);
  });

  test.each([
    ['CR and LF', 'a\r\nBcc: b'],
    ['LF', 'a\nb'],
    ['CR', 'a\rb'],
    ['NUL', 'a\0b'],
    ['tab', 'a\tb'],
    ['escape', 'a\u001bb'],
    ['delete', 'a\u007fb'],
    ['the next-line character', 'a\u0085b'],
    ['the line separator', 'a\u2028b'],
    ['the paragraph separator', 'a\u2029b'],
    ['the right-to-left override', 'a\u202eb'],
    ['a directional isolate', 'a\u2066b'],
    ['the right-to-left mark', 'a\u200fb'],
    ['the Arabic letter mark', 'a\u061cb'],
    ['half a character, which no table can store', 'a\ud83d'],
    ['LF at the end, which a trim would hide', 'a\n'],
  ])('may not hold %s', (_name, typed) => {
    const { name, problemOf } = setup();
    expect(problemOf(name, typed)).toBe(
      'The name must be a single line without control characters.',
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
  ])('%j is refused with words: %s', (typed, words) => {
    const { name, problemOf } = setup();
    expect(problemOf(name, typed)).toBe(words);
  });

  test('of exactly its longest length is taken, spaces around it not counted', () => {
    expect(setup().name.parse(`  ${'x'.repeat(10)}  `)).toHaveLength(10);
  });

  test('that was read reads the same again, and can stand in a mail header', () => {
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

describe('a telephone number', () => {
  test.each(['12345', '+49 (0)30 / 1234-567', '030.123.456', '+1 212 555 0100', ' 12345 '])(
    '%j is taken as people write it',
    (typed) => {
      expect(setup().number.parse(typed)).toBe(typed.trim());
    },
  );

  test.each([
    '1234',
    `+${'1'.repeat(31)}`,
    '12345x9',
    '123+45',
    '１２３４５',
    '12345\n67',
    'call me',
    '',
  ])('%j is refused', (typed) => {
    const { number, problemOf } = setup();
    expect(problemOf(number, typed)).toContain('The phone number must be 5 to 30 characters');
  });

  test('of 30 digits behind a plus is the longest', () => {
    expect(setup().number.safeParse(`+${'1'.repeat(30)}`).success).toBe(true);
  });
});
