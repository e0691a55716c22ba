import { TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { writeOnCondition } from '../shared/conditional-write.ts';
import { lockSchema, toLockItem, type AddressLock } from './address-lock.ts';
import { fromInvitationItem, toInvitationItem } from './invitation-item.ts';
import type { Invitation } from './invitation.ts';

/** What became of a create: made, made before by the same request, or kept out by the address's lock. */
export type CreateOutcome =
  | { readonly outcome: 'created' }
  | { readonly outcome: 'exists'; readonly invitation: Invitation }
  | { readonly outcome: 'locked'; readonly lock: AddressLock };

/** The table that invitations are in, and how many days after their expiry they stay in it. */
export interface InvitationTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly retentionDays: number;
}

/**
 * Writes an invitation and the lock of its address in one transaction: 4 WRU. A lock that is there keeps it out,
 * unless it still is as in `stale`: a lock that was found to bind nobody is taken over.
 */
export async function writeInvitation(
  { client, tableName, retentionDays }: InvitationTable,
  invitation: Invitation,
  stale?: AddressLock,
): Promise<CreateOutcome> {
  const written = await writeOnCondition(() =>
    client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: tableName,
              Item: toInvitationItem(invitation, retentionDays),
              ConditionExpression: 'attribute_not_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
          {
            Put: {
              TableName: tableName,
              Item: toLockItem(invitation),
              ...(stale === undefined
                ? { ConditionExpression: 'attribute_not_exists(pk)' }
                : {
                    // Both: a resend keeps the invitation and moves the expiry.
                    ConditionExpression: 'invitationId = :invitationId AND expiresAt = :expiresAt',
                    ExpressionAttributeValues: {
                      ':invitationId': stale.invitationId,
                      ':expiresAt': stale.expiresAt,
                    },
                  }),
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
        ],
      }),
    ),
  );
  if (written.done) return { outcome: 'created' };
  const [invitationRefusal, lockRefusal] = written.refusals;
  if (invitationRefusal?.item !== undefined)
    return { outcome: 'exists', invitation: fromInvitationItem(invitationRefusal.item) };
  return { outcome: 'locked', lock: lockSchema.parse(lockRefusal?.item) };
}
