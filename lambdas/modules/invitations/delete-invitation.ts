import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { Principal } from '../http/principal.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { type Invitation, statusAt } from '../records/invitation.ts';
import { fromInvitationItem, invitationKey } from '../records/invitation-item.ts';
import { beingAccepted } from './invitation-guards.ts';
import { invitationNotFound } from './read-invitations.ts';

/** The outcome of a deletion. If it was rejected, `current` is the invitation at that time. */
export type DeleteOutcome =
  { readonly erased: true } | { readonly erased: false; readonly current: Invitation | undefined };

/** Deletes invitations that have ended. */
export class DynamoInvitationDeleter {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /**
   * Deletes an invitation conditionally. It uses a transaction so that a note can name the actor. The reconciler needs
   * the item until an interrupted acceptance is settled (`leaseKey`). The lock of the address stays: it contains a
   * digest and an ID, has no effect without its invitation, and is removed by TTL. With a `receipt`, that item is
   * written in the same transaction: 4 WRU instead of 1.
   */
  async erase(
    tenantId: string,
    invitationId: string,
    now: Date,
    receipt?: Record<string, unknown>,
  ): Promise<DeleteOutcome> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Delete: {
                TableName: this.#tableName,
                Key: invitationKey(invitationId),
                ConditionExpression:
                  'tenantId = :tenantId AND attribute_not_exists(leaseKey) AND ' +
                  '(#status IN (:accepted, :declined, :revoked) OR (#status = :pending AND expiresAt <= :now))',
                ExpressionAttributeNames: { '#status': 'status' },
                ExpressionAttributeValues: {
                  ':accepted': 'accepted',
                  ':declined': 'declined',
                  ':now': now.toISOString(),
                  ':pending': 'pending',
                  ':revoked': 'revoked',
                  ':tenantId': tenantId,
                },
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
            ...(receipt === undefined
              ? []
              : [{ Put: { TableName: this.#tableName, Item: receipt } }]),
          ],
        }),
      ),
    );
    if (written.done) return { erased: true };
    const item = written.refusals[0]?.item;
    return { erased: false, current: item === undefined ? undefined : fromInvitationItem(item) };
  }
}

export interface DeleteInvitationDeps {
  readonly eraser: Pick<DynamoInvitationDeleter, 'erase'>;
  readonly clock: Clock;
}

/**
 * Deletes an invitation that has ended, including all personal data in it, immediately. The account that it led to
 * stays. The `Idempotency-Key` that created it is also forgotten.
 *
 * @throws {FoyerError} `not_found`, `invitation_pending` while it can still be accepted, `acceptance_in_progress`
 */
export async function deleteInvitation(
  deps: DeleteInvitationDeps,
  { tenantId }: Principal,
  invitationId: string,
  receipt?: Record<string, unknown>,
): Promise<void> {
  const now = deps.clock.now();
  const result = await deps.eraser.erase(tenantId, invitationId, now, receipt);
  if (result.erased) return;
  if (result.current?.tenantId !== tenantId) throw invitationNotFound();
  if (statusAt(result.current, now) === 'pending' && result.current.status === 'pending')
    throw new FoyerError(
      'invitation_pending',
      'This invitation is still open. Revoke it before you delete it.',
    );
  throw beingAccepted(result.current, now);
}
