import { expect, test } from 'vitest';

import { languageFor } from '../../../../lambdas/modules/platform/locale.ts';

test.each([
  [['de'], 'de'],
  [['de-AT'], 'de'],
  [['JA-jp'], 'ja'],
  [[' fr-CA '], 'fr'],
  [['zh-Hant-TW', 'es-MX', 'de'], 'es'],
  [['de_AT'], 'de'],
  [['de-DE-EURO'], 'de'],
  [['pt-BR'], 'en'],
  [['', '-', 'toString', '*'], 'en'],
  [[], 'en'],
])('the language for %j is %s', (locales, language) => {
  expect(languageFor(...locales)).toBe(language);
});
