/** Which language a mail speaks. */
import { languageFor, type Language } from '../../platform/languages.ts';
import { de } from './languages/de.ts';
import { en } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { ja } from './languages/ja.ts';
import type { MailTexts } from './texts.ts';

const CATALOGUE: Readonly<Record<Language, MailTexts>> = { en, de, fr, es, ja };

/** The texts for a locale such as `de-AT`: of that locale, else of its language, else English. */
export function textsFor(locale: string): MailTexts {
  return CATALOGUE[languageFor(locale)];
}
