import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { TokenKey } from '../invitations/token.ts';
import { DAY, epochSecondsAfter, MINUTE } from '../platform/clock.ts';
import { digest } from '../platform/ids.ts';
import * as stored from '../platform/stored.ts';
import type { Invitation, Visit } from '../records/invitation.ts';
import { invitationKey, OPEN, OPEN_VALUES } from '../records/invitation-item.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';

/** The time allowed for signing in with a provider, in minutes. Long enough to reset a password there. */
const VISIT_MINUTES = 10;
export const VISIT_MS = VISIT_MINUTES * MINUTE;

/**
 * Returns the key of the item that identifies the invitation that a person with this address is accepting. Hashes the
 * address.
 */
export function visitKey(provider: string, address: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.visit}#${digest(provider, address)}`, sk: RECORDS.visit };
}

/** Finds the invitation that a person is accepting. */
export interface VisitFinder {
  /** Returns the ID of the invitation to `address` that most recently started a visit to `provider`. */
  find(provider: string, address: string): Promise<string | undefined>;
}

/** Reads visits with strong consistency, because signing in with a company's provider can take less than a second. */
export class DynamoVisitFinder implements VisitFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(provider: string, address: string): Promise<string | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: visitKey(provider, address),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : itemSchema.parse(Item).invitationId;
  }
}

const itemSchema = z.object({ invitationId: stored.text });

/** Records visits to identity providers. */
export interface VisitStore {
  /**
   * Returns `false` if the invitation cannot be accepted, cannot be accepted with this link, or is currently being
   * accepted.
   */
  begin(
    key: TokenKey,
    invitation: Pick<Invitation, 'address'>,
    visit: Visit,
    now: Date,
  ): Promise<boolean>;
}

export class DynamoVisitStore implements VisitStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /**
   * Atomically writes the visit to the invitation, and the item that maps the provider and address to the invitation.
   */
  async begin(
    key: TokenKey,
    { address }: Pick<Invitation, 'address'>,
    visit: Visit,
    now: Date,
  ): Promise<boolean> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: this.#tableName,
                Key: invitationKey(key.invitationId),
                UpdateExpression: 'SET visit = :visit',
                // A visit does not claim the invitation. Until the person returns, it can be accepted in any other way.
                ConditionExpression: `(contains(tokenHashes, :hash) OR contains(linkHashes, :hash)) AND expiresAt > :now AND ${OPEN}`,
                ExpressionAttributeNames: { '#status': 'status' },
                ExpressionAttributeValues: {
                  ...OPEN_VALUES,
                  ':hash': key.hash,
                  ':now': now.toISOString(),
                  ':visit': visit,
                },
              },
            },
            {
              Put: {
                TableName: this.#tableName,
                Item: {
                  ...visitKey(visit.provider, address),
                  invitationId: key.invitationId,
                  [TTL_ATTRIBUTE]: epochSecondsAfter(visit.until, DAY),
                },
              },
            },
          ],
        }),
      ),
    );
    return written.done;
  }
}
