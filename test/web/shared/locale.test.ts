import { expect, test } from 'vitest';

import { dateLocale, LANGUAGES } from '../../../lambdas/modules/platform/locale.ts';
import { LANGUAGE_NAMES } from '../../../web/shared/locale.ts';

test.each([
  // As the invitation says, then as the browser says, then as the language does.
  ['de', ['de-AT', 'de-DE'], 'de-AT'],
  ['en', ['en', 'fr-FR', 'en-GB'], 'en-GB'],
  ['fr', ['de-AT', 'en-GB'], 'fr'],
  ['ja', [], 'ja'],
  // No locale at all must not stop the page: `Intl` throws at these.
  ['de', ['de-', 'de-!', 'de-x-y-z-', 'de-12', 'de-DE-EURO'], 'de'],
  ['de', ['de-DE-EURO', 'de_at'], 'de-AT'],
  ['de', ['den-AT'], 'de'],
] as const)('among words in %s, %j make dates look as in %s', (language, locales, expected) => {
  const locale = dateLocale(language, locales);
  expect(locale).toBe(expected);
  expect(() => new Intl.DateTimeFormat(locale)).not.toThrow();
});

test('every language calls itself by its own name', () => {
  for (const language of LANGUAGES) {
    const own = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? '';
    expect(LANGUAGE_NAMES[language].toLowerCase()).toBe(own.toLowerCase());
  }
});
