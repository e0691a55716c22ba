import { FORM_FIELDS, type FormField, type InvitationKind } from '../platform/sign-up-form.ts';

/** One field of the form that a kind of invitee is asked for. */
export interface RegistrationField {
  readonly name: FormField;
  readonly required: boolean;
}

/** The fields that everybody must fill in unless the tenant says otherwise: some people have one name, and it is the first. */
export const MAY_BE_OPTIONAL = ['lastName'] as const satisfies readonly FormField[];

/** A tenant's changes to the form that one kind of invitee fills in. */
export interface RegistrationChoice {
  readonly required?: readonly FormField[] | undefined;
  readonly optional?: readonly FormField[] | undefined;
}

/** Nobody has an account without a name. */
const NAMES: readonly FormField[] = ['firstName', 'lastName'];

/** What each kind must always fill in: a supplier is a company. */
const ALWAYS_REQUIRED: Readonly<Record<InvitationKind, readonly FormField[]>> = {
  customer: NAMES,
  supplier: [...NAMES, 'company'],
};

/** What a kind is not asked. */
const NOT_ASKED: Readonly<Record<InvitationKind, readonly FormField[]>> = {
  customer: ['taxId'],
  supplier: [],
};

/** The fields that a kind of invitee is asked for, in the order of the form. */
export function fieldsFor(kind: InvitationKind): FormField[] {
  return FORM_FIELDS.filter((field) => !NOT_ASKED[kind].includes(field));
}

/** The registration form of a kind: its fields in order, and which of them must be filled in. */
export function registrationFields(
  kind: InvitationKind,
  {
    registration,
  }: {
    readonly registration?:
      Partial<Record<InvitationKind, RegistrationChoice | undefined>> | undefined;
  },
): RegistrationField[] {
  const { required: more = [], optional = [] } = registration?.[kind] ?? {};
  const required = [...ALWAYS_REQUIRED[kind].filter((field) => !optional.includes(field)), ...more];
  return fieldsFor(kind).map((name) => ({ name, required: required.includes(name) }));
}

/** Tells whether this kind of invitee, and the people of such a customer, must have a last name. */
export function lastNameRequired(
  kind: InvitationKind,
  rules: Parameters<typeof registrationFields>[1],
): boolean {
  return registrationFields(kind, rules).some(
    ({ name, required }) => name === 'lastName' && required,
  );
}
