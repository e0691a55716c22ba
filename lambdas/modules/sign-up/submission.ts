import type { EmailAddress } from '../platform/email-address.ts';
import { type FieldError, FoyerError } from '../platform/errors.ts';
import { FORM_FIELDS, type FormField } from '../platform/form-fields.ts';
import {
  checkPassword,
  PASSWORD_RULES,
  type PrefilledProfile,
  type Profile,
  profileSchema,
} from '../platform/sign-up-form.ts';
import type { Invitation } from '../records/invitation.ts';
import { lastNameRequired, registrationFields } from '../records/registration-fields.ts';
import type { TenantRules } from '../records/tenant-settings.ts';
import { accountAddress } from './account-address.ts';

/** The invitee's input, merged with the values that the invitation fixes. */
export interface Submission {
  readonly profile: Profile;
  readonly company: string | undefined;
  /** The address of the account: the invited one, unless a different one is allowed. */
  readonly account: EmailAddress;
}

/** @throws {FoyerError} `password_policy`, which describes the requirements that the password does not meet. */
export function requireGoodPassword(password: string): void {
  const broken = checkPassword(password, PASSWORD_RULES).filter(({ ok }) => !ok);
  if (broken.length === 0) return;
  throw new FoyerError('password_policy', 'The password does not meet the requirements.', {
    errors: broken.map(({ text }) => ({ path: 'password', message: `Password: ${text}.` })),
  });
}

/**
 * Merges a submission with the invitation. A field that is not editable must keep its prefilled value. An omitted
 * optional field is empty; an omitted company or required name falls back to its prefilled value.
 *
 * @throws {FoyerError} `invalid_request`, which names every field that cannot be changed or is missing;
 * `email_mismatch`
 */
export function readSubmission(
  invitation: Pick<
    Invitation,
    'kind' | 'profile' | 'company' | 'editableFields' | 'email' | 'address' | 'allowDifferentEmail'
  >,
  sent: {
    readonly profile: PrefilledProfile;
    readonly company?: string | undefined;
    readonly email?: string | undefined;
  },
  rules: Pick<TenantRules, 'registration'>,
): Submission {
  const prefilled = { ...invitation.profile, company: invitation.company };
  const submitted = { ...sent.profile, company: sent.company };
  const locked = FORM_FIELDS.filter((field) => !invitation.editableFields.includes(field));
  const errors: FieldError[] = locked
    .filter((field) => submitted[field] !== undefined && submitted[field] !== prefilled[field])
    .map((field) => ({
      path: pathOf(field),
      message: 'This field was set by the person who invited you and cannot be changed.',
    }));

  const fixed = Object.fromEntries(locked.map((field) => [field, prefilled[field]]));
  const { company, ...profile } = {
    firstName: prefilled.firstName,
    ...(lastNameRequired(invitation.kind, rules) && { lastName: prefilled.lastName }),
    company: prefilled.company,
    ...withoutUndefined(submitted),
    ...fixed,
  };
  const parsed = profileSchema.safeParse(withoutUndefined(profile));
  for (const issue of parsed.error?.issues ?? [])
    errors.push({ path: ['profile', ...issue.path].join('.'), message: issue.message });
  errors.push(...missingFields(invitation.kind, { ...profile, company }, rules, errors));
  if (errors.length > 0 || !parsed.success)
    throw new FoyerError('invalid_request', 'Some fields are invalid.', { errors });
  return { profile: parsed.data, company, account: accountAddress(invitation, sent.email) };
}

/**
 * Returns errors for missing fields that the tenant requires of this kind of invitee, in addition to those that are
 * always required.
 */
function missingFields(
  kind: Invitation['kind'],
  given: Partial<Record<FormField, string | undefined>>,
  rules: Pick<TenantRules, 'registration'>,
  known: readonly FieldError[],
): FieldError[] {
  return registrationFields(kind, rules)
    .filter(({ name, required }) => required && given[name] === undefined)
    .map(({ name }) => ({ path: pathOf(name), message: `${LABELS[name]} is required.` }))
    .filter(({ path }) => known.every((error) => error.path !== path));
}

const LABELS: Readonly<Record<FormField, string>> = {
  firstName: 'The first name',
  lastName: 'The last name',
  jobTitle: 'The job title',
  phone: 'The phone number',
  company: 'The company name',
  taxId: 'The tax ID',
};

function pathOf(field: FormField): string {
  return field === 'company' ? 'company' : `profile.${field}`;
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, inner]) => inner !== undefined),
  ) as Partial<T>;
}
