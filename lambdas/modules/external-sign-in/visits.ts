import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { TokenKey } from '../invitations/token.ts';
import { DAY, epochSecondsAfter, MINUTE } from '../platform/clock.ts';
import { digest } from '../platform/ids.ts';
import type { Invitation, Visit } from '../records/invitation.ts';
import { invitationKey } from '../records/invitation-item.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';

/** How long somebody may take to sign in at a provider: long enough to reset a password there. */
const VISIT_MINUTES = 10;
export const VISIT_MS = VISIT_MINUTES * MINUTE;

/** Where it is written which invitation whoever comes back with this address is accepting. The address is hashed. */
export function visitKey(provider: string, address: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.visit}#${digest(provider, address)}`, sk: RECORDS.visit };
}

/** Finds out which invitation somebody is accepting. */
export interface VisitFinder {
  /** The invitation that was last left for `provider` by somebody invited as `address`. */
  find(provider: string, address: string): Promise<string | undefined>;
}

/** Visits in DynamoDB. Strongly consistent: a company's sign-in can take less than a second. */
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

const itemSchema = z.object({ invitationId: z.string() });

/** Visits to identity providers, as the invited begin them. */
export interface VisitStore {
  /** `false` when the invitation cannot be accepted, or not with this link, or is being accepted right now. */
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

  /** Writes the visit into the invitation, and where it is found by what the provider will say: both or neither. */
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
                // It claims nothing: until the person is back, the invitation can be accepted in any other way.
                ConditionExpression:
                  '(contains(tokenHashes, :hash) OR contains(linkHashes, :hash)) AND expiresAt > :now AND ' +
                  '(#status = :pending OR (#status = :accepting AND leaseUntil <= :now))',
                ExpressionAttributeNames: { '#status': 'status' },
                ExpressionAttributeValues: {
                  ':accepting': 'accepting',
                  ':hash': key.hash,
                  ':now': now.toISOString(),
                  ':pending': 'pending',
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
