import type { InviteDeps } from '../modules/contacts/invite.ts';
import { copyCustomer } from '../modules/customers/copy-customer.ts';
import {
  createCustomer,
  type CustomerMaker,
  type InvitedCustomer,
  type NewCustomer,
} from '../modules/customers/create-customer.ts';
import type { DynamoCustomerLists } from '../modules/customers/customer-lists.ts';
import {
  type CustomerView,
  toContactResource,
  toCopyResource,
  toCustomerResource,
} from '../modules/customers/customer-resource.ts';
import { similarTo } from '../modules/customers/customer-rules.ts';
import type { DynamoCustomerStore } from '../modules/customers/customer-store.ts';
import { exportCustomers } from '../modules/customers/export-customers.ts';
import { getCustomer, listCustomers } from '../modules/customers/read-customers.ts';
import type { customerReference } from '../modules/customers/responses.ts';
import type { customerRoutes } from '../modules/customers/routes.ts';
import {
  activateCustomer,
  type CustomerChanger,
  suspendCustomer,
  updateCustomer,
  type UpdateCustomerDeps,
} from '../modules/customers/update-customer.ts';
import type { Cursors } from '../modules/dynamodb/cursor.ts';
import type { Operations } from '../modules/http/api.ts';
import { csvAnswer } from '../modules/http/csv.ts';
import { entityTag } from '../modules/http/entity-tag.ts';
import type { Principal } from '../modules/http/principal.ts';
import type { Contact } from '../modules/records/contact.ts';
import type { Customer } from '../modules/records/customer.ts';

export interface CustomerDeps extends InviteDeps, Pick<UpdateCustomerDeps, 'rules'> {
  readonly customers: DynamoCustomerStore;
  readonly customerLists: DynamoCustomerLists;
  readonly customerChanges: CustomerChanger & Pick<CustomerMaker, 'create' | 'companions'>;
  readonly cursors: Cursors;
}

/** Returns the operations on customers. The version of an editable record is returned as an ETag. */
export function customerOperations(
  deps: CustomerDeps,
): Operations<typeof customerRoutes, typeof customerReference> {
  const names = deps.customerLists;
  const updateDeps = { ...deps, names };
  const createDeps = {
    ...updateDeps,
    inviting: deps,
    customers: {
      get: (id: string) => deps.customers.get(id),
      create: (customer: Parameters<CustomerMaker['create']>[0]) =>
        deps.customerChanges.create(customer),
      companions: (customer: InvitedCustomer) => deps.customerChanges.companions(customer),
    },
  };
  const withContacts = async (
    principal: Principal,
    customer: Customer,
    contacts: readonly Contact[],
  ) => ({
    ...toCustomerResource(customer, sightOf(principal)),
    contacts: contacts.map(toContactResource),
    similar: await similarTo(deps.customerLists, customer),
  });
  const created = async (principal: Principal, { customer, contact }: NewCustomer) => ({
    status: 201 as const,
    headers: { location: `/v1/customers/${customer.id}`, etag: entityTag(customer) },
    body: await withContacts(principal, customer, contact === undefined ? [] : [contact]),
  });
  const withoutTag = (principal: Principal, customer: Customer) => ({
    status: 200 as const,
    body: toCustomerResource(customer, sightOf(principal)),
  });
  const withTag = (principal: Principal, customer: Customer) => ({
    ...withoutTag(principal, customer),
    headers: { etag: entityTag(customer) },
  });
  return {
    async createCustomer({ principal, body, idempotencyKey }) {
      const command = { principal, request: body, idempotencyKey };
      return created(principal, await createCustomer(createDeps, command));
    },
    async copyCustomer({ principal, id, body, idempotencyKey }) {
      const command = { principal, customerId: id, request: body, idempotencyKey };
      const copy = await copyCustomer(createDeps, command);
      const response = await created(principal, copy);
      return { ...response, body: { ...response.body, ...toCopyResource(copy.customer) } };
    },
    async listCustomers({ principal, query }) {
      const { order, limit, cursor, ...filters } = query;
      const { rows, nextCursor } = await listCustomers(deps, {
        tenantId: principal.tenantId,
        ...{ filters, order, limit, cursor },
      });
      return { status: 200, body: { data: rows, nextCursor } };
    },
    async exportCustomers({ principal, query }) {
      const { order, limit, cursor, ...filters } = query;
      const part = await exportCustomers(deps, {
        ...{ tenantId: principal.tenantId, filters, order, limit, cursor },
        sight: sightOf(principal),
      });
      return csvAnswer({ ...part, query, path: '/v1/customers/export', fileName: 'customers.csv' });
    },
    async getCustomer({ principal, id }) {
      const { customer, contacts } = await getCustomer(deps, principal.tenantId, id);
      return {
        status: 200,
        headers: { etag: entityTag(customer) },
        body: await withContacts(principal, customer, contacts),
      };
    },
    async updateCustomer({ principal, id, body, ifMatch }) {
      const command = { principal, customerId: id, change: body, ifMatch };
      return withTag(principal, await updateCustomer(updateDeps, command));
    },
    async activateCustomer({ principal, id }) {
      return withoutTag(principal, await activateCustomer(deps, principal.tenantId, id));
    },
    async suspendCustomer({ principal, id }) {
      return withoutTag(principal, await suspendCustomer(deps, principal.tenantId, id));
    },
  };
}

function sightOf({ scopes = [] }: Principal): CustomerView {
  return { plan: scopes.includes('customers:plan') };
}
