/**
 * Every word that the sign-up page says, per language. A new language is one more object of the type {@link Texts} in
 * {@link CATALOGUES}; what the server and the shared form rules say about a field is shown as it comes.
 */
import type { FormField, PasswordRuleCheck } from '../../lambdas/shared/sign-up-form.ts';

/** For whom the account is. */
export type Kind = 'customer' | 'supplier';

/** A title, a few sentences, and what to do next. */
export interface Message {
  readonly title: string;
  readonly text: string;
  readonly next: readonly string[];
}

/** Why an invitation cannot be used, for good. */
export type StopReason =
  'noToken' | 'invalid' | 'expired' | 'accepted' | 'revoked' | 'declined' | 'userExists';

/** Why something did not work just now. */
export type TroubleReason = 'offline' | 'unreachable' | 'busy' | 'failed';

/** The catalogue of one language. */
export interface Texts {
  /** BCP 47, for the `lang` of the document. */
  readonly language: string;
  readonly loading: string;
  readonly ready: (tenant: string) => string;
  readonly form: {
    readonly title: Record<Kind, string>;
    readonly lead: (tenant: string) => Record<Kind, string>;
    readonly validUntil: string;
    readonly notExpected: string;
    readonly email: string;
    readonly emailHint: string;
    readonly fields: Record<FormField, string>;
    readonly optional: string;
    readonly locked: string;
    readonly password: string;
    readonly show: string;
    readonly hide: string;
    readonly showPassword: string;
    readonly hidePassword: string;
    readonly rules: string;
    readonly rule: (check: PasswordRuleCheck) => string;
    readonly ruleMet: string;
    readonly ruleMissing: string;
    readonly rulesProgress: (met: number, all: number) => string;
    readonly submit: string;
    readonly submitting: string;
    readonly inProgress: string;
    readonly inProgressWait: (seconds: number) => string;
    readonly tryAgain: string;
    readonly tryAgainIn: (seconds: number) => string;
    readonly kept: string;
  };
  readonly errors: {
    readonly summary: (count: number) => string;
    readonly titlePrefix: string;
    readonly prefix: string;
    readonly passwordMissing: string;
    readonly passwordTooLong: (max: number) => string;
    readonly passwordRules: (missing: readonly string[]) => string;
    readonly passwordRefused: string;
    readonly refused: string;
  };
  readonly done: {
    readonly title: string;
    readonly lead: (tenant: string) => Record<Kind, string>;
    readonly signInName: string;
    readonly next: string;
  };
  readonly signIn: string;
  readonly stop: Record<StopReason, Message>;
  readonly trouble: Record<TroubleReason, Message>;
  readonly reference: (requestId: string) => string;
}

