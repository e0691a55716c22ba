import {
  createdBetween,
  createdRange,
  present,
  type Condition,
  type CreatedFilters,
  type ListSource,
  type Order,
} from '../dynamodb/list-source.ts';
import { INDEXES, listPartition } from '../records/table.ts';
import { customerStatusPartition, rankPartition } from './customer-item.ts';
import type { Customer } from './customer.ts';

export const CUSTOMER_SORTS = ['created', 'name'] as const;

/** What a list of customers is narrowed down to: all of it applies. */
export interface CustomerFilters extends CreatedFilters {
  /** How the name begins, in the form in which names are compared. */
  readonly name?: string | undefined;
  /** How the address of the primary contact begins, in the form in which addresses are compared. */
  readonly email?: string | undefined;
  readonly status?: Customer['status'] | undefined;
  readonly rank?: string | undefined;
  readonly kind?: Customer['kind'] | undefined;
  /** Beginnings of words of the name. */
  readonly search?: string | undefined;
  readonly sort?: (typeof CUSTOMER_SORTS)[number] | undefined;
}

/**
 * Chooses the index that has the order that is wanted; of those in order of time, the one that leaves the least to drop: a
 * rank is shared by fewer than a status. What the index does not say is a filter.
 */
export function customerListSource(tenantId: string, filters: CustomerFilters): ListSource {
  const { name, email, status, rank, sort } = filters;
  const created = createdBetween(createdRange(filters));
  const rest = conditionsOf(filters);
  const everything = listPartition(tenantId, 'customer');
  if (name !== undefined || sort === 'name')
    return {
      index: INDEXES.byName,
      partition: everything,
      stretch: rest.name,
      filter: present(rest.email, rest.status, rest.rank, rest.kind, created),
    };
  if (email !== undefined)
    return {
      index: INDEXES.byEmail,
      partition: everything,
      stretch: rest.email,
      filter: present(rest.status, rest.rank, rest.kind, created),
    };
  if (rank !== undefined)
    return {
      index: INDEXES.byTrait,
      partition: rankPartition(tenantId, rank),
      stretch: created,
      filter: present(rest.status, rest.kind),
    };
  if (status !== undefined)
    return {
      index: INDEXES.byStatus,
      partition: customerStatusPartition(tenantId, status),
      stretch: created,
      filter: present(rest.kind),
    };
  return {
    index: INDEXES.byTime,
    partition: everything,
    stretch: created,
    filter: present(rest.kind),
  };
}

/** Newest first, and names and addresses from a to z. */
export function usualOrder({ name, email, sort }: CustomerFilters): Order {
  return name === undefined && email === undefined && sort !== 'name' ? 'desc' : 'asc';
}

/** The filters as conditions, for an index that knows nothing of them. */
function conditionsOf({ name, email, status, rank, kind }: CustomerFilters) {
  return {
    name: beginning('nameKey', ':name', name),
    email: beginning('address', ':address', email),
    status: equal('#status', { '#status': 'status' }, ':status', status),
    rank: equal('brief.#rank', { '#rank': 'rank' }, ':rank', rank),
    kind: equal('kind', {}, ':kind', kind),
  };
}

function beginning(attribute: string, name: string, value?: string): Condition | undefined {
  if (value === undefined) return undefined;
  return { text: `begins_with(${attribute}, ${name})`, values: { [name]: value } };
}

function equal(
  path: string,
  names: Record<string, string>,
  name: string,
  value: string | undefined,
): Condition | undefined {
  if (value === undefined) return undefined;
  return { text: `${path} = ${name}`, names, values: { [name]: value } };
}
