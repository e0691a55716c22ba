import * as z from 'zod/mini';

import type { TransactItem } from '../dynamodb/conditional-write.ts';
import { DAY, SECOND } from '../platform/clock.ts';
import * as stored from '../platform/stored.ts';
import { binds, DEFAULT_APPLICATION, type Invitation } from '../records/invitation.ts';
import { lockKey, removalTime } from '../records/invitation-item.ts';
import { TTL_ATTRIBUTE } from '../records/table.ts';

/** An address lock: the invitation that holds the address, and the time at which the lock expires. */
export const lockSchema = z.object({ invitationId: stored.text, expiresAt: stored.time });
export type AddressLock = z.infer<typeof lockSchema>;

/** The recipient of an email, and the tenant that sends it. */
export type Recipient = Pick<Invitation, 'tenantId' | 'address'>;

/** The parameters for counting an email. */
export interface CountTerms {
  /** The time of the request. */
  readonly at: Date;
  /** The maximum number of emails of all kinds from one tenant to one address per day (UTC). */
  readonly mailsPerRecipientPerDay: number;
}

/** The parameters for taking a lock. */
export interface LockTerms extends CountTerms {
  /** A stale lock. It is taken over unless it has changed since it was read. */
  readonly stale?: AddressLock | undefined;
}

/**
 * Returns the key of the item that counts all emails to an address: the lock of its invitations without an application.
 * If that lock is written anyway, counting adds no cost. The item can also exist without locking anything.
 */
export function countKey({ tenantId, address }: Recipient): { pk: string; sk: string } {
  return lockKey({ tenantId, address, applicationId: DEFAULT_APPLICATION });
}

/**
 * Returns the transaction items that lock an invitation's address and count its email: one item, or two if the
 * invitation is for an application and is emailed. The transaction fails if another invitation holds the lock, or if
 * the address has reached its daily maximum of emails. `renewing` also takes an expired lock.
 */
