import type { CreateDeps } from './invite-customer.ts';
import { readInvitation } from './read-invitation.ts';
import { writeInvitation, type InvitationTable } from './write-invitation.ts';

/** Invitations for a function that makes new ones and changes none. */
export function invitationCreation(table: InvitationTable): CreateDeps['invitations'] {
  return {
    get: (invitationId) => readInvitation(table.client, table.tableName, invitationId),
    create: (invitation, terms, companions) =>
      writeInvitation(table, invitation, terms, companions),
  };
}
