import type * as z from 'zod/mini';

import { signInEmailIn } from '../modules/customers/customer-resource.ts';
import type { Operations } from '../modules/http/api.ts';
import { entityTag } from '../modules/http/entity-tag.ts';
import { type ListDeps, listInvitations } from '../modules/invitations/read-invitations.ts';
import { revokeInvitation } from '../modules/invitations/revoke-invitation.ts';
import { type Contact, contactStatusOf } from '../modules/records/contact.ts';
import {
  type Invitation,
  type InvitationSummary,
  statusAt,
} from '../modules/records/invitation.ts';
import {
  type ColleagueDeps,
  createColleague,
  deleteColleague,
  inviteColleague,
  listColleagues,
  requireOwnership,
  requireOwnInvitation,
  resendToColleague,
  updateColleague,
} from '../modules/self-service/colleagues.ts';
import { type CurrentMember, requireCurrentMember } from '../modules/self-service/membership.ts';
import type {
  colleagueResponse,
  meResponse,
  ownCustomerResponse,
  ownInvitationResponse,
  selfServiceReference,
} from '../modules/self-service/responses.ts';
import type { selfServiceRoutes } from '../modules/self-service/routes.ts';
import {
  type ChangeOwnDeps,
  updateMe,
  updateMyCustomer,
} from '../modules/self-service/update-me.ts';

/** Returns a contact of a customer as that person sees it. */
function toMeResource({ contact, customer, tenant }: CurrentMember): z.input<typeof meResponse> {
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
 * Returns a customer as its own contacts see it. Copies each field explicitly, so that a field that is added to
 * customers later is not exposed automatically: notes, rank, plan, and groups are internal to the tenant.
 */
function toOwnCustomerResource({
  customer,
  tenant,
}: Pick<CurrentMember, 'customer' | 'tenant'>): z.input<typeof ownCustomerResponse> {
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

/** Returns a contact of a customer as colleagues see it. */
function toColleagueResource(contact: Contact): z.input<typeof colleagueResponse> {
  const { id, role, email, firstName, lastName, jobTitle, phone, groups } = contact;
  const { invitationId, removedAt, version, createdAt, updatedAt } = contact;
  return {
    ...{
      id,
      status: contactStatusOf(contact),
      role,
      email,
      firstName,
      lastName,
      jobTitle,
      phone,
      groups,
    },
    ...signInEmailIn(contact),
    ...{ invitationId, removedAt, version, createdAt, updatedAt },
  };
}

/** Returns an invitation as the owners of its company see it, without the tenant's internal fields. */
function toOwnInvitationResource(
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

type ColleagueOperationDeps = ColleagueDeps & ListDeps;

type ColleagueOperation =
  | 'listColleagues'
  | 'createColleague'
  | 'updateColleague'
  | 'deleteColleague'
  | 'inviteColleague'
  | 'listMyCustomerInvitations'
  | 'resendMyCustomerInvitation'
  | 'revokeMyCustomerInvitation';

/** Returns the operations on colleagues and their invitations. */
function colleagueOperations(
  deps: ColleagueOperationDeps,
): Pick<Operations<typeof selfServiceRoutes, typeof selfServiceReference>, ColleagueOperation> {
  const invitationResource = (invitation: Invitation) =>
    toOwnInvitationResource(invitation, deps.clock.now());
  return {
    async listColleagues({ principal, query }) {
      const { rows, nextCursor } = await listColleagues(deps, principal, query);
      return { status: 200, body: { data: rows.map(toColleagueResource), nextCursor } };
    },
    async createColleague({ principal, body, idempotencyKey }) {
      const contact = await createColleague(deps, principal, body, idempotencyKey);
      return { status: 201, ...colleagueResult(contact) };
    },
    async updateColleague({ principal, params, body, ifMatch }) {
      const command = { principal, contactId: params['contactId'] ?? '', ifMatch };
      return { status: 200, ...colleagueResult(await updateColleague(deps, command, body)) };
    },
    async deleteColleague({ principal, params, ifMatch }) {
      await deleteColleague(deps, { principal, contactId: params['contactId'] ?? '', ifMatch });
      return { status: 204 };
    },
    async inviteColleague({ principal, body, idempotencyKey }) {
      const { invitation, resent } = await inviteColleague(deps, principal, body, idempotencyKey);
      return { status: resent ? 200 : 201, body: invitationResource(invitation) };
    },
    async listMyCustomerInvitations({ principal, query: { status, order, limit, cursor } }) {
      const { customer } = await requireOwnership(deps, principal);
      const { rows, nextCursor } = await listInvitations(deps, {
        tenantId: principal.tenantId,
        filters: { customerId: customer.id, status },
        ...{ order, limit, cursor },
      });
      const at = deps.clock.now();
      const data = rows.map((row) => toOwnInvitationResource(row, at));
      return { status: 200, body: { data, nextCursor } };
    },
    async resendMyCustomerInvitation({ principal, id }) {
      return {
        status: 200,
        body: invitationResource(await resendToColleague(deps, principal, id)),
      };
    },
    async revokeMyCustomerInvitation({ principal, id }) {
      const { by } = await requireOwnInvitation(deps, principal, id);
      return {
        status: 200,
        body: invitationResource(await revokeInvitation(deps, by.principal, id)),
      };
    },
  };
}

function colleagueResult(contact: Contact) {
  return { headers: { etag: entityTag(contact) }, body: toColleagueResource(contact) };
}

export type SelfServiceDeps = ChangeOwnDeps & ColleagueOperationDeps;

/** Returns the self-service operations. Each reads the caller's records again and checks that the caller has access. */
export function selfServiceOperations(
  deps: SelfServiceDeps,
): Operations<typeof selfServiceRoutes, typeof selfServiceReference> {
  return {
    ...colleagueOperations(deps),
    async getMe({ principal }) {
      return meResult(await requireCurrentMember(deps, principal));
    },
    async updateMe({ principal, body, ifMatch }) {
      return meResult(await updateMe(deps, { principal, change: body, ifMatch }));
    },
    async getMyCustomer({ principal }) {
      return customerResult(await requireCurrentMember(deps, principal));
    },
    async updateMyCustomer({ principal, body, ifMatch }) {
      return customerResult(await updateMyCustomer(deps, { principal, change: body, ifMatch }));
    },
  };
}

function meResult(membership: CurrentMember) {
  return {
    status: 200 as const,
    headers: { etag: entityTag(membership.contact) },
    body: toMeResource(membership),
  };
}

function customerResult(membership: CurrentMember) {
  return {
    status: 200 as const,
    headers: { etag: entityTag(membership.customer) },
    body: toOwnCustomerResource(membership),
  };
}
