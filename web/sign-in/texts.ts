/**
 * What the sign-in page says. Every language is one catalogue of the same type: a missing text fails the build. English
 * comes with the page; another language is loaded when it is wanted.
 */
import type { RefusalReason } from '../../lambdas/external-sign-in/refusal.ts';
import type { Language } from '../../lambdas/shared/languages.ts';
import { catalogueOf, type LaterCatalogues } from '../shared/catalogues.ts';
import { en } from './languages/en.ts';

/** Why nobody is signed in. */
export type FailureReason =
  | 'unavailable'
  | 'denied'
  /** The answer of a sign-in that this tab did not start, or started too long ago. */
  | 'stale'
  | 'failed'
  /** Why somebody who signed in elsewhere to accept an invitation is not let in. */
  | RefusalReason;

/** The catalogue of one language. */
export interface Texts {
  readonly language: Language;
  /** What the list of languages is for. */
  readonly languageLabel: string;
  readonly title: string;
  readonly lead: string;
  readonly signIn: string;
  readonly working: string;
  readonly signedIn: string;
  readonly signedInAs: string;
  /** To somebody who comes for another account than the one that is signed in. */
  readonly otherAccount: (wanted: string) => string;
  readonly switchTo: (wanted: string) => string;
  readonly signOut: string;
  readonly again: string;
  readonly failures: Record<FailureReason, { readonly title: string; readonly text: string }>;
}

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
