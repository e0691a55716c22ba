import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { fromInvitationItem, invitationKey } from '../invitations/invitation-item.ts';
import type { Invitation, Verification } from '../invitations/invitation.ts';
import { CODE_TRIES } from '../invitations/verification-code.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';

/** Codes that prove a mailbox, as the invited ask for them and try them. */
export interface VerificationStore {
  /** Asks for a code; `false` when another request was faster. The mail follows from the write. */
  ask(invitation: Pick<Invitation, 'id' | 'verification'>, next: Verification): Promise<boolean>;
  /** Counts a try before it is judged, so that many at once are no more tries; `undefined` when none is left. */
  countTry(invitationId: string, request: number, now: Date): Promise<Verification | undefined>;
}

/** Codes in the item of their invitation. */
export class DynamoVerificationStore implements VerificationStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async ask(
    { id, verification }: Pick<Invitation, 'id' | 'verification'>,
    next: Verification,
  ): Promise<boolean> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(id),
          UpdateExpression: 'SET verification = :next',
          ConditionExpression:
            'attribute_exists(pk) AND ' +
            (verification === undefined
              ? 'attribute_not_exists(verification)'
              : 'verification.round = :seen'),
          ExpressionAttributeValues: {
            ':next': next,
            ...(verification !== undefined && { ':seen': verification.round }),
          },
        }),
      ),
    );
    return written.done;
  }

  async countTry(
    invitationId: string,
    request: number,
    now: Date,
  ): Promise<Verification | undefined> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression: 'SET verification.attempts = verification.attempts + :one',
          ConditionExpression:
            'verification.round = :request AND verification.attempts < :tries AND verification.#until > :now',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: {
            ':now': now.toISOString(),
            ':one': 1,
            ':request': request,
            ':tries': CODE_TRIES,
          },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return written.done
      ? fromInvitationItem(written.output.Attributes ?? {}).verification
      : undefined;
  }
}
