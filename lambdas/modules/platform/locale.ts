/** The languages that Foyer speaks, in its mails and on its pages. Imports nothing: a browser downloads it. */

/** BCP 47, in lower case. A language is one more entry here; the compiler then names every catalogue that lacks it. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The language for the first of `locales` (BCP 47, the most wanted first) that there is one for: of that locale, else
 * without its region (`de` for `de-AT`), else of the next locale, at last English.
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

/** Language tags (BCP 47, RFC 5646). Imports nothing but the list of languages: a browser downloads it. */
/** Longest tag that RFC 5646 §4.4.1 asks software to have room for, in characters. */
export const LOCALE_MAX_LENGTH = 35;

/**
 * Returns the canonical form of a tag: `de` for `DE`, `de-AT` for `de_at`, `he` for `iw`. `undefined` when `Intl` cannot
 * use it, as it cannot use `de-12`.
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
 * Returns the canonical form of a tag whose language, script and region exist: `german` and `jp` are well-formed, but name
 * nothing. `undefined` for any other text, and for a tag that is too long to keep.
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
 * The locale for dates among words of `language`: the first of `locales` that is of the same language and says more than
 * that, else the language itself. Always a tag that `Intl` takes, whatever `locales` hold.
 */
export function dateLocale(language: Language, locales: readonly string[]): string {
  for (const locale of locales) {
    const tag = canonicalTag(locale);
    if (tag?.startsWith(`${language}-`) === true) return tag;
  }
  return language;
}

type Part = 'language' | 'script' | 'region';

/** Tells whether the Unicode CLDR has an English name for a part of a tag. A part that a tag leaves out needs none. */
function hasName(type: Part, code: string | undefined): boolean {
  if (code === undefined) return true;
  // "Undetermined" is no language, and `of` throws at it.
  return code !== 'und' && namesOf(type).of(code) !== undefined;
}

const names = new Map<Part, Intl.DisplayNames>();

/** Made when it is first asked for: it costs some 30 ms, and most requests name no locale. */
function namesOf(type: Part): Intl.DisplayNames {
  const known = names.get(type) ?? new Intl.DisplayNames('en', { type, fallback: 'none' });
  names.set(type, known);
  return known;
}
