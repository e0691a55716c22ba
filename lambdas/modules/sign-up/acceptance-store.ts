import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import { activateContact, joinCustomer, readCustomerToJoin } from '../customers/join-customer.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { TokenKey } from '../invitations/token.ts';
import { FoyerError } from '../platform/errors.ts';
import { toContactItem } from '../records/contact.ts';
import { toCustomerItem } from '../records/customer-item.ts';
import type { Claim, Invitation, TimelineEntry } from '../records/invitation.ts';
import {
  CLAIMED,
  fromInvitationItem,
  invitationKey,
  type InvitationOutcome,
  OPEN,
  OPEN_KEYS,
  OPEN_VALUES,
  readInvitation,
  statusPartition,
  toTimelineItems,
} from '../records/invitation-item.ts';
import { WORK_PARTITION } from '../records/table.ts';
import type { NewRecords } from './new-customer.ts';

/** The outcome of a claim: held, or rejected because of the current state of the invitation. */
export type ClaimOutcome =
  | { readonly claimed: true; readonly invitation: Invitation }
  | { readonly claimed: false; readonly current: Invitation | undefined };

/** The records that one transaction writes when an invitation is accepted. */
export interface Completion {
  readonly invitation: Invitation;
  readonly claimId: string;
  readonly records: NewRecords;
  readonly at: Date;
}

/**
 * The outcome of a completion. `not_held`: the claim is no longer held. `no_customer`: the customer to join, or the
 * contact that the invitation is for, no longer exists.
 */
export type CompletionOutcome = 'completed' | 'not_held' | 'no_customer';

/** Reads and writes invitations while they are being accepted. */
export interface AcceptanceStore {
  get(invitationId: string): Promise<Invitation | undefined>;
  claim(key: TokenKey, claim: Claim, now: Date): Promise<ClaimOutcome>;
  hold(invitationId: string, claim: Claim, now: Date): Promise<boolean>;
  release(
    invitationId: string,
    claimId: string,
    now: Date,
    left: 'nothing' | 'perhaps_a_user',
  ): Promise<void>;
  complete(completion: Completion): Promise<CompletionOutcome>;
}

/** The maximum number of attempts: far more than the number of people who join one customer at the same time. */
const JOIN_ATTEMPTS = 10;

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Sets a claim and adds the invitation to the index of open claims. */
const SET_CLAIM = 'SET claim = :claim, leaseKey = :leaseKey, leaseUntil = :leaseUntil';

function claimValues(claim: Claim) {
  return {
    ':claim': { ...claim, leaseUntil: undefined },
    ':leaseKey': WORK_PARTITION,
    ':leaseUntil': claim.leaseUntil,
  };
}

export class DynamoAcceptanceStore implements AcceptanceStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  get(invitationId: string): Promise<Invitation | undefined> {
    return readInvitation(this.#client, this.#tableName, invitationId);
  }

