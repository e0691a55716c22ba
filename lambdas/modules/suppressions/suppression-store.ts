import {
  DeleteSuppressedDestinationCommand,
  NotFoundException,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';

import { type NotedActivity, noteItem } from '../activity/activity-notes.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { TTL_ATTRIBUTE } from '../records/table.ts';
import {
  fromSuppressionItem,
  type Lift,
  type Suppression,
  suppressionKey,
  type SuppressionReason,
  toSuppressionItem,
} from './suppression.ts';

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

/** Looks up whether mail reaches an address. */
export interface SuppressionReader {
  /** What is known against `address` (normalised); it may have ended: see {@link isSuppressed}. */
  find(address: string): Promise<Suppression | undefined>;
}

/** Suppressions in DynamoDB. */
export class DynamoSuppressionReader implements SuppressionReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** 0.5 RRU: a bounce of this very second may be missed, and is then told by the next mail. */
  async find(address: string): Promise<Suppression | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#tableName, Key: suppressionKey(address) }),
    );
    return Item === undefined ? undefined : fromSuppressionItem(Item);
  }
}

/** Notes that mail does not reach an address, or must not. */
export interface SuppressionWriter {
  add(address: string, suppression: Suppression): Promise<void>;
}

/** A file apart from the reader: who may look up may not write. */
export class DynamoSuppressionWriter implements SuppressionWriter {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /**
   * Of two suppressions of an address (normalised) the one that lasts longer stays, in whatever order they come. What was
   * lifted before the new event happened lasts no longer.
   */
  async add(address: string, suppression: Suppression): Promise<void> {
    const item = toSuppressionItem(address, suppression);
    await writeOnCondition(() =>
      this.#client.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: item,
          ConditionExpression:
            'attribute_not_exists(pk) OR (attribute_not_exists(lifted) AND #removeAt < :removeAt) OR ' +
            // A complaint that arrives late binds whoever lifted a bounce; one that the operator lifted is not told twice.
            'lifted.#at < :at OR (attribute_exists(lifted) AND :reason = :complaint AND reason <> :complaint)',
          ExpressionAttributeNames: { '#removeAt': TTL_ATTRIBUTE, '#at': 'at' },
          ExpressionAttributeValues: {
            ':removeAt': item[TTL_ATTRIBUTE],
            ':at': suppression.at,
            ':reason': suppression.reason,
            ':complaint': 'complaint',
          },
        }),
      ),
    );
  }
}

/** A list of addresses that get no mail. */
export interface SuppressionList {
  /** Resolves with whether `address` was on it. */
  remove(address: string): Promise<boolean>;
}

/**
 * The account-level suppression list of SES
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteSuppressedDestination.html).
 */
export class SesSuppressionList implements SuppressionList {
  readonly #client: SESv2Client;

  constructor(client: SESv2Client) {
    this.#client = client;
  }

  async remove(address: string): Promise<boolean> {
    try {
      await this.#client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: address }));
      return true;
    } catch (error) {
      if (error instanceof NotFoundException) return false;
      throw error;
    }
  }
}
