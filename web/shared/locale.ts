/** The language of a page. */
import { type Language, languageFor, LANGUAGES } from '../../lambdas/modules/platform/locale.ts';

/** Each language's own name, which its speakers look for. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ja: '日本語',
};

const KEY = 'foyer.language';

/** The language chosen in this tab, if any. */
export function chosenLanguage(): Language | undefined {
  try {
    const chosen = window.sessionStorage.getItem(KEY);
    return LANGUAGES.find((language) => language === chosen);
  } catch {
    // The browser blocks storage, so nothing was chosen.
    return undefined;
  }
}

/** Remembers the choice while the tab is open. */
export function rememberLanguage(language: Language): void {
  try {
    window.sessionStorage.setItem(KEY, language);
  } catch {
    // The choice lasts only until the next page load.
  }
}

/** The chosen language, else the browser's. */
export function firstLanguage(): Language {
  return chosenLanguage() ?? languageFor(...window.navigator.languages);
}
