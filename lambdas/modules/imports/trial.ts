import type { CreateDeps } from '../invitations/invite-customer.ts';
import { readInvitation } from '../invitations/read-invitation.ts';
import { tryInvitation } from '../invitations/try-invitation.ts';
import type { InvitationTable } from '../invitations/write-invitation.ts';

/**
 * Invitations that are looked at and never written: what would become of a create, as the table stands. Inviting with these
 * is a dry run that cannot differ from the real one.
 */
export function trialInvitations({
  client,
  tableName,
}: InvitationTable): CreateDeps['invitations'] {
  return {
    get: (invitationId) => readInvitation(client, tableName, invitationId),
    create: (invitation, terms) => tryInvitation(client, tableName, invitation, terms),
  };
}
