/** The languages of Foyer's emails and pages, and how they write names. This file imports nothing, because browsers download it. */

/**
 * Language tags (BCP 47) in lowercase. To add a language, add it here; the compiler then reports every catalog that
 * lacks it.
 */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * Returns the language for `locales` (BCP 47, in order of preference). For each locale, looks for the exact locale, and
 * then for the locale without its region (`de` for `de-AT`). Falls back to English.
 */
export function languageFor(...locales: readonly string[]): Language {
  for (const locale of locales) {
    const tag = locale.trim().toLowerCase();
    const found = languageOf(tag) ?? languageOf(tag.split(/[-_]/, 1)[0]);
    if (found !== undefined) return found;
  }
  return 'en';
}

function languageOf(tag: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === tag);
}

/** The length of a language tag that software must support according to RFC 5646 §4.4.1, in characters. */
export const LOCALE_MAX_LENGTH = 35;

/**
 * Returns the canonical form of a tag: `de` for `DE`, `de-AT` for `de_at`, `he` for `iw`. Returns `undefined` if `Intl`
 * cannot use it, such as `de-12`.
 */
export function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Returns the canonical form of a tag whose language, script, and region exist. Returns `undefined` for a tag that is
 * well-formed but names nothing, such as `german` or `jp`, for any other text, and for a tag that is too long to store.
 */
export function realLocale(typed: string): string | undefined {
  if (typed.trim().length > LOCALE_MAX_LENGTH) return undefined;
  const tag = canonicalTag(typed);
  if (tag === undefined || tag.length > LOCALE_MAX_LENGTH) return undefined;
  const [language] = tag.split('-', 1);
  const { script, region } = new Intl.Locale(tag);
  const isReal =
    hasName('language', language) && hasName('script', script) && hasName('region', region);
  return isReal ? tag : undefined;
}

/**
 * Returns the locale for dates in text in `language`: the first of `locales` that is a more specific form of that
 * language, or else the language itself. The result is always a tag that `Intl` accepts, no matter what `locales`
 * contains.
 */
export function dateLocale(language: Language, locales: readonly string[]): string {
  for (const locale of locales) {
    const tag = canonicalTag(locale);
    if (tag?.startsWith(`${language}-`) === true) return tag;
  }
  return language;
}

type Part = 'language' | 'script' | 'region';

/**
 * Returns whether the Unicode CLDR has an English name for a part of a tag. Returns true for a part that the tag omits.
 */
function hasName(type: Part, code: string | undefined): boolean {
  if (code === undefined) return true;
  // "Undetermined" is not a language, and `of` throws for it.
  return code !== 'und' && namesOf(type).of(code) !== undefined;
}

const names = new Map<Part, Intl.DisplayNames>();

/** Created on first use, because creating one takes about 30 ms and most requests name no locale. */
function namesOf(type: Part): Intl.DisplayNames {
  const known = names.get(type) ?? new Intl.DisplayNames('en', { type, fallback: 'none' });
  names.set(type, known);
  return known;
}

/** Han, Hiragana, and Hangul. Katakana is for foreign names, which keep their order. */
const LAST_NAME_FIRST = /[\p{sc=Han}\p{sc=Hira}\p{sc=Hang}]/u;

/**
 * Joins the known names of a person in the order of their script: Chinese, Japanese, and Korean names start with the
 * last name, whatever the language of the page
 * (https://www.unicode.org/reports/tr35/tr35-personNames.html). Returns an empty string if no name is known.
 */
export function fullName({
  firstName,
  lastName,
}: {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}): string {
  const names = [firstName, lastName];
  if (LAST_NAME_FIRST.test(names.join(''))) names.reverse();
  return names.filter(Boolean).join(' ');
}
