import { describe, expect, test } from 'vitest';

import { LANGUAGES } from '../../../lambdas/modules/platform/locale.ts';
import { externalReason, loadTexts } from '../../../web/sign-in/catalog.ts';
import { marksIn, textsOf } from '../../support/modules/page-texts.ts';

const english = textsOf(await loadTexts('en'));

describe.each(LANGUAGES)('in %s', (language) => {
  test('every text exists, has the values of the English one, and is translated', async () => {
    const texts = textsOf(await loadTexts(language));
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    expect(texts.get('.language')).toBe(language);
    for (const [place, text] of texts) {
      expect([place, marksIn(text)]).toEqual([place, marksIn(english.get(place))]);
      expect(text, place).toBe(text.trim());
      if (language !== 'en') expect(text, place).not.toBe(english.get(place));
    }
  });
});

test.each([
  ['no_invitation', 'no_invitation'],
  ['unavailable', 'unavailable'],
  ['something_new', 'failed'],
  ['constructor', 'failed'],
])('the reason %s has the text for %s', (name, reason) => {
  expect(externalReason(name)).toBe(reason);
});
