import { copyCustomer } from '../../../lambdas/modules/customers/copy-customer.ts';
import {
  createCustomer,
  type InvitedCustomer,
  type NewCustomer,
} from '../../../lambdas/modules/customers/create-customer.ts';
import { DynamoCustomerLists } from '../../../lambdas/modules/customers/customer-lists.ts';
import {
  DynamoCustomerChanges,
  DynamoCustomerStore,
} from '../../../lambdas/modules/customers/customer-store.ts';
import {
  copyCustomerSchema,
  createCustomerSchema,
  updateCustomerSchema,
} from '../../../lambdas/modules/customers/requests.ts';
import {
  activateCustomer,
  suspendCustomer,
  updateCustomer,
} from '../../../lambdas/modules/customers/update-customer.ts';
import type { Principal } from '../../../lambdas/modules/http/principal.ts';
import { parseRequest } from '../../../lambdas/modules/http/validation.ts';
import type { Clock } from '../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import { type AdministratorRole, scopesOf } from '../../../lambdas/modules/platform/scopes.ts';
import type { NewTenant } from '../../../lambdas/modules/records/tenant.ts';
import { rulesIn } from '../../../lambdas/modules/tenants/rules-reader.ts';
import { TestClock } from '../engine/clock.ts';
import { createTable, type TestTable } from '../engine/table.ts';
import { asFunction } from '../functions/as-function.ts';
import { invitingOn } from './invitations.ts';
import { INSTALLATION, testTenants } from './tenants.ts';

/** Returns an administrator of the tenant `acme` with a role. */
export function somebodyIn(role: AdministratorRole, tenantId = 'acme'): Principal {
  return { id: `user-${role}`, name: 'Ada Admin', tenantId, scopes: scopesOf(role) };
}

/** The catalog of every tenant in these tests. */
export const OFFER = {
  services: [
    { id: 'portal', name: 'Portal', enabledByDefault: true },
    { id: 'support', name: 'Support', enabledByDefault: false },
  ],
  servicePlans: [
    { id: 'standard', name: 'Standard' },
    { id: 'premium', name: 'Premium' },
  ],
  ranks: ['gold', 'silver'],
};

/** Returns the dependencies for managing customers, on a real table. */
export function managingOn(
  table: TestTable,
  clock: Clock,
  inviting: ReturnType<typeof invitingOn>,
  tenant: Partial<NewTenant>,
) {
  const { client, tableName } = asFunction(table, 'administration');
  const stored = new DynamoCustomerStore(client, tableName);
  const customerChanges = new DynamoCustomerChanges(client, tableName);
  const lists = new DynamoCustomerLists(client, tableName);
  return {
    customers: {
      get: (id: string) => stored.get(id),
      create: (made: NewCustomer) => customerChanges.create(made),
      companions: (made: InvitedCustomer) => customerChanges.companions(made),
    },
    customerChanges,
    lists,
    names: lists,
    rules: rulesIn(testTenants(tenant), INSTALLATION),
    clock,
    random: systemRandom,
    inviting,
  };
}

/** Returns the dependencies for managing customers, and functions that manage them as an administrator of `acme`. */
export async function managingCustomers(tenant: Partial<NewTenant> = { catalog: OFFER }) {
  const table = await createTable();
  const clock = new TestClock('2030-01-01T12:00:00.000Z');
  const inviting = invitingOn(table, clock);
  const deps = managingOn(table, clock, inviting, tenant);
  const { customers, lists } = deps;
  const administrator = somebodyIn('administrators');
  return {
    table,
    clock,
    deps,
    lists,
    create: (
      request: object,
      {
        principal = administrator,
        idempotencyKey,
      }: { principal?: Principal; idempotencyKey?: string } = {},
    ) =>
      createCustomer(deps, {
        principal,
        idempotencyKey,
        request: parseRequest(createCustomerSchema(), request),
      }),
    /** The tenant's catalog may have changed since the customer was created. */
    copy: (
      customerId: string,
      request: object,
      {
        principal = administrator,
        idempotencyKey,
        tenant: now = tenant,
      }: { principal?: Principal; idempotencyKey?: string; tenant?: Partial<NewTenant> } = {},
    ) =>
      copyCustomer(
        { ...deps, rules: rulesIn(testTenants(now), INSTALLATION) },
        {
          ...{ principal, customerId, idempotencyKey },
          request: parseRequest(copyCustomerSchema(), request),
        },
      ),
    change: (
      customerId: string,
      change: object,
      { principal = administrator, ifMatch }: { principal?: Principal; ifMatch?: string } = {},
    ) =>
      updateCustomer(deps, {
        principal,
        customerId,
        ifMatch,
        change: parseRequest(updateCustomerSchema(), change),
      }),
    activate: (customerId: string, tenantId = 'acme') =>
      activateCustomer(deps, tenantId, customerId),
    suspend: (customerId: string, tenantId = 'acme') => suspendCustomer(deps, tenantId, customerId),
    /** Reads the customer from the table. */
    read: async (customerId: string) => {
      const found = await customers.get(customerId);
      if (found === undefined) throw new Error('There is no such customer.');
      return found;
    },
  };
}
