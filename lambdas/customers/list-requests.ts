import * as z from 'zod';
import { pageSchema } from '../invitations/requests.ts';
import { addressPrefix } from '../lists/address-prefix.ts';
import { partRequest } from '../lists/page-request.ts';
import { NO_TIME_LEFT, createdFilters, leavesTime } from '../lists/created-filters.ts';
import { searchParameter } from '../search/search-request.ts';
import { ORDERS } from '../shared/table.ts';
import { nameKeyOf } from './customer-item.ts';
import { CUSTOMER_SORTS } from './customer-list-source.ts';
import { CUSTOMER_KINDS, CUSTOMER_STATUSES } from './customer.ts';

const namePrefix = z
  .string()
  .max(200, 'name may be at most 200 characters.')
  .transform(nameKeyOf)
  .pipe(z.string().min(1, 'name must be the beginning of a name.'));

/** What a list of customers is narrowed down to, and in which order it is. */
const filters = z.strictObject({
  name: namePrefix.optional().meta({
    description:
      'How the company’s name begins, in upper or lower case. The list is then in order of name.',
    example: 'analytical',
  }),
  email: addressPrefix.optional().meta({
    description:
      'How the address of the primary contact begins, in upper or lower case. The list is then in order of address, or with `name` or `sort` in order of name.',
    example: 'ada@ex',
  }),
  status: z.enum(CUSTOMER_STATUSES).optional().meta({
    description: 'Where the customer stands.',
    example: 'active',
  }),
  rank: z.string().trim().min(1).max(40).optional().meta({
    description: 'How important it is, in your own words.',
    example: 'gold',
  }),
  kind: z.enum(CUSTOMER_KINDS).optional().meta({
    description: 'Whether you sell to it or buy from it.',
    example: 'customer',
  }),
  ...createdFilters,
  sort: z.enum(CUSTOMER_SORTS).optional().meta({
    description:
      'By when the customer was made (unless told otherwise), or by its name. A search by `name` is always by name, and one by `email` never by time.',
    example: 'name',
  }),
  order: z.enum(ORDERS).optional().meta({
    description:
      'Up or down. Unless told otherwise, the newest comes first, and names and addresses go from a to z.',
    example: 'asc',
  }),
});

/** A search has the order of what is searched. */
function isInOrder({ name, email, sort }: z.output<typeof filters>): boolean {
  return sort !== 'created' || (name === undefined && email === undefined);
}
const OUT_OF_ORDER = {
  path: ['sort'],
  message: 'What is found by name or email is not in order of time: leave sort out.',
};

/** The query of `GET /v1/customers`: all filters that are given apply. */
export const listCustomersSchema = pageSchema
  .extend({ search: searchParameter('the company’s name'), ...filters.shape })
  .refine(leavesTime, NO_TIME_LEFT)
  .refine(isInOrder, OUT_OF_ORDER)
  .refine(({ search, sort, order }) => search === undefined || (sort ?? order) === undefined, {
    path: ['search'],
    message: 'Results of a search have an order of their own. Leave out sort and order.',
  });

/** The query of `GET /v1/customers/export`: that of the list, with larger pages. */
export const exportCustomersSchema = partRequest({ most: 1000, usual: 1000 })
  .extend(filters.shape)
  .refine(leavesTime, NO_TIME_LEFT)
  .refine(isInOrder, OUT_OF_ORDER);
