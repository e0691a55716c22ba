/** The form's fields, their order, and their display modes. */
import { type FormField } from '../../lambdas/modules/platform/form-fields.ts';
import { FORM_FIELDS } from '../../lambdas/modules/platform/form-fields.ts';
import type { FieldMode, FieldModes } from './field-mode.ts';
import { prefilledValues } from './form-values.ts';
import type { Invitation } from './sign-up-api.ts';
import type { Texts } from './texts.ts';

/** Fields that are never hidden. The invitation decides whether the last name is required. */
const NAMES: ReadonlySet<FormField> = new Set(['firstName', 'lastName']);
/** Fields that are shown only if the invitation includes them. */
const ON_DEMAND: ReadonlySet<FormField> = new Set(['taxId']);

/** The fields in form order, with names in the order of the language. */
export function formOrder({ familyNameFirst }: Pick<Texts, 'familyNameFirst'>): FormField[] {
  if (!familyNameFirst) return [...FORM_FIELDS];
  const others = FORM_FIELDS.filter((field) => field !== 'lastName' && field !== 'firstName');
  return ['lastName', 'firstName', ...others];
}

/** The display mode of each field. A required field that is locked without a value is editable: it would block sign-up. */
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

/** Tells whether the field is required. A company that the vendor knows is kept; people may sign up without one. */
export function isRequired(field: FormField, { fields, company }: Invitation): boolean {
  if (field === 'firstName' || (field === 'company' && company !== undefined)) return true;
  const asked = fields?.find(({ name }) => name === field);
  return asked?.required ?? NAMES.has(field);
}

/** Makes the fields that the server requires editable, even if the invitation did not show them. */
export function withOpened(modes: FieldModes, wanted: readonly FormField[]): FieldModes {
  const hidden = wanted.filter((field) => modes[field] === 'hidden');
  return { ...modes, ...Object.fromEntries(hidden.map((field) => [field, 'edit'])) };
}
