import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { DeliveryOutcome, TaggedSetupMail } from '../mail/feedback.ts';
import type { SetupMailMessage } from '../mail/mail-queue.ts';
import { type Administrator, fromAdministratorItem } from './administrator.ts';
import { administratorKey } from './administrator-access.ts';

/** The lease for sending an email through SES, or the administrator whose state prevents sending. */
export type SetupSend =
  | { readonly begun: true; readonly administrator: Administrator; readonly attempt: number }
  | { readonly begun: false; readonly current: Administrator | undefined };

/** The outcome of a send. */
export interface SendEnd {
  readonly status: 'sent' | 'failed' | 'suppressed' | 'none';
  readonly reason?: string;
}

/** Records the delivery of setup emails for the mailer. Each method changes only the send that it is called with. */
export interface SetupMailStore {
  /** Adds the hash of a link and reserves the send until `until`. */
  begin(message: SetupMailMessage, hash: string, now: Date, until: Date): Promise<SetupSend>;
  /** Records the outcome of the send. Leaves a later send unchanged. */
  end(message: SetupMailMessage, end: SendEnd, at: Date): Promise<void>;
  /** Ends the reservation early, so that the next delivery of the message does not have to wait. */
  postpone(message: SetupMailMessage, attempt: number): Promise<void>;
}

const THIS_SEND = 'delivery.sends = :send AND delivery.#status = :queued';

/** Writes only the email attributes of administrators in DynamoDB. */
export class DynamoSetupMailStore implements SetupMailStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async begin(message: SetupMailMessage, hash: string, now: Date, until: Date): Promise<SetupSend> {
    // Starts as the first attempt. If that write fails, the message was delivered before, so the attempt number
    // increases.
    const first = await this.#begin(message, hash, now, until, 1);
    if (first.begun || !isLeftBehind(first.current, message, now)) return first;
    return this.#begin(message, hash, now, until, (first.current?.sending?.attempts ?? 0) + 1);
  }

  async #begin(
    { tenantId, administratorId, send }: SetupMailMessage,
    hash: string,
    now: Date,
    until: Date,
    attempt: number,
  ): Promise<SetupSend> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: administratorKey(tenantId, administratorId),
          UpdateExpression: 'ADD tokenHashes :hashes SET sending = :sending',
          ConditionExpression:
            `${THIS_SEND} AND #status = :invited AND expiresAt > :now AND ` +
            (attempt === 1
              ? '(attribute_not_exists(sending) OR sending.send <> :send)'
              : 'sending.send = :send AND sending.attempts = :earlier AND sending.#until <= :now'),
          ExpressionAttributeNames: {
            '#status': 'status',
            ...(attempt > 1 && { '#until': 'until' }),
          },
          ExpressionAttributeValues: {
            ':hashes': new Set([hash]),
            ':invited': 'invited',
            ':now': now.toISOString(),
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
    if (written.done) {
      const administrator = fromAdministratorItem(written.output.Attributes ?? {});
      return { begun: true, administrator, attempt };
    }
    const item = written.refusals[0]?.item;
    return { begun: false, current: item === undefined ? undefined : fromAdministratorItem(item) };
  }

  async end(
    { tenantId, administratorId, send }: SetupMailMessage,
    { status, reason }: SendEnd,
    at: Date,
  ): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: administratorKey(tenantId, administratorId),
          UpdateExpression: 'SET delivery = :delivery REMOVE sending, queuedKey, queuedAt',
          ConditionExpression: THIS_SEND,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':delivery': { status, updatedAt: at.toISOString(), sends: send, reason },
            ':queued': 'queued',
            ':send': send,
          },
        }),
      ),
    );
  }

  async postpone(
    { tenantId, administratorId, send }: SetupMailMessage,
    attempt: number,
  ): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: administratorKey(tenantId, administratorId),
          UpdateExpression: 'SET sending.#until = :past',
          ConditionExpression: `${THIS_SEND} AND sending.send = :send AND sending.attempts = :attempt`,
          ExpressionAttributeNames: { '#status': 'status', '#until': 'until' },
          ExpressionAttributeValues: {
            ':attempt': attempt,
            ':past': new Date(0).toISOString(),
            ':queued': 'queued',
            ':send': send,
          },
        }),
      ),
    );
  }
}

/** Returns true if an earlier attempt of the same send has no outcome and its reservation has expired. */
function isLeftBehind(
  current: Administrator | undefined,
  { send }: SetupMailMessage,
  now: Date,
): boolean {
  return (
    current?.sending?.send === send &&
    current.delivery.status === 'queued' &&
    current.sending.until <= now.toISOString()
  );
}

/** Records the delivery of setup emails from SES feedback. */
export interface SetupFeedbackStore {
  /** Updates the delivery of the latest send if the recorded outcome has a lower rank. Returns true if it changed. */
  move(of: TaggedSetupMail, outcome: DeliveryOutcome, at: Date): Promise<boolean>;
}

/** Writes only the email delivery of administrators in DynamoDB. */
export class DynamoSetupFeedbackStore implements SetupFeedbackStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async move(
    { tenantId, administratorId, send }: TaggedSetupMail,
    { status, rank, reason }: DeliveryOutcome,
    at: Date,
  ): Promise<boolean> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: administratorKey(tenantId, administratorId),
          // The mailer does not write a rank, so every outcome from SES outranks its outcomes.
          UpdateExpression: 'SET delivery = :delivery REMOVE sending, queuedKey, queuedAt',
          ConditionExpression:
            'delivery.sends = :send AND (attribute_not_exists(delivery.#rank) OR delivery.#rank < :rank)',
          ExpressionAttributeNames: { '#rank': 'rank' },
          ExpressionAttributeValues: {
            ':delivery': { status, rank, updatedAt: at.toISOString(), sends: send, reason },
            ':rank': rank,
            ':send': send,
          },
        }),
      ),
    );
    return written.done;
  }
}
