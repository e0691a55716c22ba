import type * as z from 'zod';
import { signInEmailIn } from '../customers/customer-resource.ts';
import { statusOf, type Contact } from '../customers/contact.ts';
import { statusAt, type InvitationSummary } from '../invitations/invitation.ts';
import type { Membership } from './membership.ts';
import type {
  colleagueResponse,
  meResponse,
  ownCustomerResponse,
  ownInvitationResponse,
} from './responses.ts';

/** Somebody of a customer, as that person sees themselves. */
export function toMeResource({
  contact,
  customer,
  tenant,
}: Membership): z.input<typeof meResponse> {
  const { id, role, email, firstName, lastName, jobTitle, phone, groups } = contact;
  return {
    ...{ id, role, email, firstName, lastName, jobTitle, phone, groups },
    ...signInEmailIn(contact),
    customer: { id: customer.id, name: customer.name },
    tenant: { name: tenant.name },
    version: contact.version,
    createdAt: contact.createdAt,
    updatedAt: contact.updatedAt,
  };
}

/**
 * A customer as its own people see it. Field by field, so that what is added to a customer some day is not shown here by
 * itself: notes, rank, plan and groups are the tenant's own business.
 */
export function toOwnCustomerResource({
  customer,
  tenant,
}: Pick<Membership, 'customer' | 'tenant'>): z.input<typeof ownCustomerResponse> {
  const { contacts, users, owners } = customer;
  return {
    id: customer.id,
    kind: customer.kind,
    name: customer.name,
    status: customer.status,
    email: customer.email,
    phone: customer.phone,
    taxId: customer.taxId,
    address: customer.address,
    website: customer.website,
    services: tenant.catalog.services
      .filter(({ id }) => customer.services.includes(id))
      .map(({ id, name }) => ({ id, name })),
    counts: { contacts, users, owners },
    version: customer.version,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
  };
}

/** Somebody of a customer, as their colleagues see them. */
export function toColleagueResource(contact: Contact): z.input<typeof colleagueResponse> {
  const { id, role, email, firstName, lastName, jobTitle, phone, groups } = contact;
  const { invitationId, removedAt, version, createdAt, updatedAt } = contact;
  return {
    ...{ id, status: statusOf(contact), role, email, firstName, lastName, jobTitle, phone, groups },
    ...signInEmailIn(contact),
    ...{ invitationId, removedAt, version, createdAt, updatedAt },
  };
}

/** An invitation as the owners of the company see it that it leads to: what the tenant notes about it is its own. */
export function toOwnInvitationResource(
  invitation: InvitationSummary,
  now: Date,
): z.input<typeof ownInvitationResponse> {
  const { id, email, delivery, role, groups, profile, locale, invitedBy } = invitation;
  const { expiresAt, createdAt, updatedAt, acceptedAt, declinedAt } = invitation;
  const { revokedAt, revokedBy } = invitation;
  const { status, updatedAt: since, reason, sends } = delivery;
  return {
    ...{ id, email, status: statusAt(invitation, now), role, groups, profile, locale, invitedBy },
    delivery: { status, updatedAt: since, reason, sends },
    ...{ expiresAt, createdAt, updatedAt, acceptedAt, declinedAt, revokedAt, revokedBy },
  };
}
