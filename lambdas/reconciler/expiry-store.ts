import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  invitationKey,
  statusPartition,
  toTimelineItems,
} from '../modules/invitations/invitation-item.ts';
import type { Invitation, TimelineEntry } from '../modules/invitations/invitation.ts';
import { writeOnCondition } from '../modules/dynamodb/conditional-write.ts';

/** Expired invitations, as the reconciler puts them where lists find them. */
export interface ExpiryStore {
  /**
   * Notes that an invitation has expired: from then on it lies among the expired ones, and nothing is due any more. That it
   * has expired was true before, to the second. Resolves with `false` when it changed since it was read, or has ended, or
   * somebody is accepting it: a claim is settled first.
   */
  noteExpiry(invitation: Invitation, now: Date): Promise<boolean>;
}

export class DynamoExpiryStore implements ExpiryStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async noteExpiry({ id, tenantId, expiresAt }: Invitation, now: Date): Promise<boolean> {
    const entry: TimelineEntry = { at: expiresAt, type: 'expired' };
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(id),
          UpdateExpression:
            'SET statusKey = :statusKey, expiredAt = :expiresAt, updatedAt = :now, ' +
            'timeline = list_append(timeline, :entries) REMOVE dueKey, dueAt',
          // A resend puts the expiry off.
          ConditionExpression:
            '#status = :pending AND expiresAt = :expiresAt AND expiresAt <= :now AND attribute_not_exists(expiredAt)',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':entries': toTimelineItems([entry]),
            ':expiresAt': expiresAt,
            ':now': now.toISOString(),
            ':pending': 'pending',
            ':statusKey': statusPartition(tenantId, 'expired'),
          },
        }),
      ),
    );
    return written.done;
  }
}
