import type { ContactActor } from '../invitations/invitation-rules.ts';
import type { ResendDeps } from '../invitations/resend-invitation.ts';
import { DEFAULT_TERMS, type Invited, type InviteDeps, inviteOrResend } from './invite.ts';

export interface ContactCommand {
  readonly by: ContactActor;
  readonly customerId: string;
  readonly contactId: string;
}

/**
 * Invites a contact, as often as somebody wants to until it has an account: an invitation that is pending or has expired
 * gets a new link; after one that ended otherwise there is a new one.
 *
 * @throws {FoyerError} `not_found`, `forbidden`, `email_required`, `contact_has_account`, and as {@link inviteOrResend}
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
