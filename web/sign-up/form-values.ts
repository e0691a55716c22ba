/** What stands in the form, which rules it breaks, and what is sent. */
import {
  FORM_FIELDS,
  PASSWORD_MAX_LENGTH,
  checkPassword,
  companySchema,
  profileSchema,
  type FormField,
  type PasswordRules,
} from '../../lambdas/shared/sign-up-form.ts';
import type { Invitation, RefusedField, Submission } from './sign-up-api.ts';
import { texts } from './texts.ts';

export type FieldName = FormField | 'password';
export type FormValues = Readonly<Record<FieldName, string>>;
export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>;

/** The fields in the order of the form. */
export const FIELD_ORDER: readonly FieldName[] = [
  'firstName',
  'lastName',
  'jobTitle',
  'phone',
  'company',
  'taxId',
  'password',
];

const REQUIRED: ReadonlySet<FormField> = new Set(['firstName', 'lastName']);

/** How a field appears: to fill in, to read, or not at all. */
export type FieldMode = 'edit' | 'read' | 'hidden';

/** The form as the invitation prefills it. */
export function prefilledValues({ profile, company }: Invitation): FormValues {
  return {
    firstName: profile.firstName ?? '',
    lastName: profile.lastName ?? '',
    jobTitle: profile.jobTitle ?? '',
    phone: profile.phone ?? '',
    company: company ?? '',
    taxId: profile.taxId ?? '',
    password: '',
  };
}

/** How each field appears. A locked field without a value would lock the customer out, so a required one opens. */
export function fieldModes(invitation: Invitation): Record<FormField, FieldMode> {
  const prefilled = prefilledValues(invitation);
  const mode = (field: FormField): FieldMode => {
    if (invitation.editableFields.includes(field)) return 'edit';
    if (prefilled[field] !== '') return 'read';
    return REQUIRED.has(field) ? 'edit' : 'hidden';
  };
  return Object.fromEntries(FORM_FIELDS.map((field) => [field, mode(field)])) as Record<
    FormField,
    FieldMode
  >;
}

/** Whether the field must be filled in. A company that the vendor knows stays; somebody may sign up without one. */
export function isRequired(field: FormField, invitation: Invitation): boolean {
  return REQUIRED.has(field) || (field === 'company' && invitation.company !== undefined);
}

/** Everything that is wrong with the fields that can be edited. */
export function findErrors(
  values: FormValues,
  modes: Record<FormField, FieldMode>,
  invitation: Invitation,
): FieldErrors {
  const errors: Partial<Record<FieldName, string>> = {};
  for (const field of FORM_FIELDS) {
    if (modes[field] !== 'edit') continue;
    const message = fieldError(field, values[field], invitation);
    if (message !== undefined) errors[field] = message;
  }
  const message = passwordError(values.password, invitation.passwordRules);
  if (message !== undefined) errors.password = message;
  return errors;
}

function fieldError(field: FormField, value: string, invitation: Invitation): string | undefined {
  const text = value.trim();
  if (text === '' && !isRequired(field, invitation)) return undefined;
  const schema = field === 'company' ? companySchema : profileSchema.shape[field];
  return schema.safeParse(text).error?.issues[0]?.message;
}

function passwordError(password: string, rules: PasswordRules): string | undefined {
  if (password === '') return texts.errors.passwordMissing;
  if (password.length > PASSWORD_MAX_LENGTH)
    return texts.errors.passwordTooLong(PASSWORD_MAX_LENGTH);
  const missing = checkPassword(password, rules).filter((check) => !check.ok);
  if (missing.length === 0) return undefined;
  return texts.errors.passwordRules(missing.map((check) => texts.form.rule(check)));
}

/** A locked value goes back as it came, because the server compares it. */
const SENT: Readonly<Record<FieldMode, (value: string) => string | undefined>> = {
  edit: (value) => value.trim() || undefined,
  read: (value) => value,
  hidden: () => undefined,
};

/** What is sent: what was typed trimmed, empty fields left out. */
export function toSubmission(values: FormValues, modes: Record<FormField, FieldMode>): Submission {
  const sent = (field: FormField): string | undefined => SENT[modes[field]](values[field]);
  const jobTitle = sent('jobTitle');
  const phone = sent('phone');
  const company = sent('company');
  const taxId = sent('taxId');
  return {
    profile: {
      firstName: sent('firstName') ?? '',
      lastName: sent('lastName') ?? '',
      ...(jobTitle !== undefined && { jobTitle }),
      ...(phone !== undefined && { phone }),
      ...(taxId !== undefined && { taxId }),
    },
    ...(company !== undefined && { company }),
  };
}

/** Sorts what the server refused into the fields of the form and the rest. */
export function sortRefusedFields(refused: readonly RefusedField[]): {
  readonly fields: FieldErrors;
  readonly others: readonly string[];
} {
  const fields: Partial<Record<FieldName, string>> = {};
  const others: string[] = [];
  for (const { path, message } of refused) {
    const name = path.replace(/^profile\./, '');
    if (isFieldName(name)) fields[name] ??= message;
    else others.push(message);
  }
  return { fields, others };
}

function isFieldName(name: string): name is FieldName {
  return (FIELD_ORDER as readonly string[]).includes(name);
}
