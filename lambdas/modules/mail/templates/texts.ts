/**
 * The strings of emails, with one catalog per language. They are plain text and are escaped later. All languages are
 * written from left to right. A missing string fails the build.
 */
import type { Language } from '../../platform/locale.ts';

/** The values in the sentences about an invitation, as single lines of plain text. */
export interface LetterValues {
  readonly tenantName: string;
  readonly inviterName: string;
  readonly company: string | undefined;
  /** The date, time, and time zone, spelled out in the invitee's language. */
  readonly expires: string;
}

/** The values in the sentences about a code. */
interface CodeValues {
  readonly tenantName: string;
  /** The validity period of the code, such as `10 minutes`, in the recipient's language. */
  readonly validFor: string;
}

type Sentence<Values> = (values: Values) => string;

/** The strings of an invitation or a reminder. */
export interface LetterTexts {
  readonly subject: Sentence<LetterValues>;
  /** Shown next to the subject in the list of emails. */
  readonly preheader: Sentence<LetterValues>;
  readonly heading: Sentence<LetterValues>;
  readonly invitation: Readonly<Record<'customer' | 'supplier', Sentence<LetterValues>>>;
  readonly unexpected: Sentence<LetterValues>;
}

/** The strings of the email with a code. The code itself is not a value, because it belongs only in the body. */
interface CodeTexts {
  readonly subject: Sentence<CodeValues>;
  readonly preheader: Sentence<CodeValues>;
  readonly heading: string;
  readonly instruction: Sentence<CodeValues>;
  readonly validity: Sentence<CodeValues>;
  readonly emailLabel: string;
  readonly secret: Sentence<CodeValues>;
  readonly unexpected: string;
}

/** All email strings in one language. */
export interface MailTexts {
  /** The value of the `lang` attribute. */
  readonly lang: Language;
  readonly greeting: (firstName: string | undefined) => string;
  readonly messageFrom: (inviterName: string) => string;
  readonly action: string;
  readonly emailLabel: string;
  readonly companyLabel: string;
  readonly inviterLabel: string;
  readonly expiresLabel: string;
  /** Returns a label and its value on one line, with a colon as it is written in this language. */
  readonly labeled: (label: string, value: string) => string;
  readonly linkHint: string;
  readonly personal: string;
  readonly invitation: LetterTexts;
  readonly reminder: LetterTexts;
  readonly code: CodeTexts;
}
