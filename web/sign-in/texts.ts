/**
 * What the sign-in page says. Every language is one catalogue of the same type: a missing text fails the build.
 */
import type { RefusalReason } from '../../lambdas/modules/external-sign-in/refusal.ts';
import type { Language } from '../../lambdas/modules/platform/locale.ts';

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
  /** Names the field for the address. */
  readonly email: string;
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
