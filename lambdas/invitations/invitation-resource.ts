import type { InvitationResponse, InvitationSummaryResponse } from './responses.ts';
import { statusAt, type Invitation, type InvitationSummary } from './invitation.ts';

/** An invitation as the API shows it in a list: no hash of a link, no claim, no bookkeeping of sends. */
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
    customer:
      invitation.acceptedAt === undefined
        ? undefined
        : { id: invitation.customerId, name: invitation.customerName ?? invitation.company },
    role: invitation.role,
    applicationId: invitation.applicationId,
    groups: invitation.groups,
    profile: invitation.profile,
    editableFields: invitation.editableFields,
    allowDifferentEmail: invitation.allowDifferentEmail,
    locale: invitation.locale,
    metadata: invitation.metadata,
    expiresAt: invitation.expiresAt,
    createdAt: invitation.createdAt,
    updatedAt: invitation.updatedAt,
    invitedBy: invitation.invitedBy,
    acceptedAt: invitation.acceptedAt,
    acceptedUserId: invitation.acceptedUserId,
    declinedAt: invitation.declinedAt,
    revokedAt: invitation.revokedAt,
    revokedBy: invitation.revokedBy,
  };
}

/** An invitation as the API shows it on its own: with its message, and its timeline, oldest first. */
export function toResource(invitation: Invitation, now: Date): InvitationResponse {
  const timeline = invitation.timeline.map((entry) =>
    entry.type === 'created' ? { ...entry, by: invitation.invitedBy } : entry,
  );
  return { ...toSummaryResource(invitation, now), message: invitation.message, timeline };
}
