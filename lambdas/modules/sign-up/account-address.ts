import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { TokenKey } from '../invitations/token.ts';
import { CODE_TRIES, verifyCode } from '../invitations/verification-code.ts';
import type { Clock } from '../platform/clock.ts';
import { type EmailAddress, parseEmailAddress } from '../platform/email-address.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import type { Invitation, Verification } from '../records/invitation.ts';
import { fromInvitationItem, invitationKey } from '../records/invitation-item.ts';

/**
 * Returns the address for the account: the invited one, or a different one if the invitation allows it.
 *
 * @throws {FoyerError} `invalid_request` if `typed` is not an address, `email_mismatch` if the invitation does not
 * allow a different address
 */
export function accountAddress(
  invitation: Pick<Invitation, 'email' | 'address' | 'allowDifferentEmail'>,
  typed: string | undefined,
): EmailAddress {
  const invited = { shown: invitation.email, normalized: invitation.address };
  if (typed === undefined) return invited;
  const email = parseEmailAddress(typed);
  if ('problem' in email) throw invalidField('email', email.problem);
  if (email.normalized === invited.normalized) return invited;
  if (invitation.allowDifferentEmail) return email;
  throw new FoyerError(
    'email_mismatch',
    'This invitation is for a different email address. Sign up with the invited address.',
    { errors: [{ path: 'email', message: 'Use the invited email address.' }] },
  );
}

/**
 * Returns true if the link proves access to the mailbox of `address`. Only a link that was emailed to that address
 * does.
 */
export function provesMailbox(
  key: TokenKey,
  invitation: Pick<Invitation, 'address' | 'tokenHashes'>,
  address: string,
): boolean {
  return invitation.tokenHashes.has(key.hash) && address === invitation.address;
}

/** @throws {FoyerError} `invalid_request` (path `code`) unless `code` was emailed to `address` and is still valid. */
export async function requireCode(
  deps: { readonly verifications: VerificationStore; readonly clock: Clock },
  invitation: Invitation,
  address: string,
  code: string | undefined,
): Promise<void> {
  const asked = invitation.verification;
  if (code === undefined)
    throw invalidField('code', 'This address must be confirmed. Request a code and enter it here.');
  if (asked?.address !== address) throw invalidField('code', CODE_INVALID);
  const counted = await deps.verifications.countTry(invitation.id, asked.round, deps.clock.now());
  if (counted?.hash === undefined) throw invalidField('code', CODE_INVALID);
  const purpose = { invitationId: invitation.id, address, request: asked.round };
  if (!(await verifyCode(code, purpose, counted.hash)))
    throw invalidField('code', 'This code is incorrect. Enter the 8 digits from the latest email.');
}

const CODE_INVALID = 'This code is no longer valid. Request a new one.';

/** Codes that prove access to a mailbox. */
export interface VerificationStore {
  /** Requests a code. Returns `false` if another request was faster. The write triggers the email. */
  ask(invitation: Pick<Invitation, 'id' | 'verification'>, next: Verification): Promise<boolean>;
  /**
   * Counts an attempt before the code is checked, so that concurrent attempts cannot exceed the limit. Returns
   * `undefined` if no attempts are left.
   */
  countTry(invitationId: string, request: number, now: Date): Promise<Verification | undefined>;
}

/** Stores codes in the item of their invitation. */
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
