import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  deliveryPartition,
  invitationKey,
  toTimelineItems,
} from '../modules/invitations/invitation-item.ts';
import type { TimelineEntry } from '../modules/invitations/invitation.ts';
import { writeOnCondition } from '../modules/dynamodb/conditional-write.ts';
import type { TaggedSend } from '../modules/mail/feedback.ts';
import type { Outcome } from '../modules/mail/outcome.ts';

/** The delivery of invitations, as feedback moves it. */
export interface FeedbackStore {
  /**
   * Moves the delivery of a send on: from whatever ranks lower, and only while that send is the latest. `at` is when
   * it happened, `now` when it is written. Resolves with whether anything changed.
   */
  move(of: TaggedSend, outcome: Outcome, at: Date, now: Date): Promise<boolean>;
}

export class DynamoFeedbackStore implements FeedbackStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /**
   * One conditional update. What the mailer writes has no rank, so that every outcome outranks it: also `queued`, when
   * feedback overtakes the mailer, and `failed`, when SES had taken a mail whose answer got lost.
   */
  async move(
    { tenantId, invitationId, send }: TaggedSend,
    { status, rank, reason }: Outcome,
    at: Date,
    now: Date,
  ): Promise<boolean> {
    const entry: TimelineEntry = {
      at: at.toISOString(),
      type: status === 'failed' ? 'send_failed' : status,
      ...(reason !== undefined && { detail: reason }),
    };
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression:
            'SET delivery.#status = :status, delivery.#rank = :rank, delivery.updatedAt = :at, ' +
            'traitKey = :traitKey, updatedAt = :now, timeline = list_append(timeline, :entries)' +
            (reason === undefined ? '' : ', delivery.reason = :reason') +
            // No mailer has to do anything about it any more.
            ' REMOVE sending, queuedKey, queuedAt' +
            (reason === undefined ? ', delivery.reason' : ''),
          ConditionExpression:
            'tenantId = :tenantId AND delivery.sends = :send AND ' +
            '(attribute_not_exists(delivery.#rank) OR delivery.#rank < :rank)',
          ExpressionAttributeNames: { '#status': 'status', '#rank': 'rank' },
          ExpressionAttributeValues: {
            ':at': at.toISOString(),
            ':traitKey': deliveryPartition(tenantId, status),
            ':entries': toTimelineItems([entry]),
            ':now': now.toISOString(),
            ':rank': rank,
            ':reason': reason,
            ':send': send,
            ':status': status,
            ':tenantId': tenantId,
          },
        }),
      ),
    );
    return written.done;
  }
}
