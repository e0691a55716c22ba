import type { Contact } from '../modules/customers/contact.ts';
import type { Operations } from '../modules/http/api.ts';
import type { selfRoutes } from '../modules/self-service/routes.ts';
import { listInvitations, type ListDeps } from '../modules/invitations/read-invitations.ts';
import type { Invitation } from '../modules/invitations/invitation.ts';
import { revokeInvitation } from '../modules/invitations/revoke-invitation.ts';
import {
  createColleague,
  updateColleague,
  inviteColleague,
  listColleagues,
  deleteColleague,
  requireInvitationOfOwn,
  requireOwnership,
  resendToColleague,
  type ColleagueDeps,
} from '../modules/self-service/colleagues.ts';
import { toColleagueResource, toOwnInvitationResource } from '../modules/self-service/resources.ts';
import { entityTag } from '../modules/http/entity-tag.ts';

export type ColleagueOperationDeps = ColleagueDeps & ListDeps;

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
export function colleagueOperations(
  deps: ColleagueOperationDeps,
): Pick<Operations<typeof selfRoutes>, ColleagueOperation> {
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
