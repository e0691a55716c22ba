import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import type { SetupFeedbackStore } from '../modules/administrators/setup-mail-store.ts';
import { writeOnCondition } from '../modules/dynamodb/conditional-write.ts';
import type { DeliveryOutcome, Feedback, TaggedSend } from '../modules/mail/feedback.ts';
import type { Clock } from '../modules/platform/clock.ts';
import { parseEmailAddress } from '../modules/platform/email-address.ts';
import type { TimelineEntry } from '../modules/records/invitation.ts';
import {
  deliveryPartition,
  invitationKey,
  toTimelineItems,
} from '../modules/records/invitation-item.ts';
import { isSuppressed, suppressionFrom } from '../modules/suppressions/suppression.ts';
import type { SuppressionWriter } from '../modules/suppressions/suppression-store.ts';

/** The delivery of invitations, as feedback moves it. */
interface FeedbackStore {
  /**
   * Moves the delivery of a send on: from whatever ranks lower, and only while that send is the latest. `at` is when
   * it happened, `now` when it is written. Resolves with whether anything changed.
   */
  move(of: TaggedSend, outcome: DeliveryOutcome, at: Date, now: Date): Promise<boolean>;
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
    { status, rank, reason }: DeliveryOutcome,
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

export interface FeedbackDeps {
  readonly invitations: FeedbackStore;
  readonly setupMails: SetupFeedbackStore;
  readonly suppressions: SuppressionWriter;
  readonly clock: Clock;
}

/** What feedback changed. */
export interface Recorded {
  /** The delivery of the invitation, or of the setup mail, moved on. */
  readonly moved: boolean;
  /** No further mail goes to the address. */
  readonly suppressed: boolean;
}

/**
 * Writes down what became of a mail. Whatever comes twice, late or out of order changes nothing: neither does what is
 * said about an older send, or an invitation that is gone. That an address does not take mail is true whichever mail
 * showed it.
 */
export async function recordFeedback(deps: FeedbackDeps, feedback: Feedback): Promise<Recorded> {
  // First: if the second write fails, the event comes again, and this one does no harm.
  const suppressed = await suppress(deps, feedback);
  const { of, outcome, at } = feedback;
  const moved =
    of !== undefined &&
    outcome !== undefined &&
    ('administratorId' in of
      ? await deps.setupMails.move(of, outcome, at)
      : await deps.invitations.move(of, outcome, at, deps.clock.now()));
  return { moved, suppressed };
}

async function suppress(
  deps: FeedbackDeps,
  { address, at, suppression: reason }: Feedback,
): Promise<boolean> {
  if (reason === undefined) return false;
  const email = parseEmailAddress(address);
  const suppression = suppressionFrom(reason, at);
  if ('problem' in email || !isSuppressed(suppression, deps.clock.now())) return false;
  await deps.suppressions.add(email.normalised, suppression);
  return true;
}
