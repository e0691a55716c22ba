import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readLock } from '../invitations/read-lock.ts';
import type { CreateDeps } from '../invitations/invite-customer.ts';
import { readInvitation } from '../invitations/read-invitation.ts';

/**
 * Invitations that are looked at and never written: what would become of a create, as the table stands. Inviting with these
 * is a dry run that cannot differ from the real one.
 */
export function trialInvitations(
  client: DynamoDBDocumentClient,
  tableName: string,
): CreateDeps['invitations'] {
  return {
    get: (invitationId) => readInvitation(client, tableName, invitationId),
    async create(invitation, { stale }) {
      if (stale !== undefined) return { outcome: 'created' };
      const lock = await readLock(client, tableName, invitation);
      return lock === undefined ? { outcome: 'created' } : { outcome: 'locked', lock };
    },
  };
}
