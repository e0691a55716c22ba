/** The words in each language: English comes with the page, another language is loaded when it is wanted. */
import type { Language } from '../../lambdas/modules/platform/locale.ts';
import { catalogueOf, type LaterCatalogues } from '../shared/catalogues.ts';
import { en } from './languages/en.ts';
import type { FailureReason, Texts } from './texts.ts';

const LATER: LaterCatalogues<Texts> = {
  de: async () => (await import('./languages/de.ts')).de,
  fr: async () => (await import('./languages/fr.ts')).fr,
  es: async () => (await import('./languages/es.ts')).es,
  ja: async () => (await import('./languages/ja.ts')).ja,
};

/** The catalogue of a language, or English when it cannot be loaded. */
export function loadTexts(language: Language): Promise<Texts> {
  return catalogueOf(language, en, LATER);
}

/** The reason that a function of the user pool named; one that this page does not know yet is a failure like another. */
export function externalReason(name: string): FailureReason {
  return isReason(name) ? name : 'failed';
}

function isReason(name: string): name is FailureReason {
  return Object.hasOwn(en.failures, name);
}
