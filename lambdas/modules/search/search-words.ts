import * as z from 'zod';

import { comparable } from '../platform/text.ts';

/** Longest word that is kept, in characters. Longer words, and longer words of a search, are cut to it. */
export const WORD_MAX = 24;

/** As many words of a record can be searched for: each is an item that is written and paid for. */
export const WORDS_MAX = 12;

/** Letters that Unicode does not decompose into a letter and a mark. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};
const PLAIN = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'gu');
/** Marks of scripts in which people leave them out; in others they are letters. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{Mn}*)\p{Mn}/gu;
const APOSTROPHES = /['’ʼ`´‘]/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}]+/u;

/** As many words of a record are kept to compare the other terms of a search with. */
const KNOWN_MAX = 40;

/** A text of a record that can be searched. No record is found by the top-level domain of its address alone. */
export interface Searchable {
  readonly text: string | undefined;
  readonly isAddress?: boolean;
}

/** Returns a text as words are compared: without case, width, or accents. */
function fold(text: string): string {
  return comparable(text)
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(PLAIN, (letter) => PLAIN_LETTERS[letter] ?? letter);
}

function split(folded: string): string[] {
  return folded
    .split(BETWEEN_WORDS)
    .filter((word) => word !== '')
    .map(cut);
}

/** Whole characters only: half a surrogate pair cannot be stored. */
function cut(word: string): string {
  return Array.from(word).slice(0, WORD_MAX).join('');
}

/** Words of a text. "O'Brien" is found as "obrien" and as "brien". */
function wordsIn(text: string): string[] {
  const folded = fold(text);
  const joined = split(folded.replace(APOSTROPHES, ''));
  return [...new Set([...joined, ...split(folded)])];
}

/** Words of a record. */
export interface RecordWords {
  /** Words by which the record is found, the most important first: at most {@link WORDS_MAX}. */
  readonly found: readonly string[];
  /** Words with which the terms of a search are compared once it is found. */
  readonly known: readonly string[];
}

/** Reads the words of a record, given its texts in order of importance. */
export function wordsOf(texts: readonly Searchable[]): RecordWords {
  const present = texts.flatMap(({ text, isAddress = false }) =>
    text === undefined ? [] : [{ text, isAddress }],
  );
  const found = present.flatMap(({ text, isAddress }) =>
    wordsIn(isAddress ? text.replace(/\.[^.@]*$/, '') : text),
  );
  return {
    found: longest(found).slice(0, WORDS_MAX),
    known: longest(present.flatMap(({ text }) => wordsIn(text))).slice(0, KNOWN_MAX),
  };
}

/** Leaves out a word with which another one begins: whatever finds it finds the longer one. */
function longest(words: readonly string[]): string[] {
  const distinct = [...new Set(words)];
  return distinct.filter(
    (word) => !distinct.some((other) => other !== word && other.startsWith(word)),
  );
}

/** A search: a record matches if each term begins one of its words. */
export interface SearchTerms {
  /** The term that records are found by: the longest, as it leaves the fewest. */
  readonly driver: string;
  readonly others: readonly string[];
}

/** Reads a search; `undefined` for a text without a letter or a digit. */
export function searchTermsOf(search: string): SearchTerms | undefined {
  const parts = fold(search)
    .replace(APOSTROPHES, '')
    .split(/\s+/)
    .map((part) => ({ words: split(part), dotted: /[^.@]\.[^.@]*$/.test(part) }));
  const terms = [...new Set(parts.flatMap(({ words }) => words))];
  // The last part of "example.com" may be a top-level domain, by which nothing is found.
  const drivers = parts.flatMap(({ words, dotted }) => (dotted ? words.slice(0, -1) : words));
  const [driver] = (drivers.length > 0 ? drivers : terms).toSorted((a, b) => b.length - a.length);
  return driver === undefined
    ? undefined
    : { driver, others: terms.filter((term) => term !== driver) };
}

/** Tells whether each term begins one of the words. */
export function matches({ driver, others }: SearchTerms, words: readonly string[]): boolean {
  return [driver, ...others].every((term) => words.some((word) => word.startsWith(term)));
}

const SEARCH_MAX = 200;
const TERMS_MAX = 10;

/** The query parameter `search` of a list. `finds` names the texts that are searched. */
export function searchParameter(finds: string) {
  return z
    .string()
    .max(SEARCH_MAX, `search must be at most ${SEARCH_MAX} characters.`)
    .superRefine((text, context) => {
      const terms = searchTermsOf(text);
      if (terms === undefined)
        context.addIssue({ code: 'custom', message: 'search must contain a letter or a digit.' });
      else if (terms.others.length >= TERMS_MAX)
        context.addIssue({
          code: 'custom',
          message: `search must have at most ${TERMS_MAX} words.`,
        });
    })
    .optional()
    .meta({
      description: `Search terms, in any order. Each must be the beginning of a word in ${finds}. Case and accents are ignored. Results are sorted by the matching word, then newest first.`,
      example: 'ada love',
    });
}
