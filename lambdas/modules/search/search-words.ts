import * as z from 'zod/mini';

import { comparable } from '../platform/text.ts';

/** The maximum length of a stored word, in characters. Longer words are truncated, including those in search terms. */
export const WORD_MAX = 24;

/** The maximum number of words by which a record can be found. Each word is a separate item that costs a write. */
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
/** Marks in scripts whose users often omit them. In other scripts, marks are part of the letters. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{Mn}*)\p{Mn}/gu;
const APOSTROPHES = /['’ʼ`´‘]/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}]+/u;

/** The maximum number of words of a record that are stored for comparison with the other search terms. */
const KNOWN_MAX = 40;

/** A searchable field of a record. Searching for a top-level domain alone does not find addresses in that domain. */
export interface Searchable {
  readonly text: string | undefined;
  readonly isAddress?: boolean;
}

/** Normalizes text for comparing words: removes differences in case and width, and accents. */
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

/** Truncates a word to whole characters, because half of a surrogate pair cannot be stored. */
function cut(word: string): string {
  return Array.from(word).slice(0, WORD_MAX).join('');
}

/** Returns the words of a string. For example, both "obrien" and "brien" find "O'Brien". */
function wordsIn(text: string): string[] {
  const folded = fold(text);
  const joined = split(folded.replace(APOSTROPHES, ''));
  return [...new Set([...joined, ...split(folded)])];
}

/** The words of a record. */
export interface RecordWords {
  /** The words that find the record, in order of importance: at most {@link WORDS_MAX}. */
  readonly found: readonly string[];
  /** The words that the other search terms are compared with after the record is found. */
  readonly known: readonly string[];
}

/** Returns the words of a record from its fields, the most important field first. */
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

/** Removes words that are the start of another word, because any search that finds them also finds the longer word. */
function longest(words: readonly string[]): string[] {
  const distinct = [...new Set(words)];
  return distinct.filter(
    (word) => !distinct.some((other) => other !== word && other.startsWith(word)),
  );
}

/** Search terms. A record matches if each term is the start of one of its words. */
export interface SearchTerms {
  /** The term that is looked up in the table: the longest one, because it matches the fewest records. */
  readonly driver: string;
  readonly others: readonly string[];
}

/** Parses a search string. Returns `undefined` if it contains neither a letter nor a digit. */
export function searchTermsOf(search: string): SearchTerms | undefined {
  const parts = fold(search)
    .replace(APOSTROPHES, '')
    .split(/\s+/)
    .map((part) => ({ words: split(part), dotted: /[^.@]\.[^.@]*$/.test(part) }));
  const terms = [...new Set(parts.flatMap(({ words }) => words))];
  // The last part of "example.com" may be a top-level domain, which does not find anything on its own.
  const drivers = parts.flatMap(({ words, dotted }) => (dotted ? words.slice(0, -1) : words));
  const [driver] = (drivers.length > 0 ? drivers : terms).toSorted((a, b) => b.length - a.length);
  return driver === undefined
    ? undefined
    : { driver, others: terms.filter((term) => term !== driver) };
}

/** Returns whether each term is the start of one of the words. */
export function matches({ driver, others }: SearchTerms, words: readonly string[]): boolean {
  return [driver, ...others].every((term) => words.some((word) => word.startsWith(term)));
}

const SEARCH_MAX = 200;
const TERMS_MAX = 10;

/** Returns the query parameter `search` of a list. `finds` names the fields that are searched. */
export function searchParameter(finds: string) {
  return z
    .optional(
      z.string().check(
        z.maxLength(SEARCH_MAX, `search must be at most ${SEARCH_MAX} characters.`),
        z.superRefine((text, context) => {
          const terms = searchTermsOf(text);
          if (terms === undefined)
            context.addIssue({
              code: 'custom',
              message: 'search must contain a letter or a digit.',
            });
          else if (terms.others.length >= TERMS_MAX)
            context.addIssue({
              code: 'custom',
              message: `search must have at most ${TERMS_MAX} words.`,
            });
        }),
      ),
    )
    .check(
      z.meta({
        description: `Search terms, in any order. Each must be the beginning of a word in ${finds}. Case and accents are ignored. Results are sorted by the matching word, then newest first.`,
        example: 'ada love',
      }),
    );
}
