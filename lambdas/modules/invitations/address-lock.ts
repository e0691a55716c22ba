import * as z from 'zod/mini';

import type { TransactItem } from '../dynamodb/conditional-write.ts';
import { DAY, SECOND } from '../platform/clock.ts';
import * as stored from '../platform/stored.ts';
import { binds, DEFAULT_APPLICATION, type Invitation } from '../records/invitation.ts';
import { lockKey, removalTime } from '../records/invitation-item.ts';
import { TTL_ATTRIBUTE } from '../records/table.ts';

/** The invitation that holds an address, and the time until which it does. */
export const lockSchema = z.object({ invitationId: stored.text, expiresAt: stored.time });
export type AddressLock = z.infer<typeof lockSchema>;

/** The recipient of an email, and the tenant that sends it. */
export type Recipient = Pick<Invitation, 'tenantId' | 'address'>;

/** The terms on which an email is counted. */
export interface CountTerms {
  /** The time of the request. */
  readonly at: Date;
  /** The maximum number of emails of all kinds from one tenant to one address per day (UTC). */
  readonly mailsPerRecipientPerDay: number;
}

/** The terms on which a lock is taken. */
export interface LockTerms extends CountTerms {
  /** A lock that is no longer binding. It is taken over if it has not changed since it was read. */
  readonly stale?: AddressLock | undefined;
}

/**
 * Returns the key of the item that counts all emails to an address: the lock of its invitations without an application.
 * Counting costs nothing if that lock is written anyway, and the item can exist without locking anything.
 */
export function countKey({ tenantId, address }: Recipient): { pk: string; sk: string } {
  return lockKey({ tenantId, address, applicationId: DEFAULT_APPLICATION });
}

/**
 * Takes the lock of an invitation's address and counts its email, as parts of a transaction: one part, or two if the
 * invitation is for an application and is emailed. Fails if another invitation holds the lock, or if the address has
 * reached its daily maximum of emails. `renewing` also takes an expired lock.
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
        // A day later, because a submission that was made in time can still be in progress.
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
 * Counts one email, as an update of its own or as part of a transaction. Fails if the address has reached its daily
 * maximum.
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
    // outlives its own day.
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

/** Takes one email off the count of its day, if that count still exists. */
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
 * Returns whether the invitation that a lock refers to blocks another one: it must be binding and have the same
 * address. After a deletion, an `Idempotency-Key` that is reused can create an invitation with the same ID for another
 * address.
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

/** Returns the attribute that counts the emails of a day. A condition can compare it, and nothing has to reset it. */
function counterOf(at: Date): string {
  return `mails${at.toISOString().slice(0, 10).replaceAll('-', '')}`;
}
