import type { Operations } from '../modules/http/api.ts';
import type { selfRoutes } from '../modules/self-service/routes.ts';
import {
  updateMe,
  updateMyCustomer,
  type ChangeOwnDeps,
} from '../modules/self-service/update-own.ts';
import { requireMembership, type Membership } from '../modules/self-service/membership.ts';
import { toMeResource, toOwnCustomerResource } from '../modules/self-service/resources.ts';
import { entityTag } from '../modules/http/entity-tag.ts';
import { colleagueOperations, type ColleagueOperationDeps } from './colleague-operations.ts';

export type CustomerAreaDeps = ChangeOwnDeps & ColleagueOperationDeps;

/** The routes of the customer's own corner. Each finds out anew who asks, and whether they still may. */
export function customerOperations(deps: CustomerAreaDeps): Operations<typeof selfRoutes> {
  return {
    ...colleagueOperations(deps),
    async getMe({ principal }) {
      return shownMe(await requireMembership(deps, principal));
    },
    async updateMe({ principal, body, ifMatch }) {
      return shownMe(await updateMe(deps, { principal, change: body, ifMatch }));
    },
    async getMyCustomer({ principal }) {
      return shownCustomer(await requireMembership(deps, principal));
    },
    async updateMyCustomer({ principal, body, ifMatch }) {
      return shownCustomer(await updateMyCustomer(deps, { principal, change: body, ifMatch }));
    },
  };
}

function shownMe(membership: Membership) {
  return {
    status: 200 as const,
    headers: { etag: entityTag(membership.contact) },
    body: toMeResource(membership),
  };
}

function shownCustomer(membership: Membership) {
  return {
    status: 200 as const,
    headers: { etag: entityTag(membership.customer) },
    body: toOwnCustomerResource(membership),
  };
}
