import { codeHtml, type CodeHtmlSlots } from './code-mail.generated.ts';
import {
  brandingSlots,
  type ComposedMail,
  durationText,
  emailLine,
  type MailBranding,
  nameInSubject,
  nameLine,
  plainText,
  subjectLine,
  textsFor,
} from './composed-mail.ts';
import { oneLine } from './plain.ts';

/** What the mail with a code says. Names may come from people; none is trusted. */
export interface CodeMailContent {
  readonly tenantName: string;
  readonly branding: MailBranding;
  /** The address that the code goes to, and that it proves. */
  readonly email: string;
  /** Digits, such as `04719325`. */
  readonly code: string;
  /** How long the code counts, in minutes. */
  readonly minutes: number;
  /** BCP 47, of the invitee. */
  readonly locale: string;
}

const CODE_MAX_LENGTH = 20;

/**
 * The mail that carries a code, in HTML and in plain text. The code stands in the body only: subjects are shown on locked
 * screens and written into the logs of mail servers. Never throws.
 */
export function codeMail(content: CodeMailContent): ComposedMail {
  const texts = textsFor(content.locale);
  const words = texts.code;
  const values = {
    tenantName: nameLine(content.tenantName),
    validFor: durationText(content.minutes, texts.lang),
  };
  const subject = subjectLine(
    words.subject({ ...values, tenantName: nameInSubject(values.tenantName) }),
  );
  const code = oneLine(content.code, CODE_MAX_LENGTH);
  // Two groups are easier to read and to type. No space stands between them: copied, they are one number.
  const middle = Math.ceil(code.length / 2);
  const slots: CodeHtmlSlots = {
    lang: texts.lang,
    subject,
    preheader: words.preheader(values),
    ...brandingSlots(content.branding),
    tenantName: values.tenantName,
    heading: words.heading,
    greeting: texts.greeting(undefined),
    instruction: words.instruction(values),
    codeStart: code.slice(0, middle),
    codeEnd: code.slice(middle),
    validity: words.validity(values),
    emailLabel: words.emailLabel,
    email: emailLine(content.email),
    secret: words.secret(values),
    unexpected: words.unexpected,
  };
  const text = plainText([
    slots.heading,
    slots.greeting,
    slots.instruction,
    code,
    slots.validity,
    texts.labelled(slots.emailLabel, slots.email),
    slots.secret,
    slots.unexpected,
  ]);
  return { subject, html: codeHtml(slots), text };
}
