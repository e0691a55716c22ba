import type { Operations } from '../http/api.ts';
import { changeMe, changeOwnCustomer, type ChangeOwnDeps } from '../members/change-own.ts';
import { requireMembership, type Membership } from '../members/membership.ts';
import { toMeResource, toOwnCustomerResource } from '../members/resources.ts';
import { entityTag } from '../shared/entity-tag.ts';
import { colleagueOperations, type ColleagueOperationDeps } from './colleague-operations.ts';

export type CustomerAreaDeps = ChangeOwnDeps & ColleagueOperationDeps;

/** The routes of the customer's own corner. Each finds out anew who asks, and whether they still may. */
export function customerOperations(deps: CustomerAreaDeps): Operations<'customer-api'> {
  return {
    ...colleagueOperations(deps),
    async getMe({ principal }) {
      return shownMe(await requireMembership(deps, principal));
    },
    async changeMe({ principal, body, ifMatch }) {
      return shownMe(await changeMe(deps, { principal, change: body, ifMatch }));
    },
    async getOwnCustomer({ principal }) {
      return shownCustomer(await requireMembership(deps, principal));
    },
    async changeOwnCustomer({ principal, body, ifMatch }) {
      return shownCustomer(await changeOwnCustomer(deps, { principal, change: body, ifMatch }));
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
