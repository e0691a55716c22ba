import { TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { noteItem, type NotedActivity } from '../activity/activity-notes.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { suppressionKey, type Lift, type SuppressionReason } from './suppression.ts';

/** What a lift is allowed to undo, and what is noted about it. */
export interface LiftTerms {
  readonly lift: Lift;
  /** Only a suppression for one of these reasons is lifted. */
  readonly reasons: readonly SuppressionReason[];
  /** Entry for the log of the tenant whose administrator lifts it; an operator belongs to none. */
  readonly activity?: NotedActivity;
}

/**
 * Lifts suppressions. The item stays until its time is up and says who lifted it: the mailer takes the address off the list
 * of Amazon SES before its next mail.
 */
export class DynamoSuppressionLifter {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Resolves with whether `address` (normalised) was suppressed for one of the reasons. */
  async lift(address: string, { lift, reasons, activity }: LiftTerms): Promise<boolean> {
    const allowed = Object.fromEntries(reasons.map((reason, place) => [`:r${place}`, reason]));
    const { done } = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: this.#tableName,
                Key: suppressionKey(address),
                UpdateExpression: 'SET lifted = :lift',
                ConditionExpression: `attribute_not_exists(lifted) AND reason IN (${Object.keys(allowed).join(', ')})`,
                ExpressionAttributeValues: { ':lift': lift, ...allowed },
              },
            },
            ...(activity === undefined
              ? []
              : [{ Put: { TableName: this.#tableName, Item: noteItem(activity) } }]),
          ],
        }),
      ),
    );
    return done;
  }
}
