import * as z from 'zod';

import type { TransactItem } from '../dynamodb/conditional-write.ts';
import { DAY, SECOND } from '../platform/clock.ts';
import { binds, DEFAULT_APPLICATION, type Invitation } from '../records/invitation.ts';
import { lockKey, removalTime } from '../records/invitation-item.ts';
import { TTL_ATTRIBUTE } from '../records/table.ts';

/** Which invitation holds an address, and until when. */
export const lockSchema = z.object({ invitationId: z.string(), expiresAt: z.iso.datetime() });
export type AddressLock = z.infer<typeof lockSchema>;

/** The recipient of a mail, and the tenant that sends it. */
export type Recipient = Pick<Invitation, 'tenantId' | 'address'>;

/** On what terms a mail is counted. */
export interface CountTerms {
  /** The time of the request. */
  readonly at: Date;
  /** So many mails of every kind a day (UTC) an address gets from one tenant. */
  readonly mailsPerRecipientPerDay: number;
}

/** On what terms a lock is taken. */
export interface LockTerms extends CountTerms {
  /** A lock that was found to bind nobody: it is taken over if it still is the same. */
  readonly stale?: AddressLock | undefined;
}

/**
 * The key of the item that counts all mails to an address: the lock of its invitations without an application. Counting
 * costs nothing where that lock is written anyway, and the item can exist without locking anything.
 */
export function countKey({ tenantId, address }: Recipient): { pk: string; sk: string } {
  return lockKey({ tenantId, address, applicationId: DEFAULT_APPLICATION });
}

/**
 * Takes the lock of an invitation's address and counts its mail, as parts of a transaction: one, or where the invitation is
 * for an application and is mailed, two. Refused while another invitation holds the lock, and while the address has had its
 * mails of the day. `renewing` also takes a lock whose time is up.
 */
export function takeLock(
  tableName: string,
  invitation: Invitation,
  terms: LockTerms,
  how: 'creating' | 'renewing',
): TransactItem[] {
  const { at, mailsPerRecipientPerDay, stale } = terms;
  const mailed = invitation.delivery.status === 'queued';
  const countsHere = mailed && countKey(invitation).pk === lockKey(invitation).pk;
  const conditions = [
    'attribute_not_exists(invitationId)',
    ...(how === 'renewing' ? ['expiresAt <= :now', 'invitationId = :id'] : []),
    // Both: a resend keeps the invitation and moves the expiry.
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
        // Not at once: a submission that came in time may still be carried out.
        ':removeAt': removalTime(invitation.expiresAt, 1),
        ':tenantId': invitation.tenantId,
        ...(countsHere && { ':limit': mailsPerRecipientPerDay, ':one': 1 }),
        ...(how === 'renewing' && { ':now': at.toISOString() }),
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

/** Counts one mail to somebody: an update of its own, or a part of a transaction. Refused when the day has had its mails. */
export function countedMail(
  tableName: string,
  recipient: Recipient,
  { at, mailsPerRecipientPerDay }: CountTerms,
) {
  return {
    TableName: tableName,
    Key: countKey(recipient),
    // The item may be a lock, which is kept longer: each mail keeps it for one more day, and so until its own day is over.
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

/** Takes one mail off the count of its day again, where that is still there. */
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

/** How a lock keeps an invitation out: another one holds the address, or it has had its mails of the day. */
export type LockedOut =
  { readonly outcome: 'locked'; readonly lock: AddressLock } | { readonly outcome: 'flooded' };

/** The lock in an item, unless that only counts mails. */
export function lockIn(item: Record<string, unknown> | undefined): AddressLock | undefined {
  return item?.['invitationId'] === undefined ? undefined : lockSchema.parse(item);
}

/** What a lock, as it lies there, does to an invitation that is to be made: `undefined` when it can be taken over. */
export function keptOut(
  item: Record<string, unknown> | undefined,
  terms: LockTerms,
): LockedOut | undefined {
  const lock = lockIn(item);
  const { stale } = terms;
  const ours = lock?.invitationId === stale?.invitationId && lock?.expiresAt === stale?.expiresAt;
  if (lock !== undefined && !ours) return { outcome: 'locked', lock };
  return isFloodGuard(item, terms) ? { outcome: 'flooded' } : undefined;
}

/**
 * Whether the invitation that a lock names keeps another one out: it binds, and the same address. After an erasure, an
 * `Idempotency-Key` that is used again can make one of the same id for another address.
 */
export function keepsOut(holder: Invitation | undefined, wanted: Invitation, now: Date): boolean {
  if (holder === undefined || lockKey(holder).pk !== lockKey(wanted).pk) return false;
  return binds(holder, now);
}

/** Tells whether an item has counted all mails that its address may get on this day. */
export function isFloodGuard(
  item: Record<string, unknown> | undefined,
  { at, mailsPerRecipientPerDay }: CountTerms,
): boolean {
  const sent = item?.[counterOf(at)];
  return typeof sent === 'number' && sent >= mailsPerRecipientPerDay;
}

/** When an address may be written to again, in seconds from `at`: when the day (UTC) is over. */
export function secondsLeftOfDay(at: Date): number {
  return Math.ceil((DAY - (at.getTime() % DAY)) / SECOND);
}

/** An attribute for each day: a condition can compare it, and nobody has to set it back. */
function counterOf(at: Date): string {
  return `mails${at.toISOString().slice(0, 10).replaceAll('-', '')}`;
}
