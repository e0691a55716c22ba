import { languageFor } from '../../platform/locale.ts';
import type { AdministratorRole } from '../../platform/scopes.ts';
import { ADMINISTRATOR_TEXTS } from './administrator-texts.ts';
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
import { webUrl } from './plain.ts';

/** The content of the email with an administrator's setup link. Names come from users and are not trusted. */
export interface AdministratorMailContent {
  readonly tenantName: string;
  readonly branding: MailBranding;
  /** The colleague who added the administrator. Defaults to the company. */
  readonly inviterName: string | undefined;
  readonly email: string;
  readonly name?: string | undefined;
  readonly role: AdministratorRole;
  /** The setup link, an HTTP or HTTPS URL. */
  readonly link: string;
  /** The expiry of the link, in ISO 8601 and UTC. */
  readonly expiresAt: string;
  /** The recipient's locale (BCP 47). */
  readonly locale: string;
}

/** Composes the setup email in HTML and plain text, using the invitation layout. Never throws. */
export function administratorMail(content: AdministratorMailContent): ComposedMail {
  const texts = textsFor(content.locale);
  const words = ADMINISTRATOR_TEXTS[languageFor(content.locale)];
  const values = {
    tenantName: nameLine(content.tenantName),
    ...(content.inviterName !== undefined && { inviterName: untrustedName(content.inviterName) }),
    role: words.roles[content.role],
    expires: nameLine(expiryText(content.expiresAt, texts.lang, content.locale)),
  };
  const subject = subjectLine(
    words.subject({ ...values, tenantName: nameInSubject(values.tenantName) }),
  );
  const name = untrustedName(content.name ?? '');
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
      : `${texts.labeled(slots.action, '').trimEnd()}\n${slots.link}`,
    [
      texts.labeled(slots.emailLabel, slots.email),
      texts.labeled(slots.companyLabel, values.role),
      texts.labeled(slots.inviterLabel, slots.inviterName),
      texts.labeled(slots.expiresLabel, slots.expires),
    ].join('\n'),
    slots.personal,
    slots.unexpected,
  ]);
  return { subject, html: invitationHtml(slots), text };
}
