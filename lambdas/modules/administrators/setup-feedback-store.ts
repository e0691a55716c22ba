import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TaggedSetupMail } from '../mail/feedback.ts';
import type { Outcome } from '../mail/outcome.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { administratorKey } from './administrator-keys.ts';

/** The delivery of setup mails, as feedback from SES moves it. */
export interface SetupFeedbackStore {
  /** Moves the delivery of the latest send on, from an outcome that ranks lower. Resolves with whether it changed. */
  move(of: TaggedSetupMail, outcome: Outcome, at: Date): Promise<boolean>;
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
    { status, rank, reason }: Outcome,
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
