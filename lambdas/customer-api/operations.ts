import type * as z from 'zod';

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
  requireInvitationOfOwn,
  requireOwnership,
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

/** Somebody of a customer, as that person sees themselves. */
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
 * A customer as its own people see it. Field by field, so that what is added to a customer some day is not shown here by
 * itself: notes, rank, plan and groups are the tenant's own business.
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

/** Somebody of a customer, as their colleagues see them. */
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

/** An invitation as the owners of the company see it that it leads to: what the tenant notes about it is its own. */
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

/** The routes of the people of one's own company. */
function colleagueOperations(
  deps: ColleagueOperationDeps,
): Pick<Operations<typeof selfServiceRoutes, typeof selfServiceReference>, ColleagueOperation> {
  const shown = (invitation: Invitation) => toOwnInvitationResource(invitation, deps.clock.now());
  return {
    async listColleagues({ principal, query }) {
      const { rows, nextCursor } = await listColleagues(deps, principal, query);
      return { status: 200, body: { data: rows.map(toColleagueResource), nextCursor } };
    },
    async createColleague({ principal, body, idempotencyKey }) {
      const contact = await createColleague(deps, principal, body, idempotencyKey);
      return { status: 201, ...shownColleague(contact) };
    },
    async updateColleague({ principal, params, body, ifMatch }) {
      const command = { principal, contactId: params['contactId'] ?? '', ifMatch };
      return { status: 200, ...shownColleague(await updateColleague(deps, command, body)) };
    },
    async deleteColleague({ principal, params, ifMatch }) {
      await deleteColleague(deps, { principal, contactId: params['contactId'] ?? '', ifMatch });
      return { status: 204 };
    },
    async inviteColleague({ principal, body, idempotencyKey }) {
      const { invitation, resent } = await inviteColleague(deps, principal, body, idempotencyKey);
      return { status: resent ? 200 : 201, body: shown(invitation) };
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
      return { status: 200, body: shown(await resendToColleague(deps, principal, id)) };
    },
    async revokeMyCustomerInvitation({ principal, id }) {
      const { by } = await requireInvitationOfOwn(deps, principal, id);
      return { status: 200, body: shown(await revokeInvitation(deps, by.principal, id)) };
    },
  };
}

function shownColleague(contact: Contact) {
  return { headers: { etag: entityTag(contact) }, body: toColleagueResource(contact) };
}

export type SelfServiceDeps = ChangeOwnDeps & ColleagueOperationDeps;

/** The routes of the customer's own corner. Each finds out anew who asks, and whether they still may. */
export function selfServiceOperations(
  deps: SelfServiceDeps,
): Operations<typeof selfServiceRoutes, typeof selfServiceReference> {
  return {
    ...colleagueOperations(deps),
    async getMe({ principal }) {
      return shownMe(await requireCurrentMember(deps, principal));
    },
    async updateMe({ principal, body, ifMatch }) {
      return shownMe(await updateMe(deps, { principal, change: body, ifMatch }));
    },
    async getMyCustomer({ principal }) {
      return shownCustomer(await requireCurrentMember(deps, principal));
    },
    async updateMyCustomer({ principal, body, ifMatch }) {
      return shownCustomer(await updateMyCustomer(deps, { principal, change: body, ifMatch }));
    },
  };
}

function shownMe(membership: CurrentMember) {
  return {
    status: 200 as const,
    headers: { etag: entityTag(membership.contact) },
    body: toMeResource(membership),
  };
}

function shownCustomer(membership: CurrentMember) {
  return {
    status: 200 as const,
    headers: { etag: entityTag(membership.customer) },
    body: toOwnCustomerResource(membership),
  };
}
