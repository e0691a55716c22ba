/** Texts of the settings frame, and texts that its sections share. */
import type { CustomerKind, FormField } from '../../../client/src/generated/types.gen.ts';

export interface SettingsTexts {
  readonly title: string;
  readonly sections: Readonly<
    Record<
      | 'company'
      | 'administrators'
      | 'defaults'
      | 'registration'
      | 'catalog'
      | 'applications'
      | 'presets'
      | 'webhooks'
      | 'apiClients',
      string
    >
  >;
  readonly editor: {
    readonly save: string;
    readonly saved: string;
    readonly discard: string;
  };
  /** The fields of the registration form. */
  readonly fields: Readonly<Record<FormField, string>>;
  readonly kinds: Readonly<Record<CustomerKind, string>>;
  readonly yes: string;
  readonly no: string;
}
/** The name of a section. In kebab case, it is also the last part of its URL. */

export type SectionName = keyof SettingsTexts['sections'];
