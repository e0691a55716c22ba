/** Texts of the registration section. */
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
  /** Copies of the sign-up page's texts, which are smaller than its whole catalogs. A test compares them. */
  readonly page: {
    readonly familyNameFirst: boolean;
    readonly title: Readonly<Record<CustomerKind, string>>;
    readonly lead: (company: string) => Readonly<Record<CustomerKind, string>>;
    readonly email: string;
    readonly password: string;
    readonly optional: string;
    readonly oneName: string;
    readonly submit: string;
  };
}
