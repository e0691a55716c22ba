import type { AppTexts } from '../app/texts.ts';

/** Texts of the account's frame, and texts that its pages share. */
export interface AccountTexts {
  readonly navigation: Readonly<Record<'company' | 'colleagues' | 'profile', string>>;
  readonly invite: string;
  readonly roles: Readonly<Record<'owner' | 'member', string>>;
  readonly roleHints: Readonly<Record<'owner' | 'member', string>>;
  readonly edit: string;
  readonly save: string;
  /** Replacements for error messages that are worded for administrators. */
  readonly problems: Partial<AppTexts['problems']>;
  /** Replaces every page for people who have an account but no access. */
  readonly closed: Readonly<Record<'title' | 'text' | 'ask' | 'reason', string>>;
}
