import { requireChangeable } from '../invitations/changeable.ts';
import { isBeingAccepted, statusAt, type Invitation } from '../invitations/invitation.ts';
import { COUNTED_BEFORE } from '../invitations/quota-store.ts';
import { FoyerError } from '../platform/errors.ts';
import type { ActingDeps } from './bulk-chunk.ts';

/**
 * Stores that judge by what the table says and write nothing, so that a dry run goes through the same use cases as the
 * real action. Limits by the hour and by the address are not looked at: they depend on when the action takes place.
 */
export function trialActions(acting: ActingDeps): ActingDeps {
  const read = (invitationId: string) => acting.renewals.get(invitationId);
  return {
    ...acting,
    quotas: COUNTED_BEFORE,
    renewals: {
      get: read,
      renew: (seen) => {
        const delivery = { ...seen.delivery, sends: seen.delivery.sends + 1 };
        return Promise.resolve({ outcome: 'renewed', invitation: { ...seen, delivery } });
      },
    },
    invitations: {
      revoke: async ({ invitationId, tenantId, at }) => {
        const current = await read(invitationId);
        return current?.tenantId === tenantId && isChangeable(current, at)
          ? { changed: true, invitation: current }
          : { changed: false, current };
      },
    },
    eraser: {
      erase: async (tenantId, invitationId, now) => {
        const current = await read(invitationId);
        return current?.tenantId === tenantId && hasEnded(current, now)
          ? { erased: true }
          : { erased: false, current };
      },
    },
  };
}

function isChangeable(invitation: Invitation, now: Date): boolean {
  try {
    requireChangeable(invitation, now);
    return true;
  } catch (error) {
    if (error instanceof FoyerError) return false;
    throw error;
  }
}

function hasEnded(invitation: Invitation, now: Date): boolean {
  // A claim that died is settled by the reconciler, which needs the item.
  if (isBeingAccepted(invitation, now) || invitation.status === 'accepting') return false;
  return statusAt(invitation, now) !== 'pending';
}
