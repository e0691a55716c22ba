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

/** The content of the email with a code. Names can come from users and are not trusted. */
export interface CodeMailContent {
  readonly tenantName: string;
  readonly branding: MailBranding;
  /** The address that the code is sent to, and that it verifies. */
  readonly email: string;
  /** Digits, such as `04719325`. */
  readonly code: string;
  /** The validity period of the code, in minutes. */
  readonly minutes: number;
  /** The invitee's locale (BCP 47). */
  readonly locale: string;
}

const CODE_MAX_LENGTH = 20;

/**
 * Composes the email with a code, in HTML and in plain text. The code is only in the body, because lock screens show
 * subjects and mail servers log them. Never throws.
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
  // Two groups are easier to read and type. There is no space between them, so that they are copied as one number.
  const middle = Math.ceil(code.length / 2);
  const email = emailLine(content.email);
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
    email,
    secret: words.secret(values),
    unexpected: words.unexpected,
  };
  const text = plainText([
    slots.heading,
    slots.greeting,
    slots.instruction,
    code,
    slots.validity,
    texts.labeled(slots.emailLabel, email),
    slots.secret,
    slots.unexpected,
  ]);
  return { subject, html: codeHtml(slots), text };
}
