import { FORM_FIELDS, type FormField, type InvitationKind } from '../platform/form-fields.ts';

/** A field of the form for one kind of invitee. */
export interface RegistrationField {
  readonly name: FormField;
  readonly required: boolean;
}

/**
 * The required fields that a tenant can make optional. Some people have a single name, which goes into the first name.
 */
export const MAY_BE_OPTIONAL = ['lastName'] as const satisfies readonly FormField[];

/** A tenant's changes to the form that one kind of invitee fills in. */
export interface RegistrationChoice {
  readonly required?: readonly FormField[] | undefined;
  readonly optional?: readonly FormField[] | undefined;
}

/** The names, which every account must have. */
const NAMES: readonly FormField[] = ['firstName', 'lastName'];

/** The fields that each kind of invitee must fill in. A supplier is always a company. */
const ALWAYS_REQUIRED: Readonly<Record<InvitationKind, readonly FormField[]>> = {
  customer: NAMES,
  supplier: [...NAMES, 'company'],
};

/** The fields that the form of each kind omits. */
const OMITTED_FIELDS: Readonly<Record<InvitationKind, readonly FormField[]>> = {
  customer: ['taxId'],
  supplier: [],
};

/** Returns the fields of the form for a kind of invitee, in their order. */
export function fieldsFor(kind: InvitationKind): FormField[] {
  return FORM_FIELDS.filter((field) => !OMITTED_FIELDS[kind].includes(field));
}

/** Returns the registration form for a kind of invitee: its fields in order, and which of them are required. */
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

/** Returns whether this kind of invitee, and contacts of such customers, must have a last name. */
export function lastNameRequired(
  kind: InvitationKind,
  rules: Parameters<typeof registrationFields>[1],
): boolean {
  return registrationFields(kind, rules).some(
    ({ name, required }) => name === 'lastName' && required,
  );
}
