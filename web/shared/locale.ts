/** Finds the language of a page. */
import { LANGUAGES, languageFor, type Language } from '../../lambdas/modules/platform/locale.ts';

/** What each language calls itself: whoever looks for it reads it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ja: '日本語',
};

const KEY = 'foyer.language';

/** The language that somebody chose in this tab; `undefined` when nobody did. */
export function chosenLanguage(): Language | undefined {
  try {
    const chosen = window.sessionStorage.getItem(KEY);
    return LANGUAGES.find((language) => language === chosen);
  } catch {
    // A browser that stores nothing for a page: then nothing was chosen.
    return undefined;
  }
}

/** Keeps the choice for as long as the tab is open. */
export function rememberLanguage(language: Language): void {
  try {
    window.sessionStorage.setItem(KEY, language);
  } catch {
    // The choice then lasts until the page is loaded again.
  }
}

/** The language that was chosen, else the one that the browser asks for. */
export function firstLanguage(): Language {
  return chosenLanguage() ?? languageFor(...window.navigator.languages);
}
