import type { Language } from '../../platform/locale.ts';
import {
  brandingSlots,
  type ComposedMail,
  emailLine,
  expiryText,
  foreignName,
  type MailBranding,
  nameInSubject,
  nameLine,
  plainText,
  subjectLine,
  textsFor,
} from './composed-mail.ts';
import { invitationHtml, type InvitationHtmlSlots } from './invitation-mail.generated.ts';
import { looksLikeLink, manyLines, webUrl, withoutLinks } from './plain.ts';
import type { LetterTexts, LetterValues, MailTexts } from './texts.ts';

/** What an invitation mail, or a reminder of one, says. Values may come from people; none is trusted. */
export interface InvitationMailContent {
  readonly tenantName: string;
  readonly branding: MailBranding;
  readonly kind: 'customer' | 'supplier';
  readonly inviterName: string;
  /** Set when somebody of a customer invites: their words are not the tenant's, and are kept out of the subject. */
  readonly fromCustomer?: boolean | undefined;
  /** The invited address. */
  readonly email: string;
  readonly company?: string | undefined;
  readonly firstName?: string | undefined;
  /** A personal message from the inviter; line breaks are kept. */
  readonly message?: string | undefined;
  /** The sign-up link, http or https; a mail without one is made if it is neither. */
  readonly link: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
  /** BCP 47, of the invitee. */
  readonly locale: string;
}

/** Keeps the HTML well below the 102 KB at which Gmail clips a mail. */
const MESSAGE_MAX_LENGTH = 4000;

/** The mail that invites somebody, in HTML and in plain text. Never throws: what does not belong is left out. */
export function invitationMail(content: InvitationMailContent): ComposedMail {
  const texts = textsFor(content.locale);
  const { invitation } = texts;
  const words = namesInviter(content) ? invitation : { ...invitation, subject: invitation.heading };
  return letter(content, texts, words);
}

/** The mail that reminds somebody of an invitation that is still open. It carries a link too. Never throws. */
export function reminderMail(content: InvitationMailContent): ComposedMail {
  const texts = textsFor(content.locale);
  return letter(content, texts, texts.reminder);
}

/** Some programs make links in subjects as well, where nothing can be hidden. */
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
    greeting: texts.greeting(filled(foreignName(content.firstName ?? ''))),
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
    inviterName: foreignName(content.inviterName),
    company: filled(foreignName(content.company ?? '')),
    expires: nameLine(expiryText(content.expiresAt, language, content.locale)),
  };
}

/** Links in the message of a tenant's own people work: they answer for what they write. */
function messageOf({ message = '', fromCustomer = false }: InvitationMailContent): string {
  const lines = manyLines(message, MESSAGE_MAX_LENGTH);
  return fromCustomer ? withoutLinks(lines) : lines;
}

/** The same mail for readers without HTML. The link stands alone on its line, so that every program finds its end. */
function letterText(slots: InvitationHtmlSlots, { labelled }: MailTexts): string {
  const { message, link, company } = slots;
  return plainText([
    slots.heading,
    slots.greeting,
    slots.invitation,
    message === undefined ? undefined : `${slots.messageFrom}\n${quoted(message)}`,
    link === undefined ? undefined : `${labelled(slots.action, '').trimEnd()}\n${link}`,
    [
      labelled(slots.emailLabel, slots.email),
      ...(company === undefined ? [] : [labelled(slots.companyLabel, company)]),
      labelled(slots.inviterLabel, slots.inviterName),
      labelled(slots.expiresLabel, slots.expires),
    ].join('\n'),
    slots.personal,
    slots.unexpected,
  ]);
}

/** Every line is marked, so that a message cannot pass for a part of the mail. */
function quoted(message: string): string {
  return message
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function filled(value: string): string | undefined {
  return value === '' ? undefined : value;
}
