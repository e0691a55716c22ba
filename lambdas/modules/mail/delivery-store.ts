import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { Invitation, TimelineEntry } from '../records/invitation.ts';
import {
  deliveryPartition,
  fromInvitationItem,
  invitationKey,
  toTimelineItems,
} from '../records/invitation-item.ts';
import type { MailMessage } from './mail-queue.ts';

/** What became of the right to send: held, or refused by the invitation as it stands. */
export type SendOutcome =
  | { readonly begun: true; readonly invitation: Invitation; readonly attempt: number }
  | { readonly begun: false; readonly current: Invitation | undefined };

/** A send whose tenant is known: it was read from the invitation. */
export interface KnownSend extends MailMessage {
  readonly tenantId: string;
}

/** The delivery of invitations, as the mailer moves it. Every method moves only the send that it names. */
export interface MailDeliveryStore {
  /** Adds the hash of a link and takes the right to hand the mail to SES until `until`. */
  begin(message: MailMessage, tokenHash: string, now: Date, until: Date): Promise<SendOutcome>;
  sent(send: KnownSend, attempt: number, at: Date): Promise<void>;
  failed(send: KnownSend, reason: string, at: Date): Promise<void>;
  /** The address takes no mail, or is to get none. */
  suppressed(send: KnownSend, reason: string, at: Date): Promise<void>;
  /** Gives the right to send back, so that the next delivery of the message need not wait. */
  postpone(
    message: MailMessage,
    attempt: number,
    outcome: { readonly mayHaveBeenSent: boolean },
  ): Promise<void>;
  /** The mail went out, and writing that down did not. */
  confirmSent(send: KnownSend, at: Date): Promise<void>;
  /** The invitation ended before its mail went out. */
  dropped(send: KnownSend, at: Date): Promise<void>;
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
    // The number of the attempt is not known before it is written: a message that comes again raises it.
    const first = await this.#begin(message, tokenHash, now, until, 1);
    if (first.begun || !isLeftBehind(first.current, message, now)) return first;
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
            `${THIS_SEND} AND #status IN (:pending, :accepting) AND expiresAt > :now AND ` +
            (attempt === 1
              ? '(attribute_not_exists(sending) OR sending.send <> :send)'
              : 'sending.send = :send AND sending.attempts = :earlier AND sending.#until <= :now'),
          ExpressionAttributeNames: {
            '#status': 'status',
            ...(attempt > 1 && { '#until': 'until' }),
          },
          ExpressionAttributeValues: {
            ':accepting': 'accepting',
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

  async sent(send: KnownSend, attempt: number, at: Date): Promise<void> {
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

  async failed(send: KnownSend, reason: string, at: Date): Promise<void> {
    const now = at.toISOString();
    await this.#move(send, at, {
      delivery: { status: 'failed', updatedAt: now, sends: send.send, reason },
      entries: [{ at: now, type: 'send_failed', detail: reason }],
    });
  }

  async suppressed(send: KnownSend, reason: string, at: Date): Promise<void> {
    const now = at.toISOString();
    await this.#move(send, at, {
      delivery: { status: 'suppressed', updatedAt: now, sends: send.send, reason },
      entries: [{ at: now, type: 'suppressed', detail: reason }],
    });
  }

  async confirmSent(send: KnownSend, at: Date): Promise<void> {
    await this.#move(send, at, {
      delivery: { status: 'sent', updatedAt: at.toISOString(), sends: send.send },
      entries: [],
    });
  }

  async dropped(send: KnownSend, at: Date): Promise<void> {
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
          // An attempt that certainly sent nothing is forgotten; one that may have is counted.
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
    { invitationId, send, tenantId }: KnownSend,
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
  readonly delivery: Invitation['delivery'];
  readonly entries: TimelineEntry[];
}

/** An earlier attempt at the same send ended without a result, and its time is up. */
function isLeftBehind(current: Invitation | undefined, message: MailMessage, now: Date): boolean {
  return (
    current?.sending?.send === message.send &&
    current.delivery.status === 'queued' &&
    current.sending.until <= now.toISOString()
  );
}
