/** The settings form for registration: the fields that each kind of invitee must fill in. */
import type {
  CustomerKind,
  FormField,
  Tenant,
  UpdateTenantRequest,
} from '../../../../client/src/generated/types.gen.ts';
import {
  fieldsFor,
  MAY_BE_OPTIONAL,
  registrationFields,
} from '../../../../lambdas/modules/records/registration-fields.ts';
import type { ConflictingField } from '../../../app/conflict.tsx';

export const KINDS = ['customer', 'supplier'] as const satisfies readonly CustomerKind[];

/** The required fields of each kind, in form order. */
export type RegistrationForm = Readonly<Record<CustomerKind, readonly FormField[]>>;

export function valuesOf({ settings }: Pick<Tenant, 'settings'>): RegistrationForm {
  const requiredOf = (kind: CustomerKind): FormField[] =>
    registrationFields(kind, settings)
      .filter(({ required }) => required)
      .map(({ name }) => name);
  return { customer: requiredOf('customer'), supplier: requiredOf('supplier') };
}

/** Fields of a kind that are always required. */
export function alwaysRequired(kind: CustomerKind): FormField[] {
  return requiredByDefault(kind).filter((name) => !mayBeOptional(name));
}

/** The merge patch between two versions: the kinds that differ. */
export function patchOf(before: RegistrationForm, after: RegistrationForm): UpdateTenantRequest {
  const changed = KINDS.filter((kind) => requestOf(kind, before) !== requestOf(kind, after));
  if (changed.length === 0) return {};
  return {
    settings: {
      registration: Object.fromEntries(changed.map((kind) => [kind, choiceOf(kind, after)])),
    },
  };
}

/** Returns the form with a field made required or optional. */
export function withField(
  form: RegistrationForm,
  kind: CustomerKind,
  field: FormField,
  isRequired: boolean,
): RegistrationForm {
  const required = fieldsFor(kind).filter((name) =>
    name === field ? isRequired : form[kind].includes(name),
  );
  return { ...form, [kind]: required };
}

/** The required fields in two versions, as shown to people. */
export function compared(
  yours: RegistrationForm,
  theirs: RegistrationForm,
  kinds: Readonly<Record<CustomerKind, string>>,
  fields: Readonly<Record<FormField, string>>,
): ConflictingField[] {
  const shown = (form: RegistrationForm, kind: CustomerKind): string =>
    form[kind].map((name) => fields[name]).join('\n');
  return KINDS.map((kind) => ({
    label: kinds[kind],
    yours: shown(yours, kind),
    theirs: shown(theirs, kind),
  }));
}

/** The fields of a kind in page order, with names in the order of the language. */
export function fieldsInOrder(
  kind: CustomerKind,
  { familyNameFirst }: { readonly familyNameFirst: boolean },
): FormField[] {
  const fields = fieldsFor(kind);
  if (!familyNameFirst) return fields;
  return ['lastName', ...fields.filter((name) => name !== 'lastName')];
}

function requiredByDefault(kind: CustomerKind): FormField[] {
  return registrationFields(kind, {})
    .filter(({ required }) => required)
    .map(({ name }) => name);
}

/** The choice for the API: fields to add to, and to remove from, those required by default. */
function choiceOf(kind: CustomerKind, form: RegistrationForm) {
  const usual = requiredByDefault(kind);
  return {
    required: form[kind].filter((name) => !usual.includes(name)),
    optional: MAY_BE_OPTIONAL.filter((name) => usual.includes(name) && !form[kind].includes(name)),
  };
}

function requestOf(kind: CustomerKind, form: RegistrationForm): string {
  return JSON.stringify(choiceOf(kind, form));
}

function mayBeOptional(name: FormField): boolean {
  return MAY_BE_OPTIONAL.some((field) => field === name);
}
