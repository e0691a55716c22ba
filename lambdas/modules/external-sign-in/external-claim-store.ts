import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { Claim } from '../records/invitation.ts';
import { CLAIMED, invitationKey, OPEN, OPEN_VALUES } from '../records/invitation-item.ts';
import { WORK_PARTITION } from '../records/table.ts';

/** The claim of a person who signed in with an identity provider, with the person's user name in the pool. */
export type ExternalClaim = Claim & { readonly externalUser: string };

/** Makes claims without a link, based on a visit that was started with a link. */
export interface ExternalClaimStore {
  /**
   * Turns an open visit to `provider` into a claim with one conditional write, so that a visit is used only once. The
   * same claim can be resumed. Returns `false` if the invitation no longer has this visit.
   */
  claim(invitationId: string, provider: string, claim: ExternalClaim, now: Date): Promise<boolean>;
  /** Resumes an earlier claim, regardless of its age, unless someone else has claimed the invitation since. */
  resume(invitationId: string, claim: ExternalClaim, now: Date): Promise<boolean>;
}

const MINE = `(${CLAIMED} AND (expiresAt > :now OR leaseUntil > :now))`;
const VISITED = `(expiresAt > :now AND visit.provider = :provider AND visit.#until > :now AND ${OPEN})`;

export class DynamoExternalClaimStore implements ExternalClaimStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  claim(invitationId: string, provider: string, claim: ExternalClaim, now: Date): Promise<boolean> {
    return this.#write(invitationId, claim, now, {
      condition: `${MINE} OR ${VISITED}`,
      names: { '#until': 'until' },
      values: { ':provider': provider },
    });
  }

  resume(invitationId: string, claim: ExternalClaim, now: Date): Promise<boolean> {
    return this.#write(invitationId, claim, now, { condition: MINE, names: {}, values: {} });
  }

  async #write(
    invitationId: string,
    { leaseUntil, ...claim }: ExternalClaim,
    now: Date,
    { condition, names, values }: ClaimCondition,
  ): Promise<boolean> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression:
            'SET claim = :claim, leaseKey = :leaseKey, leaseUntil = :leaseUntil REMOVE visit',
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#status': 'status', ...names },
          ExpressionAttributeValues: {
            ...OPEN_VALUES,
            ':claim': claim,
            ':claimId': claim.id,
            ':leaseKey': WORK_PARTITION,
            ':leaseUntil': leaseUntil,
            ':now': now.toISOString(),
            ...values,
          },
        }),
      ),
    );
    return written.done;
  }
}

/** A condition that allows a claim, with the names and values that it uses. */
interface ClaimCondition {
  readonly condition: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
}
