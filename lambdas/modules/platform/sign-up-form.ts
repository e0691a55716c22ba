import * as z from 'zod/mini';

import { companyName, line, personName, phone, taxId } from './text.ts';

/** Whom a tenant invites: it sells to a customer, and buys from a supplier; each has a form of its own. */
export const INVITATION_KINDS = ['customer', 'supplier'] as const;
export type InvitationKind = (typeof INVITATION_KINDS)[number];

/**
 * The rules of the sign-up form, shared by the API, which enforces them, and by the page, which shows them as one
 * types. Imports only what a browser may download.
 */
/** Sixty characters hold any name that a passport does, and no sentence that a stranger would act on. */
const NAME_MAX = 60;
export const firstNameSchema = personName('The first name', NAME_MAX);
export const lastNameSchema = personName('The last name', NAME_MAX);
export const jobTitleSchema = line('The job title', 100);

/** What is asked about the person who signs up, and of suppliers about their company's tax ID. */
export const profileSchema = z.strictObject({
  firstName: firstNameSchema,
  /** Required unless the tenant lets people with one name in. */
  lastName: z.optional(lastNameSchema),
  jobTitle: z.optional(jobTitleSchema),
  phone: z.optional(phone()),
  /** The company's, which is where it is kept. */
  taxId: z.optional(taxId()),
});
export type Profile = z.infer<typeof profileSchema>;

/** What an administrator may know about that person beforehand. */
export const prefilledProfileSchema = z.partial(profileSchema);
export type PrefilledProfile = z.infer<typeof prefilledProfileSchema>;

/** As long as a company register takes: 160 characters in the United Kingdom. */
export const companySchema = companyName('The company name', 160);

/** The fields of the form that an invitation can lock or leave open. */
export const FORM_FIELDS = [
  'firstName',
  'lastName',
  'jobTitle',
  'phone',
  'company',
  'taxId',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];

/** The password rules of the user pool; Cognito enforces the same ones (`AWS::Cognito::UserPool` `PasswordPolicy`). */
export interface PasswordRules {
  readonly minLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireDigits: boolean;
  readonly requireSymbols: boolean;
}

/** Longest password that Cognito takes, in characters. */
export const PASSWORD_MAX_LENGTH = 256;

/** The pool and the page both read this; a longer password beats a stranger one (NIST SP 800-63B §5.1.1.2). */
export const PASSWORD_RULES: PasswordRules = {
  minLength: 12,
  requireLowercase: true,
  requireUppercase: true,
  requireDigits: true,
  requireSymbols: false,
};

/** One rule in words, and whether `password` keeps it. */
export interface PasswordRuleCheck {
  readonly id: 'length' | 'maxLength' | 'lowercase' | 'uppercase' | 'digits' | 'symbols' | 'spaces';
  readonly text: string;
  readonly ok: boolean;
}

/** Every rule that applies, in the order in which a form shows them. */
export function checkPassword(password: string, rules: PasswordRules): PasswordRuleCheck[] {
  const checks: PasswordRuleCheck[] = [
    {
      id: 'length',
      text: `At least ${rules.minLength} characters`,
      ok: password.length >= rules.minLength,
    },
    {
      id: 'maxLength',
      text: `At most ${PASSWORD_MAX_LENGTH} characters`,
      ok: password.length <= PASSWORD_MAX_LENGTH,
    },
  ];
  if (rules.requireLowercase)
    checks.push({ id: 'lowercase', text: 'A lowercase letter (a–z)', ok: /[a-z]/.test(password) });
  if (rules.requireUppercase)
    checks.push({
      id: 'uppercase',
      text: 'An uppercase letter (A–Z)',
      ok: /[A-Z]/.test(password),
    });
  if (rules.requireDigits)
    checks.push({ id: 'digits', text: 'A digit (0–9)', ok: /[0-9]/.test(password) });
  if (rules.requireSymbols)
    checks.push({
      id: 'symbols',
      text: 'A symbol such as ! or ?',
      ok: /[^A-Za-z0-9\s]/.test(password),
    });
  // Cognito refuses a password that begins or ends with a space.
  checks.push({
    id: 'spaces',
    text: 'No space at the start or end',
    ok: password.trim() === password,
  });
  return checks;
}
