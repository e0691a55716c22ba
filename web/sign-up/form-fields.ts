/** Which fields the form has, in which order, and how each appears. */
import { FORM_FIELDS, type FormField } from '../../lambdas/modules/platform/sign-up-form.ts';
import { prefilledValues } from './form-values.ts';
import type { FieldMode, FieldModes } from './field-mode.ts';
import type { Invitation } from './sign-up-api.ts';
import type { Texts } from './texts.ts';

/** Nobody has an account without a name; whether one is enough, the invitation says. */
const NAMES: ReadonlySet<FormField> = new Set(['firstName', 'lastName']);
/** What is asked only where the invitation says so. */
const ON_DEMAND: ReadonlySet<FormField> = new Set(['taxId']);

/** The fields in the order of the form: names as people of that language say them. */
export function formOrder({ familyNameFirst }: Pick<Texts, 'familyNameFirst'>): FormField[] {
  if (!familyNameFirst) return [...FORM_FIELDS];
  const others = FORM_FIELDS.filter((field) => field !== 'lastName' && field !== 'firstName');
  return ['lastName', 'firstName', ...others];
}

/** How each field appears. A locked field without a value would lock the customer out, so a required one opens. */
export function fieldModes(invitation: Invitation): FieldModes {
  const prefilled = prefilledValues(invitation);
  const mode = (field: FormField): FieldMode => {
    if (!isAsked(field, invitation)) return 'hidden';
    if (invitation.editableFields.includes(field)) return 'edit';
    if (prefilled[field] !== '') return 'read';
    return isRequired(field, invitation) ? 'edit' : 'hidden';
  };
  return Object.fromEntries(FORM_FIELDS.map((field) => [field, mode(field)])) as Record<
    FormField,
    FieldMode
  >;
}

function isAsked(field: FormField, { fields }: Invitation): boolean {
  if (NAMES.has(field)) return true;
  return fields === undefined ? !ON_DEMAND.has(field) : fields.some(({ name }) => name === field);
}

/** Whether the field must be filled in. A company that the vendor knows stays; somebody may sign up without one. */
export function isRequired(field: FormField, { fields, company }: Invitation): boolean {
  if (field === 'firstName' || (field === 'company' && company !== undefined)) return true;
  const asked = fields?.find(({ name }) => name === field);
  return asked?.required ?? NAMES.has(field);
}

/** A field that the server wants must be there to be filled in, even one that the invitation did not show. */
export function withOpened(modes: FieldModes, wanted: readonly FormField[]): FieldModes {
  const hidden = wanted.filter((field) => modes[field] === 'hidden');
  return { ...modes, ...Object.fromEntries(hidden.map((field) => [field, 'edit'])) };
}
