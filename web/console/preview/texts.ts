import type { FormField } from '../../../client/src/generated/types.gen.ts';

/** Texts of the preview of an email and its sign-up page. */
export interface PreviewTexts {
  readonly preview: string;
  readonly page: string;
  readonly pageTitle: string;
  readonly pageText: (company: string) => string;
  readonly pageButton: string;
  /** Fields of the registration form. */
  readonly fields: Readonly<Record<FormField | 'email', string>>;
  /** Marks a field that the invitee cannot change. */
  readonly fixed: string;
  readonly optional: string;
  readonly email: string;
  readonly from: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly sendTest: string;
  readonly testSent: (address: string) => string;
  /** Heading of the reasons that the invitation cannot be sent yet. */
  readonly warnings: string;
}
