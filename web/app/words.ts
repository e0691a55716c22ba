/** Loads the texts of an area of the console or the account. English is bundled; other languages are loaded on demand. */
import { type Language, LANGUAGES } from '../../lambdas/modules/platform/locale.ts';
import { catalogOf, type LaterCatalogs } from '../shared/catalogs.ts';
import { firstLanguage, rememberLanguage } from '../shared/locale.ts';
import { en } from './languages/en.ts';

/** The texts of one area. A page loads them before it renders. */
export interface Words<Texts> {
  readonly load: () => Promise<void>;
  /** The texts in the page's language; English until they are loaded. */
  readonly texts: () => Texts;
}

/** Defines the texts of an area from English and the other languages. */
export function defineWords<Texts>(english: Texts, later: LaterCatalogs<Texts>): Words<Texts> {
  let current = english;
  return {
    load: async () => {
      current = await catalogOf(pageLanguage(), english, later);
    },
    texts: () => current,
  };
}

/** Combines the texts of a page and its parts, so that they are loaded together. */
export function joinedWords<Texts>(
  words: Words<Texts>,
  ...parts: readonly Words<unknown>[]
): Words<Texts> {
  return {
    ...words,
    load: async () => {
      await Promise.all([words, ...parts].map((each) => each.load()));
    },
  };
}

const KEY = 'foyer.app-language';
let language: Language | undefined;

/** The page's language while it is open: the one chosen in the menu, else the browser's. */
export function pageLanguage(): Language {
  language ??= LANGUAGES.find((known) => known === stored()) ?? firstLanguage();
  return language;
}

/** Puts the last name first among a form's fields where the page's language writes it first. */
export function inNameOrder<Name extends string>(fields: readonly Name[]): readonly Name[] {
  if (pageLanguage() !== 'ja') return fields;
  const isLast = (name: Name) => name === 'lastName';
  return [...fields.filter(isLast), ...fields.filter((name) => !isLast(name))];
}

/** Saves the language for this browser and reloads the page. */
export function chooseLanguage(chosen: Language): void {
  window.localStorage.setItem(KEY, chosen);
  // The sign-in page in this tab uses it, too.
  rememberLanguage(chosen);
  window.location.reload();
}

function stored(): string | null {
  try {
    return window.localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Texts of the components that all pages share. */
export const appWords = defineWords(en, {
  de: async () => (await import('./languages/de.ts')).de,
  fr: async () => (await import('./languages/fr.ts')).fr,
  es: async () => (await import('./languages/es.ts')).es,
  ja: async () => (await import('./languages/ja.ts')).ja,
});