const english: Texts = {
  language: 'en',
  loading: 'Opening your invitation…',
  ready: (tenant) => `Your invitation from ${tenant} is open.`,
  form: {
    title: { customer: 'Create your account', supplier: 'Create your supplier account' },
    lead: (tenant) => ({
      customer: `${tenant} has invited you to open a customer account. It takes about a minute.`,
      supplier: `${tenant} has invited you to register as a supplier. It takes about a minute.`,
    }),
    validUntil: 'Invitation valid until',
    notExpected:
      'Not expecting this? Just close the page. Nothing happens until you send the form.',
    email: 'Email',
    emailHint: 'You will sign in with this address. It cannot be changed.',
    fields: {
      firstName: 'First name',
      lastName: 'Last name',
      jobTitle: 'Job title',
      phone: 'Phone',
      company: 'Company',
      taxId: 'Tax ID',
    },
    optional: 'optional',
    locked: 'Filled in by the company that invited you. If something is wrong, please tell them.',
    password: 'Choose a password',
    show: 'Show',
    hide: 'Hide',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    rules: 'Your password needs:',
    rule: (check) => check.text,
    ruleMet: 'Done:',
    ruleMissing: 'Missing:',
    rulesProgress: (met, all) =>
      met === all ? 'The password meets every rule.' : `The password meets ${met} of ${all} rules.`,
    submit: 'Create account',
    submitting: 'Creating your account…',
    inProgress:
      'Your account is already being set up. We check again by ourselves; please keep this page open.',
    inProgressWait: (seconds) => `Next check in ${seconds} s`,
    tryAgain: 'Try again',
    tryAgainIn: (seconds) => `Try again in ${seconds} s`,
    kept: 'What you entered is still here.',
  },
  errors: {
    summary: (count) =>
      count === 1 ? 'Please check one thing' : `Please check these ${count} things`,
    titlePrefix: 'Error: ',
    prefix: 'Error:',
    passwordMissing: 'Choose a password.',
    passwordTooLong: (max) => `The password must be at most ${max} characters.`,
    passwordRules: (missing) =>
      `The password still needs: ${missing.map(withinSentence).join('; ')}.`,
    passwordRefused: 'This password was not accepted. Please choose a longer or less common one.',
    refused: 'The form was not accepted. Please check what you entered.',
  },
  done: {
    title: 'Your account is ready',
    lead: (tenant) => ({
      customer: `Welcome to ${tenant}.`,
      supplier: `Welcome to ${tenant}. You are registered as a supplier.`,
    }),
    signInName: 'Your sign-in name',
    next: 'Sign in with this address and the password you have just chosen.',
  },
  signIn: 'Sign in',
  stop: {
    noToken: {
      title: 'This link is incomplete',
      text: 'The part that identifies your invitation is missing. Some mail programs cut long links in two.',
      next: [
        'Open the invitation mail again and use its button.',
        'Or copy the whole link from the mail into the address bar, up to its last character.',
      ],
    },
    invalid: {
      title: 'This link does not work any more',
      text: 'It has probably been replaced by a newer invitation, or it was not copied completely.',
      next: [
        'Look for a newer invitation mail, in the spam folder too. Only the latest link works.',
        'No newer mail? Ask the company that invited you to send the invitation again.',
      ],
    },
    expired: {
      title: 'This invitation has expired',
      text: 'To keep your account safe, an invitation works for a limited time only.',
      next: [
        'Ask the company that invited you for a new invitation. It comes to the same address.',
      ],
    },
    accepted: {
      title: 'This invitation has been used',
      text: 'The account exists already. You can sign in with your email address and the password that was chosen.',
      next: [
        'Did you send the form more than once? Then the password that you sent first counts.',
        'If it was not you who created the account, please tell the company that invited you.',
      ],
    },
    revoked: {
      title: 'This invitation was withdrawn',
      text: 'The company that invited you has taken the invitation back, so this link no longer works.',
      next: [
        'If you think this is a mistake, ask your contact at that company for a new invitation.',
      ],
    },
    declined: {
      title: 'This invitation was declined',
      text: 'Somebody with this link said no to the invitation, so it can no longer be used.',
      next: ['Changed your mind? Ask the company that invited you for a new invitation.'],
    },
    userExists: {
      title: 'You already have an account',
      text: 'There is an account with this email address. Nothing about it has been changed.',
      next: [
        'Sign in with your existing password. If you have forgotten it, you can choose a new one there.',
      ],
    },
  },
  trouble: {
    offline: {
      title: 'You are offline',
      text: 'Your device has no connection to the internet just now.',
      next: ['Check your connection, then try again.'],
    },
    unreachable: {
      title: 'No connection to our server',
      text: 'The connection failed on the way. This is usually over in a moment.',
      next: ['Check your connection, then try again.'],
    },
    busy: {
      title: 'Very busy at the moment',
      text: 'Our server cannot take your request this very moment. Your invitation stays valid.',
      next: ['Please wait a moment, then try again.'],
    },
    failed: {
      title: 'Something went wrong on our side',
      text: 'It is not your fault, and your invitation stays valid.',
      next: ['Please try again. If it keeps happening, tell the company that invited you.'],
    },
  },
  reference: (requestId) => `Reference for support: ${requestId}`,
};

function withinSentence(rule: string): string {
  return rule.charAt(0).toLowerCase() + rule.slice(1);
}

const CATALOGUES: Readonly<Record<string, Texts>> = { en: english };

/** The catalogue for the first of `languages` that there is one for; English otherwise. */
export function textsFor(languages: readonly string[]): Texts {
  for (const language of languages) {
    const texts = CATALOGUES[language.toLowerCase()] ?? CATALOGUES[language.split('-', 1)[0] ?? ''];
    if (texts !== undefined) return texts;
  }
  return english;
}

/** The texts of this visit. */
export const texts = textsFor(globalThis.navigator.languages);
