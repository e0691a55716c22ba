import { languageFor } from '../../platform/locale.ts';
import type { AdministratorRole } from '../../platform/scopes.ts';
import { ADMINISTRATOR_TEXTS } from './administrator-texts.ts';
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
import { webUrl } from './plain.ts';

/** The content of the mail with which an administrator sets up the account. Names come from people; none is trusted. */
export interface AdministratorMailContent {
  readonly tenantName: string;
  readonly branding: MailBranding;
  /** The colleague who added the administrator; without one, the company stands in. */
  readonly inviterName: string | undefined;
  readonly email: string;
  readonly name?: string | undefined;
  readonly role: AdministratorRole;
  /** The setup link, HTTP or HTTPS. */
  readonly link: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
  /** BCP 47, of the reader. */
  readonly locale: string;
}

/** Composes the mail in HTML and plain text, in the layout of an invitation. Never throws. */
export function administratorMail(content: AdministratorMailContent): ComposedMail {
  const texts = textsFor(content.locale);
  const words = ADMINISTRATOR_TEXTS[languageFor(content.locale)];
  const values = {
    tenantName: nameLine(content.tenantName),
    ...(content.inviterName !== undefined && { inviterName: foreignName(content.inviterName) }),
    role: words.roles[content.role],
    expires: nameLine(expiryText(content.expiresAt, texts.lang, content.locale)),
  };
  const subject = subjectLine(
    words.subject({ ...values, tenantName: nameInSubject(values.tenantName) }),
  );
  const name = foreignName(content.name ?? '');
  const slots: InvitationHtmlSlots = {
    lang: texts.lang,
    subject,
    preheader: words.preheader(values),
    ...brandingSlots(content.branding),
    tenantName: values.tenantName,
    heading: words.heading(values),
    greeting: texts.greeting(name === '' ? undefined : name),
    invitation: words.invitation(values),
    messageFrom: '',
    message: undefined,
    action: words.action,
    link: webUrl(content.link, ['https:', 'http:']),
    emailLabel: words.emailLabel,
    email: emailLine(content.email),
    companyLabel: words.roleLabel,
    company: values.role,
    inviterLabel: texts.inviterLabel,
    inviterName: values.inviterName ?? values.tenantName,
    expiresLabel: texts.expiresLabel,
    expires: values.expires,
    linkHint: texts.linkHint,
    personal: words.personal,
    unexpected: words.unexpected(values),
  };
  const text = plainText([
    slots.heading,
    slots.greeting,
    slots.invitation,
    slots.link === undefined
      ? undefined
      : `${texts.labelled(slots.action, '').trimEnd()}\n${slots.link}`,
    [
      texts.labelled(slots.emailLabel, slots.email),
      texts.labelled(slots.companyLabel, values.role),
      texts.labelled(slots.inviterLabel, slots.inviterName),
      texts.labelled(slots.expiresLabel, slots.expires),
    ].join('\n'),
    slots.personal,
    slots.unexpected,
  ]);
  return { subject, html: invitationHtml(slots), text };
}
