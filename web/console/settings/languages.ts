import { LANGUAGES, languageFor } from '../../../lambdas/modules/platform/locale.ts';
import { LANGUAGE_NAMES } from '../../shared/locale.ts';

/** A language by its own name, with its tag (BCP 47) where there is more to it, such as a region. */
export function languageName(tag: string): string {
  const name = LANGUAGE_NAMES[languageFor(tag)];
  return LANGUAGES.some((language) => language === tag) ? name : `${name} (${tag})`;
}

/** The languages to choose from, and those of `tags` that are none of them. */
export function languageChoices(...tags: readonly string[]) {
  const all = new Set<string>([...LANGUAGES, ...tags.filter((tag) => tag !== '')]);
  return [...all].map((value) => ({ value, label: languageName(value) }));
}
