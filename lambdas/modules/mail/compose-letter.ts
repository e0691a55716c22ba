import type { Invitation } from '../invitations/invitation.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { ComposedMail } from './templates/composed-mail.ts';
import { invitationMail, reminderMail } from './templates/invitation-mail.ts';

/** The mails that carry a link to the sign-up page. */
const LETTERS = { invitation: invitationMail, reminder: reminderMail } as const;

/** Writes the mail of an invitation, for the mailer and for previews alike: what is previewed is what is sent. */
export function composeLetter(
  letter: keyof typeof LETTERS,
  tenant: Pick<Tenant, 'name' | 'branding'>,
  invitation: Invitation,
  link: string,
): ComposedMail {
  return LETTERS[letter]({
    tenantName: tenant.name,
    branding: tenant.branding,
    kind: invitation.kind,
    inviterName: invitation.invitedBy.name,
    fromCustomer: invitation.fromCustomer,
    email: invitation.email,
    company: invitation.company,
    firstName: invitation.profile.firstName,
    message: invitation.message,
    link,
    expiresAt: invitation.expiresAt,
    locale: invitation.locale,
  });
}
