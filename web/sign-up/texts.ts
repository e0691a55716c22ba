/**
 * What the sign-up page says. Every language is one catalogue of the type {@link Texts}, so that a missing text fails the
 * build.
 */
import type { Language } from '../../lambdas/modules/platform/locale.ts';
import type { FormField, PasswordRuleCheck } from '../../lambdas/modules/platform/sign-up-form.ts';

/** For whom the account is. */
type Kind = 'customer' | 'supplier';

/** A title, a few sentences, and what to do next. */
export interface Message {
  readonly title: string;
  readonly text: string;
  readonly next: readonly string[];
}

/** Why an invitation cannot be used, for good. */
export type StopReason =
  | 'noToken'
  | 'invalid'
  | 'expired'
  | 'accepted'
  /** Accepted, and what became of the account. */
  | 'awaitingApproval'
  | 'accessSuspended'
  | 'accountReplaced'
  | 'accessRemoved'
  | 'revoked'
  | 'closed'
  | 'declined'
  /** Just now, on this page. */
  | 'declinedHere'
  | 'userExists';

/** Why something did not work just now. */
export type TroubleReason = 'offline' | 'unreachable' | 'busy' | 'failed';

/** The catalogue of one language. */
export interface Texts {
  /** For the `lang` of the document. */
  readonly language: Language;
  /** What the list of languages is for. */
  readonly languageLabel: string;
  /** Whether people put their family name first. */
  readonly familyNameFirst: boolean;
  /** What stands between two sentences. */
  readonly space: ' ' | '';
  readonly loading: string;
  readonly ready: (tenant: string) => string;
  readonly form: {
    readonly title: Record<Kind, string>;
    readonly lead: (tenant: string) => Record<Kind, string>;
    readonly application: (name: string) => string;
    readonly validUntil: string;
    readonly notExpected: string;
    readonly signedInAs: (other: string, invited: string) => string;
    readonly fields: Record<FormField, string>;
    readonly optional: string;
    /** Below a last name that need not be filled in. */
    readonly oneName: string;
    readonly locked: string;
    readonly submit: string;
    readonly submitting: string;
    readonly inProgress: string;
    readonly inProgressWait: (seconds: number) => string;
    readonly tryAgain: string;
    readonly tryAgainIn: (seconds: number) => string;
    readonly kept: string;
  };
  readonly email: {
    readonly label: string;
    /** Below an address that stays as it is. */
    readonly fixed: string;
    /** Below an address that may be another one. */
    readonly hint: string;
    readonly change: string;
    readonly useInvited: string;
  };
  readonly code: {
    readonly title: string;
    readonly why: (email: string) => string;
    readonly send: string;
    readonly sending: string;
    readonly sent: (email: string) => string;
    readonly label: string;
    readonly hint: string;
    readonly again: string;
    readonly againIn: (seconds: number) => string;
  };
  readonly password: {
    readonly label: string;
    readonly show: string;
    readonly hide: string;
    readonly showPassword: string;
    readonly hidePassword: string;
    readonly needs: string;
    readonly rules: PasswordRuleTexts;
    readonly met: string;
    readonly missing: string;
    readonly progress: (met: number, all: number) => string;
  };
  readonly providers: {
    readonly title: string;
    readonly button: (label: string) => string;
    readonly leaving: (label: string) => string;
    readonly orPassword: string;
  };
  readonly decline: {
    /** Opens what follows. */
    readonly more: string;
    /** What to do when the invitation is for the wrong kind of account. */
    readonly otherKind: (tenant: string) => Record<Kind, string>;
    readonly button: string;
    readonly title: string;
    readonly text: (tenant: string) => string;
    readonly confirm: string;
    readonly cancel: string;
    readonly working: string;
  };
  readonly renewal: {
    readonly button: string;
    readonly working: string;
    /** The same whether a mail goes out or not. */
    readonly done: string;
    readonly doneNext: string;
  };
  readonly errors: ErrorTexts;
  readonly done: {
    readonly title: string;
    readonly lead: (tenant: string) => Record<Kind, string>;
    /** Where the company opens the account first. */
    readonly waitingTitle: string;
    readonly waiting: (tenant: string) => string;
    readonly signInName: string;
    /** Below a sign-in name that is not written as the address is. */
    readonly spelling: (email: string) => string;
    readonly next: string;
  };
  readonly signIn: string;
  readonly stop: Record<StopReason, Message>;
  readonly trouble: Record<TroubleReason, Message>;
  readonly reference: (requestId: string) => string;
}

/** The rules for passwords, each as an entry of a list. */
type PasswordRuleTexts = Readonly<
  Record<Exclude<PasswordRuleCheck['id'], 'length' | 'maxLength'>, string>
> & {
  readonly length: (least: number) => string;
  readonly maxLength: (most: number) => string;
};

/** What is wrong with the form. `label` is what the field is called above. */
interface ErrorTexts {
  readonly summary: (count: number) => string;
  readonly titlePrefix: string;
  readonly prefix: string;
  readonly required: Record<FormField, string>;
  readonly tooLong: (label: string, max: number) => string;
  readonly damaged: (label: string) => string;
  readonly webAddress: (label: string) => string;
  readonly angleBrackets: (label: string) => string;
  readonly phone: string;
  readonly taxId: string;
  readonly email: string;
  readonly emailMismatch: (invited: string) => string;
  readonly emailSuppressed: string;
  readonly codeMissing: string;
  readonly codeForm: string;
  readonly codeRefused: string;
  /** More than one. */
  readonly mailLimited: (hours: number) => string;
  readonly codeLimited: (minutes: number) => string;
  readonly passwordMissing: string;
  readonly passwordTooLong: (max: number) => string;
  readonly passwordRules: (missing: readonly string[]) => string;
  readonly passwordRefused: string;
  /** What the server does not take although the page saw nothing wrong in it. */
  readonly fieldRefused: (label: string) => string;
  readonly refused: string;
}
