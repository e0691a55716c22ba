import { describe, expect, test } from 'vitest';

import {
  matches,
  searchTermsOf,
  WORD_MAX,
  WORDS_MAX,
  wordsOf,
} from '../../../../lambdas/modules/search/search-words.ts';

const person = (lastName: string, firstName: string, address?: string) =>
  wordsOf([{ text: lastName }, { text: firstName }, { text: address, isAddress: true }]);

/** Returns whether a search finds a record: its driver term is the prefix of a stored word, and all terms match. */
function finds(search: string, record: ReturnType<typeof wordsOf>): boolean {
  const terms = searchTermsOf(search);
  if (terms === undefined) return false;
  return record.found.some((word) => word.startsWith(terms.driver)) && matches(terms, record.known);
}

describe('a person is found by the beginning of any word', () => {
  const ada = person("O'Brien-Müller", 'Adá Łucja', 'ada.byron+work@mail.example.co.uk');

  test.each([
    ...['ada', 'ad', 'A', 'ADA', 'lucja', 'Łuc', 'muller', 'Müll', 'obrien', "O'Brien", 'O’Bri'],
    ...['brien', 'ada mull', 'mull ada', '  ada   brien ', 'byron', 'work', 'mail.example', 'exam'],
    ...[
      'ada.byron@mail.example.co.uk',
      'ada.by',
      'example.co',
      'ＡＤＡ',
      "O'Brien-Müller",
      '@example',
    ],
  ])('%s', (search) => {
    expect(finds(search, ada)).toBe(true);
  });

  test.each(['da', 'adab', 'yron', 'ada grace', 'example.com', 'uk', '-', '', '@', "'"])(
    'but not by "%s"',
    (search) => {
      expect(finds(search, ada)).toBe(false);
    },
  );
});

test.each([
  ['Παπαδόπουλος', 'παπαδοπ'],
  ['Щедрин', 'щедр'],
  ['李小龍', '李小'],
  ['हिन्दी', 'हिन्'],
  ['İstanbul', 'istan'],
  ['Straße', 'strasse'],
  ['𝒜𝒹𝒶', 'ada'],
  ['Booking.com', 'booking.com'],
  ['Smith & Sons', 'smith & sons'],
])('the name %s is found by "%s"', (name, search) => {
  expect(finds(search, wordsOf([{ text: name }]))).toBe(true);
});

describe('the words of a record', () => {
  const letters = (nr: number) => String.fromCharCode(97 + nr);

  test('are limited in number, because each one is a paid item', () => {
    const many = Array.from({ length: 26 }, (_, nr) => letters(nr).repeat(3)).join(' ');
    const { found } = wordsOf([{ text: many }]);
    expect(found).toHaveLength(WORDS_MAX);
    expect(found[0]).toBe('aaa');
  });

  test('are limited in length, by whole characters', () => {
    const long = '𠮷'.repeat(WORD_MAX + 5);
    const { found } = wordsOf([{ text: long }]);
    expect(found).toEqual(['𠮷'.repeat(WORD_MAX)]);
    expect(finds(long, wordsOf([{ text: long }]))).toBe(true);
  });

  test('contain no prefix of another word', () => {
    expect(person('Ann', 'Anna', 'anna.ann@example.com').found).toEqual(['anna', 'example']);
  });

  test('cannot break a sort key or partition key', () => {
    const { found, known } = wordsOf([{ text: 'a#b :all c/d "e" f\u0000g' }]);
    for (const word of [...found, ...known]) expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
  });
});
