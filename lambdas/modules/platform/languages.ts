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
