import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { Invitation, TimelineEntry } from '../records/invitation.ts';
import {
  deliveryPartition,
  fromInvitationItem,
  type IndexedDelivery,
  invitationKey,
  toTimelineItems,
} from '../records/invitation-item.ts';
import type { MailMessage } from './mail-queue.ts';

/** The result of starting a send: started, or rejected because of the current state of the invitation. */
export type SendOutcome =
  | { readonly begun: true; readonly invitation: Invitation; readonly attempt: number }
  | { readonly begun: false; readonly current: Invitation | undefined };

/** A send with its tenant, which is read from the invitation. */
export interface TenantSend extends MailMessage {
  readonly tenantId: string;
}

/** Updates the delivery status of invitations for the mailer. Each method changes only the specified send. */
export interface MailDeliveryStore {
  /** Adds the hash of a link and reserves the send until `until`. */
  begin(message: MailMessage, tokenHash: string, now: Date, until: Date): Promise<SendOutcome>;
  sent(send: TenantSend, attempt: number, at: Date): Promise<void>;
  failed(send: TenantSend, reason: string, at: Date): Promise<void>;
  /** Records that the email was not sent because its address is suppressed. */
  suppressed(send: TenantSend, reason: string, at: Date): Promise<void>;
  /** Releases the reservation, so that the next delivery of the message can start immediately. */
  postpone(
    message: MailMessage,
    attempt: number,
    outcome: { readonly mayHaveBeenSent: boolean },
  ): Promise<void>;
  /** Records a send whose success was not recorded at the time. */
  confirmSent(send: TenantSend, at: Date): Promise<void>;
  /** Records that the invitation ended before its email was sent. */
  dropped(send: TenantSend, at: Date): Promise<void>;
}

const THIS_SEND = 'delivery.sends = :send AND delivery.#status = :queued';

export class DynamoMailDeliveryStore implements MailDeliveryStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async begin(
    message: MailMessage,
    tokenHash: string,
    now: Date,
    until: Date,
  ): Promise<SendOutcome> {
    // The attempt number is unknown before the write, because each redelivery of a message increments it.
    const first = await this.#begin(message, tokenHash, now, until, 1);
    if (first.begun || !isAbandoned(first.current, message, now)) return first;
    const attempt = (first.current?.sending?.attempts ?? 0) + 1;
    return this.#begin(message, tokenHash, now, until, attempt);
  }

  async #begin(
    { invitationId, send }: MailMessage,
    tokenHash: string,
    now: Date,
    until: Date,
    attempt: number,
  ): Promise<SendOutcome> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression: 'ADD tokenHashes :hashes SET sending = :sending',
          ConditionExpression:
            `${THIS_SEND} AND #status = :pending AND expiresAt > :now AND ` +
            (attempt === 1
              ? '(attribute_not_exists(sending) OR sending.send <> :send)'
              : 'sending.send = :send AND sending.attempts = :earlier AND sending.#until <= :now'),
          ExpressionAttributeNames: {
            '#status': 'status',
            ...(attempt > 1 && { '#until': 'until' }),
          },
          ExpressionAttributeValues: {
            ':hashes': new Set([tokenHash]),
            ':now': now.toISOString(),
            ':pending': 'pending',
            ':queued': 'queued',
            ':send': send,
            ':sending': { send, attempts: attempt, until: until.toISOString() },
            ...(attempt > 1 && { ':earlier': attempt - 1 }),
          },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    if (written.done)
      return {
        begun: true,
        invitation: fromInvitationItem(written.output.Attributes ?? {}),
        attempt,
      };
    const item = written.refusals[0]?.item;
    return { begun: false, current: item === undefined ? undefined : fromInvitationItem(item) };
  }

  async sent(send: TenantSend, attempt: number, at: Date): Promise<void> {
    const now = at.toISOString();
    await this.#move(send, at, {
      delivery: { status: 'sent', updatedAt: now, sends: send.send },
      entries: [
        ...(attempt === 1
          ? []
          : [
              {
                at: now,
                type: 'send_retried' as const,
                detail: `Attempt ${attempt}. An earlier attempt may have succeeded, so the email can arrive twice. Both links work.`,
              },
            ]),
        { at: now, type: 'sent' },
      ],
    });
  }

  async failed(send: TenantSend, reason: string, at: Date): Promise<void> {
    const now = at.toISOString();
    await this.#move(send, at, {
      delivery: { status: 'failed', updatedAt: now, sends: send.send, reason },
      entries: [{ at: now, type: 'send_failed', detail: reason }],
    });
  }

  async suppressed(send: TenantSend, reason: string, at: Date): Promise<void> {
    const now = at.toISOString();
    await this.#move(send, at, {
      delivery: { status: 'suppressed', updatedAt: now, sends: send.send, reason },
      entries: [{ at: now, type: 'suppressed', detail: reason }],
    });
  }

  async confirmSent(send: TenantSend, at: Date): Promise<void> {
    await this.#move(send, at, {
      delivery: { status: 'sent', updatedAt: at.toISOString(), sends: send.send },
      entries: [],
    });
  }

  async dropped(send: TenantSend, at: Date): Promise<void> {
    const reason = 'The invitation ended before its email was sent.';
    await this.#move(send, at, {
      delivery: { status: 'none', updatedAt: at.toISOString(), sends: send.send, reason },
      entries: [],
    });
  }

  async postpone(
    { invitationId, send }: MailMessage,
    attempt: number,
    { mayHaveBeenSent }: { readonly mayHaveBeenSent: boolean },
  ): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          // An attempt that definitely sent nothing is not counted, but one that may have succeeded is.
          UpdateExpression: mayHaveBeenSent ? 'SET sending.#until = :past' : 'REMOVE sending',
          ConditionExpression: `${THIS_SEND} AND sending.send = :send AND sending.attempts = :attempt`,
          ExpressionAttributeNames: {
            '#status': 'status',
            ...(mayHaveBeenSent && { '#until': 'until' }),
          },
          ExpressionAttributeValues: {
            ':attempt': attempt,
            ':queued': 'queued',
            ':send': send,
            ...(mayHaveBeenSent && { ':past': new Date(0).toISOString() }),
          },
        }),
      ),
    );
  }

  async #move(
    { invitationId, send, tenantId }: TenantSend,
    at: Date,
    { delivery, entries }: Move,
  ): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression:
            'SET delivery = :delivery, traitKey = :traitKey, updatedAt = :now, ' +
            'timeline = list_append(timeline, :entries) REMOVE sending, queuedKey, queuedAt',
          ConditionExpression: THIS_SEND,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':delivery': delivery,
            ':traitKey': deliveryPartition(tenantId, delivery.status),
            ':entries': toTimelineItems(entries),
            ':now': at.toISOString(),
            ':queued': 'queued',
            ':send': send,
          },
        }),
      ),
    );
  }
}

interface Move {
  readonly delivery: Invitation['delivery'] & { readonly status: IndexedDelivery };
  readonly entries: TimelineEntry[];
}

/** Returns whether an earlier attempt at the same send ended without a result and its reservation has expired. */
function isAbandoned(current: Invitation | undefined, message: MailMessage, now: Date): boolean {
  return (
    current?.sending?.send === message.send &&
    current.delivery.status === 'queued' &&
    current.sending.until <= now.toISOString()
  );
}
