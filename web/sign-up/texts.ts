/**
 * Texts of the sign-up page. Each language has one object of the type {@link Texts}, so a missing text fails the build.
 */
import type { FormField } from '../../lambdas/modules/platform/form-fields.ts';
import type { Language } from '../../lambdas/modules/platform/locale.ts';
import type { PasswordRuleCheck } from '../../lambdas/modules/platform/sign-up-form.ts';

/** The kind of account. */
type Kind = 'customer' | 'supplier';

/** A title, a few sentences, and the next steps. */
export interface Message {
  readonly title: string;
  readonly text: string;
  readonly next: readonly string[];
}

/** Permanent reasons that an invitation cannot be used. */
export type StopReason =
  | 'noToken'
  | 'invalid'
  | 'expired'
  | 'accepted'
  /** Accepted, by the status of the account. */
  | 'awaitingApproval'
  | 'accessSuspended'
  | 'accountReplaced'
  | 'accessRemoved'
  | 'revoked'
  | 'closed'
  | 'declined'
  /** Declined on this page just now. */
  | 'declinedHere'
  | 'userExists';

/** Temporary failures. */
export type TroubleReason = 'offline' | 'unreachable' | 'busy' | 'failed';

/** The texts in one language. */
export interface Texts {
  /** The document's `lang`. */
  readonly language: Language;
  /** Label of the language list. */
  readonly languageLabel: string;
  /** True if the family name comes first. */
  readonly familyNameFirst: boolean;
  /** The separator between two sentences. */
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
    /** Hint for an optional last name. */
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
    /** Hint for an address that cannot be changed. */
    readonly fixed: string;
    /** Hint for an address that can be changed. */
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
    /** Label of the disclosure. */
    readonly more: string;
    /** Advice if the invitation is for the wrong kind of account. */
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
    /** The same whether an email is sent or not. */
    readonly done: string;
    readonly doneNext: string;
  };
  readonly errors: ErrorTexts;
  readonly done: {
    readonly title: string;
    readonly lead: (tenant: string) => Record<Kind, string>;
    /** Used if the company has to approve the account first. */
    readonly waitingTitle: string;
    readonly waiting: (tenant: string) => string;
    readonly signInName: string;
    /** Hint for a sign-in name whose spelling differs from the address. */
    readonly spelling: (email: string) => string;
    readonly next: string;
  };
  readonly signIn: string;
  readonly stop: Record<StopReason, Message>;
  readonly trouble: Record<TroubleReason, Message>;
  readonly reference: (requestId: string) => string;
}

/** The password rules, each as a list item. */
type PasswordRuleTexts = Readonly<
  Record<Exclude<PasswordRuleCheck['id'], 'length' | 'maxLength'>, string>
> & {
  readonly length: (least: number) => string;
  readonly maxLength: (most: number) => string;
};

/** Error messages of the form. `label` is the field's label. */
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
  /** `hours` is greater than 1. */
  readonly mailLimited: (hours: number) => string;
  readonly codeLimited: (minutes: number) => string;
  readonly passwordMissing: string;
  readonly passwordTooLong: (max: number) => string;
  readonly passwordRules: (missing: readonly string[]) => string;
  readonly passwordRefused: string;
  /** For values that the server rejects although the page considered them valid. */
  readonly fieldRefused: (label: string) => string;
  readonly refused: string;
}
