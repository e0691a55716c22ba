/**
 * Texts of the sign-in page. Each language has one object of the same type, so a missing text fails the build.
 */
import type { RejectionReason } from '../../lambdas/modules/external-sign-in/refusal.ts';
import type { Language } from '../../lambdas/modules/platform/locale.ts';

/** Reasons that the sign-in failed. */
export type FailureReason =
  | 'unavailable'
  | 'denied'
  /** A response to a sign-in that this tab did not start, or started too long ago. */
  | 'stale'
  | 'failed'
  /** Reasons to refuse a person who signed in with a provider to accept an invitation. */
  | RejectionReason;

/** The texts in one language. */
export interface Texts {
  readonly language: Language;
  /** Label of the language list. */
  readonly languageLabel: string;
  readonly title: string;
  readonly lead: string;
  /** Label of the address field. */
  readonly email: string;
  readonly signIn: string;
  readonly working: string;
  readonly signedIn: string;
  readonly signedInAs: string;
  /** Shown to people who came for an account other than the signed-in one. */
  readonly otherAccount: (wanted: string) => string;
  readonly switchTo: (wanted: string) => string;
  readonly signOut: string;
  readonly again: string;
  readonly failures: Record<FailureReason, { readonly title: string; readonly text: string }>;
}
