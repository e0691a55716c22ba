import { languageFor, LANGUAGES } from '../../../lambdas/modules/platform/locale.ts';
import { LANGUAGE_NAMES } from '../../shared/locale.ts';

/** A language's own name, with its BCP 47 tag if it has more, such as a region. */
export function languageName(tag: string): string {
  const name = LANGUAGE_NAMES[languageFor(tag)];
  return LANGUAGES.some((language) => language === tag) ? name : `${name} (${tag})`;
}

/** The supported languages as options, plus other `tags`. */
export function languageChoices(...tags: readonly string[]) {
  const all = new Set<string>([...LANGUAGES, ...tags.filter((tag) => tag !== '')]);
  return [...all].map((value) => ({ value, label: languageName(value) }));
}
