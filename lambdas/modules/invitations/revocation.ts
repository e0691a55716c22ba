import {
  OPEN,
  OPEN_VALUES,
  invitationKey,
  statusPartition,
  toTimelineItems,
  type Outcome,
} from './invitation-item.ts';
import type { TimelineEntry } from './invitation.ts';

export interface RevokeChange {
  readonly tenantId: string;
  readonly invitationId: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: Date;
  /** Identifies a repeatable request in the timeline. */
  readonly mark?: string | undefined;
}

/**
 * Ends an invitation that is pending or expired, on its own or as a part of a transaction: 1 WRU. Its links stay known, so
 * that their holder learns why. Refused while somebody is accepting it.
 */
export function revocation(
  tableName: string,
  { tenantId, invitationId, by, at: moment, mark }: RevokeChange,
) {
  const at = moment.toISOString();
  const entry: TimelineEntry = {
    ...{ at, type: 'revoked', by },
    ...(mark !== undefined && { request: mark }),
  };
  return {
    Update: {
      TableName: tableName,
      Key: invitationKey(invitationId),
      UpdateExpression:
        'SET #status = :revoked, outcome = :outcome, updatedAt = :at, statusKey = :statusKey, ' +
        'timeline = list_append(timeline, :entries) REMOVE claim, visit, sending, dueKey, dueAt',
      ConditionExpression: `tenantId = :tenantId AND ${OPEN}`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...OPEN_VALUES,
        ':at': at,
        ':entries': toTimelineItems([entry]),
        ':now': at,
        ':outcome': { revokedAt: at, revokedBy: by } satisfies Outcome,
        ':revoked': 'revoked',
        ':statusKey': statusPartition(tenantId, 'revoked'),
        ':tenantId': tenantId,
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  };
}
