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
  isIndexedDelivery,
  toTimelineItems,
} from '../modules/records/invitation-item.ts';
import { isSuppressed, suppressionFrom } from '../modules/suppressions/suppression.ts';
import type { SuppressionWriter } from '../modules/suppressions/suppression-store.ts';

/** Updates the delivery status of invitations for feedback. */
interface FeedbackStore {
  /**
   * Updates the delivery status of a send if its current rank is lower and the send is the latest. `at` is the time of
   * the event, and `now` the time of the write. Returns whether anything changed.
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
   * Makes one conditional update. The statuses that the mailer writes have no rank, so every outcome outranks them:
   * `queued`, if feedback overtakes the mailer, and `failed`, if SES accepted an email whose response was lost.
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
    const traitKey = isIndexedDelivery(status) ? deliveryPartition(tenantId, status) : undefined;
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression:
            'SET delivery.#status = :status, delivery.#rank = :rank, delivery.updatedAt = :at, ' +
            'updatedAt = :now, timeline = list_append(timeline, :entries)' +
            (traitKey === undefined ? '' : ', traitKey = :traitKey') +
            (reason === undefined ? '' : ', delivery.reason = :reason') +
            // The mailer has nothing left to do for this send.
            ' REMOVE sending, queuedKey, queuedAt' +
            (traitKey === undefined ? ', traitKey' : '') +
            (reason === undefined ? ', delivery.reason' : ''),
          ConditionExpression:
            'tenantId = :tenantId AND delivery.sends = :send AND ' +
            '(attribute_not_exists(delivery.#rank) OR delivery.#rank < :rank)',
          ExpressionAttributeNames: { '#status': 'status', '#rank': 'rank' },
          ExpressionAttributeValues: {
            ':at': at.toISOString(),
            ':traitKey': traitKey,
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

/** The changes that feedback made. */
export interface Recorded {
  /** The delivery status of the invitation or the setup email changed. */
  readonly moved: boolean;
  /** The address is now suppressed. */
  readonly suppressed: boolean;
}

/**
 * Records the outcome of an email. Duplicates, late events, and events that are out of order change nothing, and
 * neither do events about an older send or a deleted invitation. A suppression is recorded no matter which email led to
 * it.
 */
export async function recordFeedback(deps: FeedbackDeps, feedback: Feedback): Promise<Recorded> {
  // This write comes first: if the second one fails, the event is delivered again, and repeating this one is harmless.
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
  await deps.suppressions.add(email.normalized, suppression);
  return true;
}
