import type { ContactActor } from '../invitations/invitation-rules.ts';
import type { ResendDeps } from '../invitations/resend-invitation.ts';
import { DEFAULT_TERMS, type Invited, type InviteDeps, inviteOrResend } from './invite.ts';

export interface ContactCommand {
  readonly by: ContactActor;
  readonly customerId: string;
  readonly contactId: string;
}

/**
 * Invites a contact. Can be called any number of times until the contact has an account. A pending or expired
 * invitation gets a new link. If the last invitation ended for another reason, a new one is created.
 *
 * @throws {FoyerError} `not_found`, `forbidden`, `email_required`, `contact_has_account`, and the errors of {@link
 * inviteOrResend}
 */
export function inviteContact(
  deps: InviteDeps & ResendDeps,
  { by, customerId, contactId }: ContactCommand,
): Promise<Invited> {
  return inviteOrResend(deps, {
    actor: by,
    target: { by: 'contact', customerId, contactId },
    request: { ...DEFAULT_TERMS, onConflict: 'resend' },
    idempotencyKey: undefined,
  });
}
