/** Problems of the form's fields, independent of language; see messages.ts. */
import { type FormField } from '../../lambdas/modules/platform/form-fields.ts';
import { FORM_FIELDS } from '../../lambdas/modules/platform/form-fields.ts';
import {
  checkPassword,
  companySchema,
  PASSWORD_MAX_LENGTH,
  type PasswordRuleCheck,
  type PasswordRules,
  profileSchema,
} from '../../lambdas/modules/platform/sign-up-form.ts';
import {
  type BrokenRule,
  brokenRule,
  extractAddress,
} from '../../lambdas/modules/platform/text.ts';
import type { FieldModes, FieldName } from './field-mode.ts';
import { isRequired } from './form-fields.ts';
import { type AccountAddress, codeDigits, type FormValues, typedValue } from './form-values.ts';
import type { RefusedField } from './http.ts';
import type { Invitation } from './sign-up-api.ts';
import type { TroubleReason } from './texts.ts';

export type Problem =
  | BrokenRule
  | {
      readonly rule:
        | 'email'
        | 'emailSuppressed'
        | 'codeMissing'
        | 'codeForm'
        | 'codeRefused'
        | 'passwordMissing'
        | 'passwordRefused';
    }
  | { readonly rule: 'emailMismatch'; readonly invited: string }
  | { readonly rule: 'codeLimited'; readonly minutes: number }
  | { readonly rule: 'mailLimited'; readonly hours: number }
  | { readonly rule: 'trouble'; readonly reason: TroubleReason }
  | { readonly rule: 'passwordTooLong'; readonly max: number }
  | {
      readonly rule: 'passwordRules';
      readonly missing: readonly PasswordRuleCheck['id'][];
      readonly minLength: number;
    }
  /** The server's own English sentence about a value that the page considered valid. */
  | { readonly rule: 'refused'; readonly sentence: string };

export type Problems = Readonly<Partial<Record<FieldName, Problem | undefined>>>;

/** All problems of the editable fields. */
export function findProblems(
  values: FormValues,
  modes: FieldModes,
  invitation: Invitation,
  address: AccountAddress,
): Problems {
  const problems: Partial<Record<FieldName, Problem>> = {};
  const note = (field: FieldName, problem: Problem | undefined): void => {
    if (problem !== undefined) problems[field] = problem;
  };
  if (address.differs) note('email', emailProblem(address.email));
  if (address.needsCode) note('code', codeProblem(values.code));
  for (const field of FORM_FIELDS)
    if (modes[field] === 'edit') note(field, fieldProblem(field, values[field], invitation));
  note('password', passwordProblem(values.password, invitation.passwordRules));
  return problems;
}

function fieldProblem(
  field: FormField,
  value: string,
  invitation: Invitation,
): Problem | undefined {
  const text = typedValue(field, value);
  if (text === '') return isRequired(field, invitation) ? { rule: 'required' } : undefined;
  return brokenRule(field === 'company' ? companySchema : profileSchema.shape[field], text);
}

/** Rejects only values that are definitely not addresses; the server validates the rest. */
export function emailProblem(email: string): Problem | undefined {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(extractAddress(email)) ? undefined : { rule: 'email' };
}

function codeProblem(typed: string): Problem | undefined {
  const digits = codeDigits(typed);
  if (digits === '') return { rule: 'codeMissing' };
  return /^\d{8}$/.test(digits) ? undefined : { rule: 'codeForm' };
}

/** Validates a new password. */
export function passwordProblem(password: string, rules: PasswordRules): Problem | undefined {
  if (password === '') return { rule: 'passwordMissing' };
  if (password.length > PASSWORD_MAX_LENGTH)
    return { rule: 'passwordTooLong', max: PASSWORD_MAX_LENGTH };
  const missing = checkPassword(password, rules).filter((check) => !check.ok);
  if (missing.length === 0) return undefined;
  return {
    rule: 'passwordRules',
    missing: missing.map(({ id }) => id),
    minLength: rules.minLength,
  };
}

/** Splits the server's errors into those of the form's fields and the rest. */
export function sortRefused(
  refused: readonly RefusedField[],
  values: FormValues,
): { readonly fields: Problems; readonly others: readonly Problem[] } {
  const fields: Partial<Record<FieldName, Problem>> = {};
  const others: Problem[] = [];
  for (const { path, message } of refused) {
    const name = path.replace(/^profile\./, '');
    const problem: Problem = { rule: 'refused', sentence: message };
    if (isFieldName(name)) fields[name] ??= REFUSED[name](values[name]);
    else if (isFormField(name))
      fields[name] ??= values[name].trim() === '' ? { rule: 'required' } : problem;
    else others.push(problem);
  }
  return { fields, others };
}

/** Problems by field, for fields outside the profile. */
const REFUSED = {
  email: () => ({ rule: 'email' }),
  code: (typed: string) => ({ rule: codeDigits(typed) === '' ? 'codeMissing' : 'codeRefused' }),
  password: () => ({ rule: 'passwordRefused' }),
} as const satisfies Record<Exclude<FieldName, FormField>, (typed: string) => Problem>;

function isFieldName(name: string): name is keyof typeof REFUSED {
  return Object.hasOwn(REFUSED, name);
}

function isFormField(name: string): name is FormField {
  return (FORM_FIELDS as readonly string[]).includes(name);
}
