import * as z from 'zod/mini';

import { companyName, line, personName, phone, taxId } from './text.ts';

/**
 * The rules of the sign-up form. The API enforces them, and the page shows them while the person types. This file
 * imports only what a browser may download.
 */
/** Sixty characters are enough for any name in a passport, and too few for a message that a stranger would act on. */
const NAME_MAX = 60;
export const firstNameSchema = personName('The first name', NAME_MAX);
export const lastNameSchema = personName('The last name', NAME_MAX);
export const jobTitleSchema = line('The job title', 100);

/** The information about the person who signs up and, for suppliers, the tax ID of their company. */
export const profileSchema = z.strictObject({
  firstName: firstNameSchema,
  /** Required unless the tenant allows people with a single name. */
  lastName: z.optional(lastNameSchema),
  jobTitle: z.optional(jobTitleSchema),
  phone: z.optional(phone()),
  /** The tax ID of the company. It is stored with the company. */
  taxId: z.optional(taxId()),
});
export type Profile = z.infer<typeof profileSchema>;

/** The information about the person that an administrator can enter in advance. */
export const prefilledProfileSchema = z.partial(profileSchema);
export type PrefilledProfile = z.infer<typeof prefilledProfileSchema>;

/** The longest name that a company register accepts: 160 characters in the United Kingdom. */
export const companySchema = companyName('The company name', 160);

/** The password requirements. Cognito enforces the same ones (`AWS::Cognito::UserPool` `PasswordPolicy`). */
export interface PasswordRules {
  readonly minLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireDigits: boolean;
  readonly requireSymbols: boolean;
}

/** The maximum length of a password that Cognito accepts, in characters. */
export const PASSWORD_MAX_LENGTH = 256;

/**
 * The password requirements of the user pool and the page. A longer password is better than a more complex one (NIST SP
 * 800-63B §5.1.1.2).
 */
export const PASSWORD_RULES: PasswordRules = {
  minLength: 12,
  requireLowercase: true,
  requireUppercase: true,
  requireDigits: true,
  requireSymbols: false,
};

/** A requirement in words, and whether `password` meets it. */
export interface PasswordRuleCheck {
  readonly id: 'length' | 'maxLength' | 'lowercase' | 'uppercase' | 'digits' | 'symbols' | 'spaces';
  readonly text: string;
  readonly ok: boolean;
}

/** Returns every requirement that applies, in the order in which a form shows them. */
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
  // Cognito rejects a password that starts or ends with a space.
  checks.push({
    id: 'spaces',
    text: 'No space at the start or end',
    ok: password.trim() === password,
  });
  return checks;
}
