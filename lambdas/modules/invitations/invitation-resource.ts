import {
  type Invitation,
  type InvitationSummary,
  statusAt,
  type TimelineEntry,
} from '../records/invitation.ts';
import type { InvitationResponse, InvitationSummaryResponse } from './responses.ts';

/** Returns an invitation as it appears in API lists, without link hashes, the claim, and the record of sends. */
export function toSummaryResource(
  invitation: InvitationSummary,
  now: Date,
): InvitationSummaryResponse {
  const { delivery } = invitation;
  return {
    id: invitation.id,
    tenantId: invitation.tenantId,
    kind: invitation.kind,
    email: invitation.email,
    status: statusAt(invitation, now),
    delivery: {
      status: delivery.status,
      updatedAt: delivery.updatedAt,
      reason: delivery.reason,
      sends: delivery.sends,
    },
    company: invitation.company,
    phone: invitation.phone,
    rank: invitation.rank,
    customer: customerOf(invitation),
    role: invitation.role,
    applicationId: invitation.applicationId,
    groups: invitation.groups,
    profile: invitation.profile,
    editableFields: invitation.editableFields,
    allowDifferentEmail: invitation.allowDifferentEmail,
    locale: invitation.locale,
    redirectUrl: invitation.redirectUrl,
    metadata: invitation.metadata,
    expiresAt: invitation.expiresAt,
    createdAt: invitation.createdAt,
    updatedAt: invitation.updatedAt,
    invitedBy: invitation.invitedBy,
    acceptedAt: invitation.acceptedAt,
    acceptedUserId: invitation.acceptedUserId,
    acceptedEmail: invitation.acceptedEmail,
    declinedAt: invitation.declinedAt,
    revokedAt: invitation.revokedAt,
    revokedBy: invitation.revokedBy,
  };
}

/** Returns the customer that the invitee belongs to, if it already exists. */
function customerOf(invitation: InvitationSummary) {
  const { acceptedAt, existingCustomer, customerId, customerName, company } = invitation;
  if (acceptedAt === undefined && !existingCustomer) return undefined;
  return { id: customerId, name: customerName ?? company };
}

/** Returns a single invitation as it appears in the API, with its message and its timeline (oldest first). */
export function toResource(invitation: Invitation, now: Date): InvitationResponse {
  const timeline = invitation.timeline.map((entry) =>
    toEntry(entry.type === 'created' ? { ...entry, by: invitation.invitedBy } : entry),
  );
  return { ...toSummaryResource(invitation, now), message: invitation.message, timeline };
}

function toEntry({ at, type, by, detail }: TimelineEntry) {
  return { at, type, by, detail };
}
