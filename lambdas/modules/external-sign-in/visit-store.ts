import { TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { invitationKey } from '../invitations/invitation-item.ts';
import type { Invitation, Visit } from '../invitations/invitation.ts';
import type { TokenKey } from '../invitations/token.ts';
import { DAY, epochSecondsAfter } from '../platform/clock.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { TTL_ATTRIBUTE } from '../records/table.ts';
import { visitKey } from './visit-item.ts';

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
