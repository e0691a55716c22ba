import * as z from 'zod';
import { DAY, SECOND } from '../shared/clock.ts';
import { TTL_ATTRIBUTE } from '../shared/table.ts';
import { lockKey, removalTime } from './invitation-item.ts';
import { binds, type Invitation } from './invitation.ts';

/** Which invitation holds an address, and until when. */
export const lockSchema = z.object({ invitationId: z.string(), expiresAt: z.iso.datetime() });
export type AddressLock = z.infer<typeof lockSchema>;

/** On what terms a lock is taken. */
export interface LockTerms {
  /** The time of the request. */
  readonly at: Date;
  /** So many mails a day (UTC) an address gets from one tenant; the lock counts them. */
  readonly mailsPerRecipientPerDay: number;
  /** A lock that was found to bind nobody: it is taken over if it still is the same. */
  readonly stale?: AddressLock | undefined;
}

/**
 * Takes the lock of an invitation's address, as a part of a transaction. Refused while another invitation holds it,
 * and while the address has had its mails of the day. `renewing` also takes a lock whose time is up.
 */
export function takeLock(
  tableName: string,
  invitation: Invitation,
  { at, mailsPerRecipientPerDay, stale }: LockTerms,
  how: 'creating' | 'renewing',
) {
  const conditions = [
    'attribute_not_exists(pk)',
    ...(how === 'renewing' ? ['expiresAt <= :now', 'invitationId = :id'] : []),
    // Both: a resend keeps the invitation and moves the expiry.
    ...(stale === undefined ? [] : ['(invitationId = :staleId AND expiresAt = :staleExpiry)']),
  ];
  return {
    Update: {
      TableName: tableName,
      Key: lockKey(invitation),
      UpdateExpression:
        'SET invitationId = :id, expiresAt = :expiresAt, tenantId = :tenantId, #removeAt = :removeAt ' +
        'ADD #today :mails',
      ConditionExpression: `(${conditions.join(' OR ')}) AND (attribute_not_exists(#today) OR #today < :limit)`,
      ExpressionAttributeNames: { '#removeAt': TTL_ATTRIBUTE, '#today': counterOf(at) },
      ExpressionAttributeValues: {
        ':expiresAt': invitation.expiresAt,
        ':id': invitation.id,
        ':limit': mailsPerRecipientPerDay,
        ':mails': invitation.delivery.status === 'queued' ? 1 : 0,
        // Not at once: a submission that came in time may still be carried out.
        ':removeAt': removalTime(invitation.expiresAt, 1),
        ':tenantId': invitation.tenantId,
        ...(how === 'renewing' && { ':now': at.toISOString() }),
        ...(stale !== undefined && {
          ':staleId': stale.invitationId,
          ':staleExpiry': stale.expiresAt,
        }),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  };
}

/** How a lock keeps an invitation out: another one holds the address, or it has had its mails of the day. */
export type LockedOut =
  { readonly outcome: 'locked'; readonly lock: AddressLock } | { readonly outcome: 'flooded' };

/** What a lock, as it lies there, does to an invitation that is to be made: `undefined` when it can be taken over. */
export function keptOut(
  item: Record<string, unknown> | undefined,
  terms: LockTerms,
): LockedOut | undefined {
  const lock = lockSchema.parse(item);
  const { stale } = terms;
  const ours = lock.invitationId === stale?.invitationId && lock.expiresAt === stale.expiresAt;
  if (!ours) return { outcome: 'locked', lock };
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

/** Whether it was the mails of the day that kept the lock from being taken. */
export function isFloodGuard(
  item: Record<string, unknown> | undefined,
  { at, mailsPerRecipientPerDay }: LockTerms,
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
