/** Texts of the registration form's settings. */
import type { CustomerKind } from '../../../../client/src/generated/types.gen.ts';

export interface RegistrationTexts {
  readonly lead: string;
  readonly kinds: Readonly<Record<CustomerKind, string>>;
  readonly required: string;
  readonly requiredHint: string;
  readonly always: string;
  readonly oneName: string;
  readonly notAsked: string;
  readonly optional: string;
  readonly preview: string;
  readonly previewHint: string;
}
