import { expect, test } from 'vitest';

import { dateLocale, LANGUAGES } from '../../../lambdas/modules/platform/locale.ts';
import { LANGUAGE_NAMES } from '../../../web/shared/locale.ts';

test.each([
  // The invitation's locale first, then the browser's, then the language's.
  ['de', ['de-AT', 'de-DE'], 'de-AT'],
  ['en', ['en', 'fr-FR', 'en-GB'], 'en-GB'],
  ['fr', ['de-AT', 'en-GB'], 'fr'],
  ['ja', [], 'ja'],
  // An invalid locale must not stop the page, although `Intl` throws.
  ['de', ['de-', 'de-!', 'de-x-y-z-', 'de-12', 'de-DE-EURO'], 'de'],
  ['de', ['de-DE-EURO', 'de_at'], 'de-AT'],
  ['de', ['den-AT'], 'de'],
] as const)(
  'with texts in %s, the locales %j format dates as in %s',
  (language, locales, expected) => {
    const locale = dateLocale(language, locales);
    expect(locale).toBe(expected);
    expect(() => new Intl.DateTimeFormat(locale)).not.toThrow();
  },
);

test('every language has its own name', () => {
  for (const language of LANGUAGES) {
    const own = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? '';
    expect(LANGUAGE_NAMES[language].toLowerCase()).toBe(own.toLowerCase());
  }
});
