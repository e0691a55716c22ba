/** Texts in each language. English is bundled; other languages are loaded on demand. */
import type { Language } from '../../lambdas/modules/platform/locale.ts';
import { catalogOf, type LaterCatalogs } from '../shared/catalogs.ts';
import { en } from './languages/en.ts';
import type { FailureReason, Texts } from './texts.ts';

const LATER: LaterCatalogs<Texts> = {
  de: async () => (await import('./languages/de.ts')).de,
  fr: async () => (await import('./languages/fr.ts')).fr,
  es: async () => (await import('./languages/es.ts')).es,
  ja: async () => (await import('./languages/ja.ts')).ja,
};

/** The texts in a language, or in English if they cannot be loaded. */
export function loadTexts(language: Language): Promise<Texts> {
  return catalogOf(language, en, LATER);
}

/** The reason that a user pool trigger gave, or a general failure if this page does not know it. */
export function externalReason(name: string): FailureReason {
  return isReason(name) ? name : 'failed';
}

function isReason(name: string): name is FailureReason {
  return Object.hasOwn(en.failures, name);
}
