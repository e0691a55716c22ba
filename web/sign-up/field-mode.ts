import type { FormField } from '../../lambdas/modules/platform/form-fields.ts';

/** Fields on the form: those about the person and the company, and those that prove their identity. */
export type FieldName = FormField | 'email' | 'code' | 'password';

/** Display mode of a field: editable, read-only, or hidden. */
export type FieldMode = 'edit' | 'read' | 'hidden';
export type FieldModes = Readonly<Record<FormField, FieldMode>>;
