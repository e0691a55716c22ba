import { describe, expect, test } from 'vitest';

import { LANGUAGES } from '../../../lambdas/modules/platform/locale.ts';
import { loadTexts } from '../../../web/sign-up/catalog.ts';
import { problemText, ruleText } from '../../../web/sign-up/messages.ts';
import { marksIn, textsOf } from '../../support/modules/page-texts.ts';

const english = textsOf(await loadTexts('en'));
/** Words that are the same in two languages, or texts without words. */
const MAY_BE_ENGLISH: readonly string[] = [
  '.space',
  '.form.fields.jobTitle',
  '.form.optional',
  '.errors.prefix',
  '.errors.titlePrefix',
];

describe.each(LANGUAGES)('in %s', (language) => {
  test('every text exists and has the values of the English one', async () => {
    const texts = textsOf(await loadTexts(language));
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [place, text] of english)
      expect([place, marksIn(texts.get(place))]).toEqual([place, marksIn(text)]);
  });

  test('no text is empty, has stray spaces, or is still in English', async () => {
    for (const [place, text] of textsOf(await loadTexts(language))) {
      if (place === '.space' || place === '.language') continue;
      expect(text.trim(), place).not.toBe('');
      expect(text, place).not.toMatch(/ {2}|undefined|\[object|NaN/);
      if (place !== '.errors.titlePrefix') expect(text, place).toBe(text.trim());
      if (language === 'en' || MAY_BE_ENGLISH.includes(place)) continue;
      expect(text, place).not.toBe(english.get(place));
    }
  });

  test('names its language', async () => {
    expect((await loadTexts(language)).language).toBe(language);
  });

  test('has complete sentences for plurals', async () => {
    const { errors, password } = await loadTexts(language);
    expect(errors.summary(1)).not.toBe(errors.summary(2));
    expect(errors.summary(3)).toContain('3');
    expect(errors.codeLimited(15)).toContain('15');
    expect(password.progress(4, 4)).not.toContain('4');
    expect(password.progress(2, 4)).toMatch(/2.*4|4.*2/);
  });
});

test('a list of missing password rules fits into its sentence', async () => {
  const sentence = async (language: 'en' | 'de' | 'fr' | 'es') => {
    const { errors, password } = await loadTexts(language);
    return errors.passwordRules([password.rules.length(12), password.rules.digits]);
  };
  expect(await sentence('en')).toBe(
    'Your password still needs: at least 12 characters; a digit (0–9).',
  );
  expect(await sentence('de')).toBe(
    'Noch nicht erfüllt: mindestens 12 Zeichen; eine Ziffer (0–9).',
  );
  expect(await sentence('fr')).toContain('au moins 12 caractères\u00a0; un chiffre (0–9).');
  expect(await sentence('es')).toContain('al menos 12 caracteres; un dígito (0–9).');
});

test('the error for a password that is too long names the maximum, in every language', async () => {
  for (const language of LANGUAGES) {
    const texts = await loadTexts(language);
    expect(ruleText(texts, 'maxLength', 12)).toContain('256');
    expect(ruleText(texts, 'maxLength', 12)).not.toBe(ruleText(texts, 'length', 256));
    expect(problemText(texts, { rule: 'passwordTooLong', max: 256 }, 'password')).toContain('256');
  }
});
