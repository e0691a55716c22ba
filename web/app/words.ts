/** The words of a room of the console or the account: English comes with its code, another language is loaded with it. */
import { LANGUAGES, type Language } from '../../lambdas/modules/platform/locale.ts';
import { catalogueOf, type LaterCatalogues } from '../shared/catalogues.ts';
import { firstLanguage, rememberLanguage } from '../shared/locale.ts';
import { en } from './languages/en.ts';

/** The words of one area. A page loads them before it appears, so that they are there when it is drawn. */
export interface Words<Texts> {
  readonly load: () => Promise<void>;
  /** The texts in the language of the page; English until they are loaded. */
  readonly texts: () => Texts;
}

/** Makes the words of an area from its English catalogue and the others. */
export function defineWords<Texts>(english: Texts, later: LaterCatalogues<Texts>): Words<Texts> {
  let current = english;
  return {
    load: async () => {
      current = await catalogueOf(pageLanguage(), english, later);
    },
    texts: () => current,
  };
}

/** Joins the words of a page and those of its parts, so that they are loaded together. */
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

/** The language of this page, for as long as it is open: what was chosen in the menu, else what the browser asks for. */
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

/** Keeps the choice for this browser, and draws the page anew in it. */
export function chooseLanguage(chosen: Language): void {
  window.localStorage.setItem(KEY, chosen);
  // The sign-in page of this tab speaks it as well.
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

/** The words of the parts that all pages share. */
export const appWords = defineWords(en, {
  de: async () => (await import('./languages/de.ts')).de,
  fr: async () => (await import('./languages/fr.ts')).fr,
  es: async () => (await import('./languages/es.ts')).es,
  ja: async () => (await import('./languages/ja.ts')).ja,
});
