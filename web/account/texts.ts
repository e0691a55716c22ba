import type { AppTexts } from '../app/texts.ts';

/** The texts of the account's frame, and of what its pages have in common. */
export interface AccountTexts {
  readonly navigation: Readonly<Record<'company' | 'colleagues' | 'profile', string>>;
  readonly invite: string;
  readonly roles: Readonly<Record<'owner' | 'member', string>>;
  readonly roleHints: Readonly<Record<'owner' | 'member', string>>;
  readonly edit: string;
  readonly save: string;
  /** Problems whose usual words are for administrators. */
  readonly problems: Partial<AppTexts['problems']>;
  /** Instead of every page, for somebody who has an account and no access. */
  readonly closed: Readonly<Record<'title' | 'text' | 'ask' | 'reason', string>>;
}
