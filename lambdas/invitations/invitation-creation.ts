import type { InviteDeps } from './invite-customer.ts';
import { readInvitation } from './read-invitation.ts';
import { writeInvitation, type InvitationTable } from './write-invitation.ts';

/** Invitations for a function that makes new ones and changes none. */
export function invitationCreation(table: InvitationTable): InviteDeps['invitations'] {
  return {
    get: (invitationId) => readInvitation(table.client, table.tableName, invitationId),
    create: (invitation, stale) => writeInvitation(table, invitation, stale),
  };
}