  /**
   * Claims the right to finish a submission, with one conditional write, so that only one of several callers succeeds.
   */
  async claim(key: TokenKey, claim: Claim, now: Date): Promise<ClaimOutcome> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(key.invitationId),
          UpdateExpression: SET_CLAIM,
          // The claim of a crashed function ends with its lease; a retry of the same submission resumes it immediately.
          // TTL does not delete items on time, so the condition checks the expiry.
          ConditionExpression:
            '(contains(tokenHashes, :hash) OR contains(linkHashes, :hash)) AND (' +
            `(expiresAt > :now AND ${OPEN}) OR (${CLAIMED} AND (expiresAt > :now OR leaseUntil > :now)))`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ...OPEN_VALUES,
            ...claimValues(claim),
            ':claimId': claim.id,
            ':hash': key.hash,
            ':now': now.toISOString(),
          },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    if (written.done)
      return { claimed: true, invitation: fromInvitationItem(written.output.Attributes ?? {}) };
    const item = written.refusals[0]?.item;
    return { claimed: false, current: item === undefined ? undefined : fromInvitationItem(item) };
  }

  /**
   * Claims an invitation without a link, so that nobody can accept it. Returns `false` if an acceptance is in progress.
   * Does not check the expiry, so that an expired invitation that is resent in the meantime is also held.
   */
  async hold(invitationId: string, claim: Claim, now: Date): Promise<boolean> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression: SET_CLAIM,
          ConditionExpression: OPEN,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ...OPEN_VALUES,
            ...claimValues(claim),
            ':now': now.toISOString(),
          },
        }),
      ),
    );
    return written.done;
  }

  /**
   * Releases a claim, so that a corrected submission does not have to wait for the end of the lease. If a user may be
   * left, the invitation stays in the index of open claims, so that the reconciler removes the user if the invitee does
   * not try again.
   */
  async release(
    invitationId: string,
    claimId: string,
    now: Date,
    left: 'nothing' | 'perhaps_a_user',
  ): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression:
            'SET updatedAt = :now REMOVE claim' +
            (left === 'nothing' ? ', leaseKey, leaseUntil' : ''),
          ConditionExpression: CLAIMED,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ...OPEN_VALUES,
            ':claimId': claimId,
            ':now': now.toISOString(),
          },
        }),
      ),
    );
  }

  /** Writes the accepted invitation, the customer, and the contact in one transaction, all or nothing. */
  async complete(completion: Completion): Promise<CompletionOutcome> {
    const { invitation, records } = completion;
    if (records.customer !== undefined) {
      const customer: TransactItem = {
        Put: {
          TableName: this.#tableName,
          Item: toCustomerItem(records.customer),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      };
      return (await this.#write(completion, customer)).done ? 'completed' : 'not_held';
    }
    for (let attempt = 1; ; attempt++) {
      const current = await readCustomerToJoin(this.#client, this.#tableName, invitation);
      if (current === undefined) return 'no_customer';
      const written = await this.#write(
        completion,
        joinCustomer(this.#tableName, invitation, current, records),
      );
      if (written.done) return 'completed';
      const [claimRefusal, customerRefusal, contactRefusal] = written.refusals;
      if (claimRefusal !== undefined) return 'not_held';
      // The contact was removed in the meantime.
      if (contactRefusal !== undefined) return 'no_customer';
      if (customerRefusal === undefined) return 'not_held';
      // Colleagues who sign up at the same time change the same customer, so the condition fails for all but one.
      if (attempt === JOIN_ATTEMPTS) throw tooBusy();
    }
  }

  #write({ invitation, claimId, records, at }: Completion, customer: TransactItem) {
    return writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            this.#accept(invitation, claimId, records, at),
            customer,
            invitation.existingContact
              ? activateContact(this.#tableName, records.contact)
              : {
                  Put: {
                    TableName: this.#tableName,
                    Item: toContactItem(records.contact),
                    ConditionExpression: 'attribute_not_exists(pk)',
                  },
                },
          ],
        }),
      ),
    );
  }

  #accept(
    invitation: Invitation,
    claimId: string,
    { customer, contact }: NewRecords,
    at: Date,
  ): TransactItem {
    const now = at.toISOString();
    const entry: TimelineEntry = { at: now, type: 'accepted' };
    return {
      Update: {
        TableName: this.#tableName,
        Key: invitationKey(invitation.id),
        UpdateExpression:
          'SET #status = :accepted, outcome = :outcome, updatedAt = :now, statusKey = :statusKey, ' +
          'claim = :claim, timeline = list_append(timeline, :entries) ' +
          `REMOVE sending, visit, leaseKey, leaseUntil, ${OPEN_KEYS}`,
        ConditionExpression: CLAIMED,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ...OPEN_VALUES,
          ':accepted': 'accepted',
          // Keep the ID of the claim to recognize a retry of the same submission, but do not keep the form data.
          ':claim': { id: claimId },
          ':claimId': claimId,
          ':entries': toTimelineItems([entry]),
          ':now': now,
          ':outcome': {
            acceptedAt: now,
            acceptedUserId: contact.userId,
            // Most customers keep the name from the invitation, which is not stored twice.
            customerName: customer?.name === invitation.company ? undefined : customer?.name,
            acceptedEmail: contact.email === invitation.email ? undefined : contact.email,
          } satisfies InvitationOutcome,
          ':statusKey': statusPartition(invitation.tenantId, 'accepted'),
        },
      },
    };
  }
}

function tooBusy(): FoyerError {
  return new FoyerError(
    'temporarily_unavailable',
    'Other people are joining this customer at the same time. Try again.',
    { retryAfterSeconds: 1 },
  );
}
