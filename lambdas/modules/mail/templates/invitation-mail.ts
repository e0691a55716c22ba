import type { Language } from '../../platform/locale.ts';
import {
  brandingSlots,
  type ComposedMail,
  emailLine,
  expiryText,
  type MailBranding,
  nameInSubject,
  nameLine,
  plainText,
  subjectLine,
  textsFor,
  untrustedName,
} from './composed-mail.ts';
import { invitationHtml, type InvitationHtmlSlots } from './invitation-mail.generated.ts';
import { looksLikeLink, manyLines, webUrl, withoutLinks } from './plain.ts';
import type { LetterTexts, LetterValues, MailTexts } from './texts.ts';

/** The content of an invitation email or a reminder. Values can come from users and are not trusted. */
export interface InvitationMailContent {
  readonly tenantName: string;
  readonly branding: MailBranding;
  readonly kind: 'customer' | 'supplier';
  readonly inviterName: string;
  /**
   * True if a contact of a customer sends the invitation. Their text does not come from the tenant, so it is kept out
   * of the subject.
   */
  readonly fromCustomer?: boolean | undefined;
  /** The invited address. */
  readonly email: string;
  readonly company?: string | undefined;
  readonly firstName?: string | undefined;
  /** A personal message from the inviter. Line breaks are kept. */
  readonly message?: string | undefined;
  /** The sign-up link, an HTTP or HTTPS URL. Any other value is left out of the email. */
  readonly link: string;
  /** The expiry of the invitation, in ISO 8601 and UTC. */
  readonly expiresAt: string;
  /** The invitee's locale (BCP 47). */
  readonly locale: string;
}

/** Keeps the HTML well below 102 KB, the size at which Gmail clips an email. */
const MESSAGE_MAX_LENGTH = 4000;

/** Composes the invitation email, in HTML and in plain text. Never throws; invalid values are left out. */
export function invitationMail(content: InvitationMailContent): ComposedMail {
  const texts = textsFor(content.locale);
  const { invitation } = texts;
  const words = namesInviter(content) ? invitation : { ...invitation, subject: invitation.heading };
  return letter(content, texts, words);
}

/** Composes the reminder for an open invitation, which also contains a link. Never throws. */
export function reminderMail(content: InvitationMailContent): ComposedMail {
  const texts = textsFor(content.locale);
  return letter(content, texts, texts.reminder);
}

/**
 * Returns whether the subject can name the inviter. Some clients also create links in subjects, where invisible
 * characters cannot be used to prevent them.
 */
function namesInviter({ fromCustomer = false, inviterName }: InvitationMailContent): boolean {
  return !fromCustomer && !looksLikeLink(inviterName);
}

function letter(
  content: InvitationMailContent,
  texts: MailTexts,
  words: LetterTexts,
): ComposedMail {
  const values = letterValues(content, texts.lang);
  const subject = subjectLine(
    words.subject({
      ...values,
      tenantName: nameInSubject(values.tenantName),
      inviterName: nameInSubject(content.inviterName),
    }),
  );
  const slots: InvitationHtmlSlots = {
    lang: texts.lang,
    subject,
    preheader: words.preheader(values),
    ...brandingSlots(content.branding),
    tenantName: values.tenantName,
    heading: words.heading(values),
    greeting: texts.greeting(filled(untrustedName(content.firstName ?? ''))),
    invitation: words.invitation[content.kind](values),
    messageFrom: texts.messageFrom(values.inviterName),
    message: filled(messageOf(content)),
    action: texts.action,
    link: webUrl(content.link, ['https:', 'http:']),
    emailLabel: texts.emailLabel,
    email: emailLine(content.email),
    companyLabel: texts.companyLabel,
    company: values.company,
    inviterLabel: texts.inviterLabel,
    inviterName: values.inviterName,
    expiresLabel: texts.expiresLabel,
    expires: values.expires,
    linkHint: texts.linkHint,
    personal: texts.personal,
    unexpected: words.unexpected(values),
  };
  return { subject, html: invitationHtml(slots), text: letterText(slots, texts) };
}

function letterValues(content: InvitationMailContent, language: Language): LetterValues {
  return {
    tenantName: nameLine(content.tenantName),
    inviterName: untrustedName(content.inviterName),
    company: filled(untrustedName(content.company ?? '')),
    expires: nameLine(expiryText(content.expiresAt, language, content.locale)),
  };
}

/**
 * Returns the message. Links work only in messages from the tenant's own users, who are responsible for what they
 * write.
 */
function messageOf({ message = '', fromCustomer = false }: InvitationMailContent): string {
  const lines = manyLines(message, MESSAGE_MAX_LENGTH);
  return fromCustomer ? withoutLinks(lines) : lines;
}

/** Returns the plain-text version. The link has its own line, so that every client detects where it ends. */
function letterText(slots: InvitationHtmlSlots, { labeled }: MailTexts): string {
  const { message, link, company } = slots;
  return plainText([
    slots.heading,
    slots.greeting,
    slots.invitation,
    message === undefined ? undefined : `${slots.messageFrom}\n${quoted(message)}`,
    link === undefined ? undefined : `${labeled(slots.action, '').trimEnd()}\n${link}`,
    [
      labeled(slots.emailLabel, slots.email),
      ...(company === undefined ? [] : [labeled(slots.companyLabel, company)]),
      labeled(slots.inviterLabel, slots.inviterName),
      labeled(slots.expiresLabel, slots.expires),
    ].join('\n'),
    slots.personal,
    slots.unexpected,
  ]);
}

/** Quotes every line, so that the message cannot pass for the text of the email itself. */
function quoted(message: string): string {
  return message
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function filled(value: string): string | undefined {
  return value === '' ? undefined : value;
}
