import * as z from 'zod';
import { TTL_ATTRIBUTE } from '../shared/table.ts';
import { lockKey, removalTime } from './invitation-item.ts';
import type { Invitation } from './invitation.ts';

/** Which invitation holds an address, and until when. */
export const lockSchema = z.object({ invitationId: z.string(), expiresAt: z.iso.datetime() });
export type AddressLock = z.infer<typeof lockSchema>;

/** The lock of an invitation's address as DynamoDB keeps it. */
export function toLockItem(invitation: Invitation): Record<string, unknown> {
  const lock: AddressLock = { invitationId: invitation.id, expiresAt: invitation.expiresAt };
  return {
    ...lockKey(invitation),
    ...lock,
    tenantId: invitation.tenantId,
    // Not at once: a submission that came in time may still be carried out.
    [TTL_ATTRIBUTE]: removalTime(invitation.expiresAt, 1),
  };
}
