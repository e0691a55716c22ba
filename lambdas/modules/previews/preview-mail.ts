import { composeLetter } from '../mail/compose-letter.ts';
import { codeMail } from '../mail/templates/code-mail.ts';
import type { ComposedMail } from '../mail/templates/composed-mail.ts';
import { CODE_MINUTES } from '../invitations/verification-code.ts';
import type { Invitation } from '../invitations/invitation.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { PreviewInvitationRequest } from './requests.ts';

/** Says in the link itself that it is none: no token has this form, so the page opens nothing with it. */
const SAMPLE_FRAGMENT = 'sample-link';
/** Eight digits, as codes have them. */
const SAMPLE_CODE = '12345678';

/** Writes a mail as the mailer would, with a link and a code that open nothing. */
export function previewMail(
  mail: PreviewInvitationRequest['mail'],
  tenant: Tenant,
  invitation: Invitation,
  siteUrl: string,
): ComposedMail {
  if (mail !== 'code')
    return composeLetter(mail, tenant, invitation, `${siteUrl}/sign-up#${SAMPLE_FRAGMENT}`);
  return codeMail({
    tenantName: tenant.name,
    branding: tenant.branding,
    email: invitation.email,
    code: SAMPLE_CODE,
    minutes: CODE_MINUTES,
    locale: invitation.locale,
  });
}
