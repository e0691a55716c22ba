import * as z from 'zod';
import { pageSchema } from '../invitations/requests.ts';
import { addressPrefix } from '../dynamodb/address-prefix.ts';
import { partRequest } from '../dynamodb/page-request.ts';
import { NO_TIME_LEFT, createdFilters, leavesTime } from '../dynamodb/created-filters.ts';
import { searchParameter } from '../search/search-request.ts';
import { ORDERS } from '../dynamodb/list-source.ts';
import { nameKeyOf } from './customer-item.ts';
import { CUSTOMER_SORTS } from './customer-list-source.ts';
import { CUSTOMER_KINDS, CUSTOMER_STATUSES } from './customer.ts';

const namePrefix = z
  .string()
  .max(200, 'name must be at most 200 characters.')
  .transform(nameKeyOf)
  .pipe(z.string().min(1, 'name must be the start of a name.'));

/** What a list of customers is narrowed down to, and in which order it is. */
const filters = z.strictObject({
  name: namePrefix.optional().meta({
    description:
      'A prefix of the company’s name, not case-sensitive. The list is then sorted by name.',
    example: 'analytical',
  }),
  email: addressPrefix.optional().meta({
    description:
      'A prefix of the primary contact’s email address, not case-sensitive. The list is then sorted by address, or by name if you also send `name` or `sort`.',
    example: 'ada@ex',
  }),
  status: z.enum(CUSTOMER_STATUSES).optional().meta({
    description: 'The status of the customer.',
    example: 'active',
  }),
  rank: z.string().trim().min(1).max(40).optional().meta({
    description: 'The rank of the customer.',
    example: 'gold',
  }),
  kind: z.enum(CUSTOMER_KINDS).optional().meta({
    description: 'The type of relationship.',
    example: 'customer',
  }),
  ...createdFilters,
  sort: z.enum(CUSTOMER_SORTS).optional().meta({
    description:
      'The sort key: creation time (default) or name. If you filter by `name`, the list is always sorted by name; if you filter by `email`, it cannot be sorted by creation time.',
    example: 'name',
  }),
  order: z.enum(ORDERS).optional().meta({
    description:
      'The sort order. By default, newest first if sorted by creation time, and A to Z if sorted by name or address.',
    example: 'asc',
  }),
});

/** A search has the order of what is searched. */
function isInOrder({ name, email, sort }: z.output<typeof filters>): boolean {
  return sort !== 'created' || (name === undefined && email === undefined);
}
const OUT_OF_ORDER = {
  path: ['sort'],
  message: 'A list filtered by name or email cannot be sorted by creation time. Omit sort.',
};

/** The query of `GET /v1/customers`: all filters that are given apply. */
export const listCustomersSchema = pageSchema
  .extend({ search: searchParameter('the company’s name'), ...filters.shape })
  .refine(leavesTime, NO_TIME_LEFT)
  .refine(isInOrder, OUT_OF_ORDER)
  .refine(({ search, sort, order }) => search === undefined || (sort ?? order) === undefined, {
    path: ['search'],
    message: 'Search results have their own order. Omit sort and order.',
  });

/** The query of `GET /v1/customers/export`: that of the list, with larger pages. */
export const exportCustomersSchema = partRequest({ most: 1000, usual: 1000 })
  .extend(filters.shape)
  .refine(leavesTime, NO_TIME_LEFT)
  .refine(isInOrder, OUT_OF_ORDER);
