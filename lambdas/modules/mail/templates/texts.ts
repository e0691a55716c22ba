/**
 * What a mail says, one catalogue for each language. The texts are plain text and are escaped afterwards; every language
 * is written from left to right. A missing text fails the build.
 */
import type { Language } from '../../platform/locale.ts';

/** The values that the sentences about an invitation are made of; they arrive as single lines of plain text. */
export interface LetterValues {
  readonly tenantName: string;
  readonly inviterName: string;
  readonly company: string | undefined;
  /** Date, time and time zone, written out in the invitee's language. */
  readonly expires: string;
}

/** The values that the sentences about a code are made of. */
interface CodeValues {
  readonly tenantName: string;
  /** How long the code counts, such as `10 minutes`, in the reader's language. */
  readonly validFor: string;
}

type Sentence<Values> = (values: Values) => string;

/** What an invitation and a reminder of it say, each in words of its own. */
export interface LetterTexts {
  readonly subject: Sentence<LetterValues>;
  /** Shown in the list of mails, next to the subject. */
  readonly preheader: Sentence<LetterValues>;
  readonly heading: Sentence<LetterValues>;
  readonly invitation: Readonly<Record<'customer' | 'supplier', Sentence<LetterValues>>>;
  readonly unexpected: Sentence<LetterValues>;
}

/** What the mail with a code says. The code itself is not among the values: it belongs into the body alone. */
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

/** Everything that mails say in one language. */
export interface MailTexts {
  /** For the `lang` attribute. */
  readonly lang: Language;
  readonly greeting: (firstName: string | undefined) => string;
  readonly messageFrom: (inviterName: string) => string;
  readonly action: string;
  readonly emailLabel: string;
  readonly companyLabel: string;
  readonly inviterLabel: string;
  readonly expiresLabel: string;
  /** A label and its value on one line, as this language puts a colon. */
  readonly labelled: (label: string, value: string) => string;
  readonly linkHint: string;
  readonly personal: string;
  readonly invitation: LetterTexts;
  readonly reminder: LetterTexts;
  readonly code: CodeTexts;
}
