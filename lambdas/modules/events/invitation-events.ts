import * as z from 'zod/mini';

import { INVITATION_KINDS } from '../platform/form-fields.ts';
import {
  DELIVERY_STATUSES,
  idsOfAcceptance,
  type InvitationStatus,
  statusAt,
} from '../records/invitation.ts';
import { invitationIdOf } from '../records/invitation-item.ts';
import type { EventType } from './event-types.ts';

const hashes = z._default(z.set(z.string()), () => new Set<string>());

/** The attributes of an invitation that the outbox reads. It ignores all others. */
export const invitationImage = z.pipe(
  z.object({
    pk: z.string(),
    tenantId: z.string(),
    kind: z.enum(INVITATION_KINDS),
    status: z.enum(['pending', 'accepted', 'declined', 'revoked']),
    delivery: z.object({
      status: z.enum(DELIVERY_STATUSES),
      sends: z.number(),
      mail: z.optional(z.enum(['invitation', 'reminder'])),
      bulk: z.optional(z.boolean()),
    }),
    createdAt: z.string(),
    expiresAt: z.string(),
    expiredAt: z.optional(z.string()),
    updatedAt: z.string(),
    importId: z.optional(z.string()),
    offer: z._default(z.object({ customerId: z.optional(z.string()) }), {}),
    outcome: z._default(z.object({ acceptedUserId: z.optional(z.string()) }), {}),
    linkHashes: hashes,
    verification: z.optional(z.object({ round: z.number() })),
    timeline: z._default(z.array(z.object({ type: z.string() })), []),
  }),
  z.transform(({ pk, ...image }) => ({ ...image, id: invitationIdOf(pk) })),
);
export type InvitationImage = z.output<typeof invitationImage>;

/** Returns the events for a change to an invitation, in the order in which they happened. */
export function invitationEvents(
  after: InvitationImage,
  before: InvitationImage | undefined,
): EventType[] {
  if (before === undefined) return ['invitation.created'];
  const types: EventType[] = [];
  if (after.delivery.sends > before.delivery.sends) types.push(sendEvent(after));
  if (hasNewLink(after, before)) types.push('invitation.link_created');
  const end = endOf(after);
  if (end !== undefined && after.status !== before.status) types.push(end);
  if (after.expiredAt !== undefined && after.expiredAt !== before.expiredAt)
    types.push('invitation.expired');
  const statusChanged = after.delivery.status !== before.delivery.status;
  const delivery = statusChanged ? deliveryEvent(after) : undefined;
  if (delivery !== undefined) types.push(delivery);
  return types;
}

/** Returns the invitation as events show it. Claims are internal and are not shown. */
export function toEventInvitation(type: EventType, image: InvitationImage, time: string) {
  const { id, kind, delivery, importId, offer, outcome } = image;
  const status: InvitationStatus = statusAt(image, new Date(time));
  return {
    id,
    kind,
    status,
    delivery: delivery.status,
    ...(importId !== undefined && { importId }),
    ...(type === 'invitation.accepted' && {
      // Items omit values that can be derived from their own ID.
      customerId: offer.customerId ?? idsOfAcceptance(image).customerId,
      userId: outcome.acceptedUserId,
    }),
  };
}

/** Returns the event for an additional email. The newest relevant timeline entry indicates the reason. */
function sendEvent({ delivery, timeline }: InvitationImage): EventType {
  if (delivery.mail === 'reminder') return 'invitation.reminded';
  const reason = timeline.findLast(({ type }) => ['created', 'resent', 'renewed'].includes(type));
  return reason?.type === 'renewed' ? 'invitation.renewed' : 'invitation.resent';
}

function hasNewLink(after: InvitationImage, before: InvitationImage): boolean {
  return [...after.linkHashes].some((hash) => !before.linkHashes.has(hash));
}

function endOf({ status }: InvitationImage): EventType | undefined {
  return status === 'pending' ? undefined : `invitation.${status}`;
}

/**
 * Returns the event for the new delivery status. `queued` and `none` have no event of their own. They are covered by
 * the events for requesting the email and for the end of the invitation.
 */
function deliveryEvent({ delivery: { status } }: InvitationImage): EventType | undefined {
  return status === 'queued' || status === 'none' ? undefined : `invitation.delivery_${status}`;
}
