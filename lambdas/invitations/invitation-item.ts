import { epochSecondsAfter, DAY } from '../shared/clock.ts';
import { digest } from '../shared/ids.ts';
import { RECORDS, TTL_ATTRIBUTE, listPartition } from '../shared/table.ts';
import { invitationSchema, type Invitation } from './invitation.ts';

/** Where an invitation lies. A link names its invitation, so a lookup needs no index. */
export function invitationKey(invitationId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.invitation}#${invitationId}`, sk: RECORDS.invitation };
}

/** Where the lock of an address lies. The address is hashed: a key has a length limit, and shows up in error texts. */
export function lockKey(invitation: Pick<Invitation, 'tenantId' | 'applicationId' | 'address'>): {
  pk: string;
  sk: string;
} {
  const { tenantId, applicationId, address } = invitation;
  return { pk: `${RECORDS.lock}#${digest(tenantId, applicationId, address)}`, sk: RECORDS.lock };
}

/** The partition of the status index. A claim is not a status of its own: who accepts is still listed as pending. */
export function statusPartition(tenantId: string, status: Invitation['status']): string {
  return listPartition(tenantId, 'invitation', status === 'accepting' ? 'pending' : status);
}

/** An invitation as DynamoDB keeps it, until `retentionDays` after it ended at the latest. */
export function toInvitationItem(
  invitation: Invitation,
  retentionDays: number,
): Record<string, unknown> {
  const { tokenHashes, ...rest } = invitation;
  return {
    ...rest,
    // A set must not be empty (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html).
    ...(tokenHashes.size > 0 && { tokenHashes }),
    ...invitationKey(invitation.id),
    listKey: listPartition(invitation.tenantId, 'invitation'),
    statusKey: statusPartition(invitation.tenantId, invitation.status),
    [TTL_ATTRIBUTE]: removalTime(invitation.expiresAt, retentionDays),
  };
}

/** @throws {z.ZodError} when the item is not an invitation. */
export function fromInvitationItem(item: Record<string, unknown>): Invitation {
  return invitationSchema.parse(item);
}

/** When TTL may remove what belongs to an invitation, in seconds since 1970. */
export function removalTime(expiresAt: string, retentionDays: number): number {
  return epochSecondsAfter(expiresAt, retentionDays * DAY);
}
