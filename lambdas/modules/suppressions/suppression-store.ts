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

/** The suppressions that can be lifted, and the data to record about the lift. */
export interface LiftTerms {
  readonly lift: Lift;
  /** The reasons for which a suppression can be lifted. */
  readonly reasons: readonly SuppressionReason[];
  /** The activity log entry for the tenant of the administrator. An operator does not belong to a tenant. */
  readonly activity?: NotedActivity;
}

/**
 * Lifts suppressions. The item stays until its TTL and records who lifted it. The mailer removes the address from the
 * Amazon SES suppression list before its next email.
 */
export class DynamoSuppressionLifter {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /**
   * Lifts the suppression of an address in normalized form. Returns false if it is not suppressed for one of the
   * reasons.
   */
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

/** Looks up suppressions. */
export interface SuppressionReader {
  /** Returns the suppression of an address in normalized form. It may have ended ({@link isSuppressed}). */
  find(address: string): Promise<Suppression | undefined>;
}

/** Reads suppressions from DynamoDB. */
export class DynamoSuppressionReader implements SuppressionReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Costs 0.5 RRU. May miss a bounce from the same second, which then affects only the next email. */
  async find(address: string): Promise<Suppression | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#tableName, Key: suppressionKey(address) }),
    );
    return Item === undefined ? undefined : fromSuppressionItem(Item);
  }
}

/** Records suppressions. */
export interface SuppressionWriter {
  add(address: string, suppression: Suppression): Promise<void>;
}

/**
 * Writes suppressions to DynamoDB. Separate from the reader, because functions that read suppressions are not allowed
 * to write them.
 */
export class DynamoSuppressionWriter implements SuppressionWriter {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /**
   * Keeps the longer of two suppressions of an address (in normalized form), regardless of the order in which they
   * arrive. A suppression that was lifted before the new event is always replaced.
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
            // A late complaint overrides the lift of a bounce. A complaint that the operator lifted does not apply
            // again if it is delivered twice.
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

/** A list of addresses that do not receive email. */
export interface SuppressionList {
  /** Removes an address. Returns whether it was on the list. */
  remove(address: string): Promise<boolean>;
}

/**
 * The account-level SES suppression list
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
