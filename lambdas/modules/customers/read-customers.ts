import type { Cursors } from '../dynamodb/cursor.ts';
import { listPositionSchema, type Order } from '../dynamodb/list-reader.ts';
import { FoyerError } from '../platform/errors.ts';
import { canonicalJson } from '../platform/ids.ts';
import type { CustomerSummary } from '../records/customer.ts';
import { type CustomerFilters, type DynamoCustomerLists, usualOrder } from './customer-lists.ts';
import type { CustomerWithContacts, DynamoCustomerStore } from './customer-store.ts';

export interface ReadCustomersDeps {
  readonly customerLists: Pick<DynamoCustomerLists, 'list'>;
  readonly cursors: Cursors;
}

/**
 * Returns a customer of the tenant. Customers of other tenants are treated as missing.
 *
 * @throws {FoyerError} `not_found`
 */
export async function getCustomer(
  deps: { readonly customers: Pick<DynamoCustomerStore, 'get'> },
  tenantId: string,
  customerId: string,
): Promise<CustomerWithContacts> {
  const found = await deps.customers.get(customerId);
  if (found?.customer.tenantId !== tenantId)
    throw new FoyerError('not_found', 'The customer does not exist.');
  return found;
}

export interface CustomerListCommand {
  readonly tenantId: string;
  readonly filters: CustomerFilters;
  readonly order?: Order | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Returns the context of a cursor. A cursor is valid only for the same filters and order. The page size can change. */
export function listContext({
  tenantId,
  filters,
  order = usualOrder(filters),
}: Pick<CustomerListCommand, 'tenantId' | 'filters' | 'order'>): string[] {
  return ['customers', tenantId, canonicalJson(filters), order];
}

/**
 * Returns one page, in the order that the filters determine.
 *
 * @throws {FoyerError} `invalid_request` for a cursor from another list
 */
export async function listCustomers(
  { customerLists, cursors }: ReadCustomersDeps,
  { tenantId, filters, order = usualOrder(filters), limit, cursor }: CustomerListCommand,
): Promise<{ readonly rows: readonly CustomerSummary[]; readonly nextCursor: string | null }> {
  const context = listContext({ tenantId, filters, order });
  const { rows, next } = await customerLists.list({
    tenantId,
    filters,
    order,
    limit,
    after:
      cursor === undefined ? undefined : await cursors.open(cursor, context, listPositionSchema),
  });
  return {
    rows,
    nextCursor: next === undefined ? null : await cursors.seal(next, context, listPositionSchema),
  };
}