export function takeLock(
  tableName: string,
  invitation: Invitation,
  terms: LockTerms,
  mode: 'creating' | 'renewing',
): TransactItem[] {
  const { at, mailsPerRecipientPerDay, stale } = terms;
  const mailed = invitation.delivery.status === 'queued';
  const countsHere = mailed && countKey(invitation).pk === lockKey(invitation).pk;
  const conditions = [
    'attribute_not_exists(invitationId)',
    ...(mode === 'renewing' ? ['expiresAt <= :now', 'invitationId = :id'] : []),
    // Both attributes, because a resend keeps the invitation and changes the expiry.
    ...(stale === undefined ? [] : ['(invitationId = :staleId AND expiresAt = :staleExpiry)']),
  ];
  const lock = {
    Update: {
      TableName: tableName,
      Key: lockKey(invitation),
      UpdateExpression:
        'SET invitationId = :id, expiresAt = :expiresAt, tenantId = :tenantId, #removeAt = :removeAt' +
        (countsHere ? ' ADD #today :one' : ''),
      ConditionExpression: `(${conditions.join(' OR ')})${countsHere ? ` AND ${FEWER}` : ''}`,
      ExpressionAttributeNames: {
        '#removeAt': TTL_ATTRIBUTE,
        ...(countsHere && { '#today': counterOf(at) }),
      },
      ExpressionAttributeValues: {
        ':expiresAt': invitation.expiresAt,
        ':id': invitation.id,
        // Add a day, because a form that was submitted just before the expiry can still be in progress.
        ':removeAt': removalTime(invitation.expiresAt, 1),
        ':tenantId': invitation.tenantId,
        ...(countsHere && { ':limit': mailsPerRecipientPerDay, ':one': 1 }),
        ...(mode === 'renewing' && { ':now': at.toISOString() }),
        ...(stale !== undefined && {
          ':staleId': stale.invitationId,
          ':staleExpiry': stale.expiresAt,
        }),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  };
  if (!mailed || countsHere) return [lock];
  return [lock, { Update: countedMail(tableName, invitation, terms) }];
}

const FEWER = '(attribute_not_exists(#today) OR #today < :limit)';

/**
 * Returns the update that counts one email, for use on its own or in a transaction. The update fails if the address has
 * reached its daily maximum.
 */
export function countedMail(
  tableName: string,
  recipient: Recipient,
  { at, mailsPerRecipientPerDay }: CountTerms,
) {
  return {
    TableName: tableName,
    Key: countKey(recipient),
    // The item may be a lock, which is kept longer. Each email extends the retention by a day, so that the count
    // outlives the day that it covers.
    UpdateExpression:
      'ADD #today :one SET tenantId = :tenantId, #removeAt = if_not_exists(#removeAt, :now) + :day',
    ConditionExpression: FEWER,
    ExpressionAttributeNames: { '#removeAt': TTL_ATTRIBUTE, '#today': counterOf(at) },
    ExpressionAttributeValues: {
      ':day': DAY / SECOND,
      ':limit': mailsPerRecipientPerDay,
      ':now': Math.ceil(at.getTime() / SECOND),
      ':one': 1,
      ':tenantId': recipient.tenantId,
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}

/** Returns the update that subtracts one email from that day's count, if the count still exists. */
export function uncountedMail(tableName: string, recipient: Recipient, at: Date) {
  return {
    TableName: tableName,
    Key: countKey(recipient),
    UpdateExpression: 'ADD #today :less',
    ConditionExpression: '#today > :none',
    ExpressionAttributeNames: { '#today': counterOf(at) },
    ExpressionAttributeValues: { ':less': -1, ':none': 0 },
  };
}

/**
 * The reason why a lock blocks an invitation: another invitation holds the address, or the address has reached its
 * daily maximum of emails.
 */
export type LockedOut =
  { readonly outcome: 'locked'; readonly lock: AddressLock } | { readonly outcome: 'flooded' };

/** Returns the lock in an item, or `undefined` if the item only counts emails. */
export function lockIn(item: Record<string, unknown> | undefined): AddressLock | undefined {
  return item?.['invitationId'] === undefined ? undefined : lockSchema.parse(item);
}

/** Returns the reason why the current lock blocks a new invitation, or `undefined` if the lock can be taken over. */
export function keptOut(
  item: Record<string, unknown> | undefined,
  terms: LockTerms,
): LockedOut | undefined {
  const lock = lockIn(item);
  const { stale } = terms;
  const ours = lock?.invitationId === stale?.invitationId && lock?.expiresAt === stale?.expiresAt;
  if (lock !== undefined && !ours) return { outcome: 'locked', lock };
  return isDailyLimit(item, terms) ? { outcome: 'flooded' } : undefined;
}

/**
 * Returns whether the invitation that a lock refers to blocks another one. It does if it is still binding and has the
 * same address. After a deletion, reusing an `Idempotency-Key` can create an invitation that has the same ID but
 * another address.
 */
export function keepsOut(holder: Invitation | undefined, wanted: Invitation, now: Date): boolean {
  if (holder === undefined || lockKey(holder).pk !== lockKey(wanted).pk) return false;
  return binds(holder, now);
}

/** Returns whether an address has reached its daily maximum of emails, according to the item that counts them. */
export function isDailyLimit(
  item: Record<string, unknown> | undefined,
  { at, mailsPerRecipientPerDay }: CountTerms,
): boolean {
  const sent = item?.[counterOf(at)];
  return typeof sent === 'number' && sent >= mailsPerRecipientPerDay;
}

/** Returns the number of seconds from `at` until the address can receive emails again: the end of the day (UTC). */
export function secondsLeftOfDay(at: Date): number {
  return Math.ceil((DAY - (at.getTime() % DAY)) / SECOND);
}

/** Returns the attribute that counts a day's emails. A condition can compare the count, and nothing has to reset it. */
function counterOf(at: Date): string {
  return `mails${at.toISOString().slice(0, 10).replaceAll('-', '')}`;
}
