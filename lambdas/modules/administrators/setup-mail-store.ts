import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { DeliveryOutcome, TaggedSetupMail } from '../mail/feedback.ts';
import type { SetupMailMessage } from '../mail/mail-queue.ts';
import { type Administrator, fromAdministratorItem } from './administrator.ts';
import { administratorKey } from './administrator-access.ts';

/** The right to hand a mail to SES, or what stands in its way. */
export type SetupSend =
  | { readonly begun: true; readonly administrator: Administrator; readonly attempt: number }
  | { readonly begun: false; readonly current: Administrator | undefined };

/** The end of a send. */
export interface SendEnd {
  readonly status: 'sent' | 'failed' | 'suppressed' | 'none';
  readonly reason?: string;
}

/** The delivery of setup mails, as the mailer moves it. Every method moves only the send that it names. */
export interface SetupMailStore {
  /** Adds the hash of a link and takes the right to hand the mail to SES until `until`. */
  begin(message: SetupMailMessage, hash: string, now: Date, until: Date): Promise<SetupSend>;
  /** Writes how the send ended; a later send is left alone. */
  end(message: SetupMailMessage, end: SendEnd, at: Date): Promise<void>;
  /** Gives the right back, so that the next delivery of the message need not wait. */
  postpone(message: SetupMailMessage, attempt: number): Promise<void>;
}

const THIS_SEND = 'delivery.sends = :send AND delivery.#status = :queued';

/** Administrators in DynamoDB; nothing but their mail is written. */
export class DynamoSetupMailStore implements SetupMailStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async begin(message: SetupMailMessage, hash: string, now: Date, until: Date): Promise<SetupSend> {
    // The number of the attempt is not known before it is written: a message that comes again raises it.
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

/** An earlier attempt at the same send ended without a result, and its time is up. */
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

/** The delivery of setup mails, as feedback from SES moves it. */
export interface SetupFeedbackStore {
  /** Moves the delivery of the latest send on, from an outcome that ranks lower. Resolves with whether it changed. */
  move(of: TaggedSetupMail, outcome: DeliveryOutcome, at: Date): Promise<boolean>;
}

/** Administrators in DynamoDB; nothing but the delivery of their mail is written. */
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
          // The mailer writes no rank, so every outcome outranks it.
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
