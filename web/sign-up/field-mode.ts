import type { FormField } from '../../lambdas/modules/platform/sign-up-form.ts';

/** What stands on the form: what is asked about a person and a company, and what proves who they are. */
export type FieldName = FormField | 'email' | 'code' | 'password';

/** How a field appears: to fill in, to read, or not at all. */
export type FieldMode = 'edit' | 'read' | 'hidden';
export type FieldModes = Readonly<Record<FormField, FieldMode>>;
