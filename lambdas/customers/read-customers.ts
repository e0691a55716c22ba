import type { Cursors } from '../shared/cursor.ts';
import { FoyerError } from '../shared/errors.ts';
import type { Order } from '../shared/table.ts';
import type { CustomerWithContacts, DynamoCustomerStore } from './customer-store.ts';
import type { CustomerSummary } from './customer.ts';

export interface ReadCustomersDeps {
  readonly customers: DynamoCustomerStore;
  readonly cursors: Cursors;
}

/** Another tenant's customer does not exist. @throws {FoyerError} `not_found` */
export async function getCustomer(
  deps: Pick<ReadCustomersDeps, 'customers'>,
  tenantId: string,
  customerId: string,
): Promise<CustomerWithContacts> {
  const found = await deps.customers.get(customerId);
  if (found?.customer.tenantId !== tenantId)
    throw new FoyerError('not_found', 'There is no such customer.');
  return found;
}

export interface CustomerList {
  readonly order: Order;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** One page, in order of creation. @throws {FoyerError} `invalid_request` for a cursor of another list. */
export async function listCustomers(
  { customers, cursors }: ReadCustomersDeps,
  tenantId: string,
  { order, limit, cursor }: CustomerList,
): Promise<{ readonly rows: readonly CustomerSummary[]; readonly nextCursor: string | null }> {
  const context = ['customers', tenantId, order];
  const after = cursor === undefined ? undefined : await cursors.open(cursor, context);
  const { rows, next } = await customers.list({ tenantId, order, limit, after });
  return { rows, nextCursor: next === undefined ? null : await cursors.seal(next, context) };
}
