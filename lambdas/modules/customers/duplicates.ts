import { FoyerError } from '../platform/errors.ts';
import { nameKeyOf } from './customer-item.ts';
import type { Customer, CustomerSummary } from './customer.ts';

/** Finds customers by what two of them rarely share. It follows the table a moment later, as lists do. */
export interface NameFinder {
  /** Whose name looks the same to people: case, width and spaces make no difference. At most `limit`. */
  named(tenantId: string, name: string, limit: number): Promise<CustomerSummary[]>;
}

/** Finds customers whose primary contact has an address of one domain. */
export interface DomainFinder {
  ofDomain(tenantId: string, domain: string, limit: number): Promise<CustomerSummary[]>;
}

/**
 * Refuses a second customer with the same name. Two that are made within the same second can both pass: each shows the
 * other as similar.
 *
 * @throws {FoyerError} `customer_exists`
 */
export async function requireUniqueName(
  names: NameFinder,
  { id, tenantId, name }: Pick<Customer, 'id' | 'tenantId' | 'name'>,
): Promise<void> {
  // One of the two may be the customer itself.
  const twin = (await names.named(tenantId, name, 2)).find((other) => other.id !== id);
  if (twin === undefined) return;
  throw new FoyerError(
    'customer_exists',
    `A customer named "${twin.name}" already exists. To create another one, set allowDuplicate to true.`,
    {
      conflict: { type: 'customer', id: twin.id, status: twin.status },
      errors: [{ path: 'name', message: 'A customer with this name already exists.' }],
    },
  );
}

/** Whether two names look the same to people. */
export function sameName(one: string, other: string): boolean {
  return nameKeyOf(one) === nameKeyOf(other);
}
