import { readableColour } from './colour.ts';
import { dateLocale, expiryText } from './expiry-text.ts';
import { invitationHtml, type InvitationHtmlSlots } from './invitation-mail.generated.ts';
import { manyLines, oneLine, webUrl, type WebUrl } from './plain.ts';
import { textsFor, type InvitationTexts, type TextValues } from './texts.ts';

/** What an invitation mail says. Values may come from people; none is trusted. */
export interface InvitationMailContent {
  readonly tenantName: string;
  /** The logo is shown if it is an https address, the colour used if it is `#rrggbb` and white text on it readable. */
  readonly look: { readonly logoUrl?: string | undefined; readonly colour?: string | undefined };
  readonly kind: 'customer' | 'supplier';
  readonly inviterName: string;
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

/** A mail ready to be sent. The subject is one line, without control characters. */
export interface InvitationMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Longest subject, in UTF-16 code units. */
const SUBJECT_MAX_LENGTH = 150;
/** Longer names are cut, in the subject so that both have room in it. */
const NAME_MAX_LENGTH = 200;
const NAME_IN_SUBJECT_MAX_LENGTH = 60;
const EMAIL_MAX_LENGTH = 320;
/** Keeps the HTML well below the 102 KB at which Gmail clips a mail. */
const MESSAGE_MAX_LENGTH = 4000;

/** The mail that invites somebody, in HTML and in plain text. Never throws: what does not belong is left out. */
export function invitationMail(content: InvitationMailContent): InvitationMail {
  const texts = textsFor(content.locale);
  const values = textValues(content, texts.lang);
  const subject = subjectLine(texts, values);
  const slots: InvitationHtmlSlots = {
    lang: texts.lang,
    subject,
    preheader: texts.preheader(values),
    colour: readableColour(content.look.colour),
    logoUrl: webUrl(content.look.logoUrl, ['https:']),
    tenantName: values.tenantName,
    heading: texts.heading(values),
    greeting: texts.greeting(values),
    invitation: texts.invitation[content.kind](values),
    messageFrom: texts.messageFrom(values),
    message: filled(manyLines(content.message ?? '', MESSAGE_MAX_LENGTH)),
    action: texts.action,
    link: webUrl(content.link, ['https:', 'http:']),
    emailLabel: texts.emailLabel,
    email: oneLine(content.email, EMAIL_MAX_LENGTH),
    companyLabel: texts.companyLabel,
    company: values.company,
    inviterLabel: texts.inviterLabel,
    inviterName: values.inviterName,
    expiresLabel: texts.expiresLabel,
    expires: values.expires,
    linkHint: texts.linkHint,
    personal: texts.personal,
    unexpected: texts.unexpected(values),
  };
  return { subject, html: invitationHtml(slots), text: plainText(slots) };
}

function textValues(content: InvitationMailContent, language: string): TextValues {
  const name = (value: string) => oneLine(value, NAME_MAX_LENGTH);
  return {
    tenantName: name(content.tenantName),
    inviterName: name(content.inviterName),
    company: filled(name(content.company ?? '')),
    firstName: filled(name(content.firstName ?? '')),
    expires: name(expiryText(content.expiresAt, dateLocale(content.locale, language))),
  };
}

function subjectLine(texts: InvitationTexts, values: TextValues): string {
  const subject = texts.subject({
    ...values,
    tenantName: oneLine(values.tenantName, NAME_IN_SUBJECT_MAX_LENGTH),
    inviterName: oneLine(values.inviterName, NAME_IN_SUBJECT_MAX_LENGTH),
  });
  return oneLine(subject, SUBJECT_MAX_LENGTH);
}

/** The same mail for readers without HTML. The link stands alone on its line, so that every program finds its end. */
function plainText(slots: InvitationHtmlSlots): string {
  const paragraphs = [
    slots.heading,
    slots.greeting,
    slots.invitation,
    slots.message === undefined ? undefined : `${slots.messageFrom}\n${quoted(slots.message)}`,
    linkParagraph(slots.action, slots.link),
    [
      `${slots.emailLabel}: ${slots.email}`,
      ...(slots.company === undefined ? [] : [`${slots.companyLabel}: ${slots.company}`]),
      `${slots.inviterLabel}: ${slots.inviterName}`,
      `${slots.expiresLabel}: ${slots.expires}`,
    ].join('\n'),
    slots.personal,
    slots.unexpected,
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== undefined).join('\n\n')}\n`;
}

/** Every line is marked, so that a message cannot pass for a part of the mail. */
function quoted(message: string): string {
  return message
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function linkParagraph(action: string, link: WebUrl | undefined): string | undefined {
  return link === undefined ? undefined : `${action}:\n${link}`;
}

function filled(value: string): string | undefined {
  return value === '' ? undefined : value;
}
