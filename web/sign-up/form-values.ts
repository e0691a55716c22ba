/** Values of the form, and the requests made from them. */
import { type FormField } from '../../lambdas/modules/platform/form-fields.ts';
import { FORM_FIELDS } from '../../lambdas/modules/platform/form-fields.ts';
import { type Profile } from '../../lambdas/modules/platform/sign-up-form.ts';
import {
  cleanLine,
  extractAddress,
  foldCode,
  foldPhone,
} from '../../lambdas/modules/platform/text.ts';
import { isSameEmail } from '../shared/sign-in-email.ts';
import type { FieldMode, FieldModes, FieldName } from './field-mode.ts';
import type { ExternalSubmission, Invitation, Submission } from './sign-up-api.ts';

export type FormValues = Readonly<Record<FieldName, string>>;

/** The form's values as prefilled by the invitation. */
export function prefilledValues({ profile, company }: Invitation): FormValues {
  return {
    firstName: profile.firstName ?? '',
    lastName: profile.lastName ?? '',
    jobTitle: profile.jobTitle ?? '',
    phone: profile.phone ?? '',
    company: company ?? '',
    taxId: profile.taxId ?? '',
    email: '',
    code: '',
    password: '',
  };
}

/** The account's address, with the verification that it needs. */
export interface AccountAddress {
  readonly email: string;
  /** True if it is not the invited address. */
  readonly differs: boolean;
  readonly needsCode: boolean;
}

/** The account's address: the invited one, unless the person types another one (`typed`, even if still empty). */
export function accountAddress(
  invitation: Pick<Invitation, 'email' | 'verification'>,
  typed: string | undefined,
): AccountAddress {
  const email = typed === undefined ? invitation.email : extractAddress(typed);
  const differs = !isSameEmail(email, invitation.email);
  return {
    email: differs ? email : invitation.email,
    differs,
    needsCode: differs || invitation.verification === 'code',
  };
}

/** The digits of a code, typed or pasted with spaces, dashes, or full-width digits. */
export function codeDigits(typed: string): string {
  return foldCode(typed).replace(/[\s-]/g, '');
}

/** The typed or pasted text, as the API interprets it. */
export function typedValue(field: FormField, value: string): string {
  if (field === 'phone') return foldPhone(value);
  return field === 'taxId' ? foldCode(value) : cleanLine(value);
}

/** Locked values are sent unchanged, because the server compares them. */
const SENT: Readonly<Record<FieldMode, (field: FormField, value: string) => string | undefined>> = {
  edit: (field, value) => typedValue(field, value) || undefined,
  read: (_, value) => value,
  hidden: () => undefined,
};

/** The request body: typed values are trimmed, and empty fields omitted. */
export function toSubmission(
  values: FormValues,
  modes: FieldModes,
  address: AccountAddress,
): Submission {
  const { profile, ...others } = toExternalSubmission(values, modes, address);
  return {
    ...others,
    profile: { ...profile, firstName: profile.firstName ?? '' },
    ...(address.differs && { email: address.email }),
  };
}

/** The same for a sign-up with a provider, which may know the names. */
export function toExternalSubmission(
  values: FormValues,
  modes: FieldModes,
  address: AccountAddress,
): ExternalSubmission {
  const sent = (field: FormField) => {
    const value = SENT[modes[field]](field, values[field]);
    return value === undefined ? {} : { [field]: value };
  };
  return {
    profile: Object.assign({}, ...PROFILE_FIELDS.map(sent)) as Partial<Profile>,
    ...sent('company'),
    ...(address.needsCode && { code: codeDigits(values.code) }),
  };
}

const PROFILE_FIELDS = FORM_FIELDS.filter((field) => field !== 'company');
