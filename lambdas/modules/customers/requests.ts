import * as z from 'zod/mini';

import { ORDERS } from '../dynamodb/list-reader.ts';
import {
  addressPrefix,
  createdFilters,
  leavesTime,
  NO_TIME_LEFT,
  partRequest,
} from '../http/list-parameters.ts';
import { removable } from '../http/merge-patch.ts';
import { pageSchema } from '../invitations/requests.ts';
import { once } from '../platform/once.ts';
import { firstNameSchema, jobTitleSchema, lastNameSchema } from '../platform/sign-up-form.ts';
import { phone } from '../platform/text.ts';
import {
  COPIED_BY_DEFAULT,
  COPY_SETTINGS,
  CUSTOMER_KINDS,
  CUSTOMER_STATUSES,
} from '../records/customer.ts';
import { nameKeyOf } from '../records/customer-item.ts';
import { searchParameter } from '../search/search-words.ts';
import { addressChange, customerFields } from './customer-fields.ts';
import { CUSTOMER_SORTS } from './customer-lists.ts';

const allowDuplicate = once(() =>
  z._default(z.boolean(), false).check(
    z.meta({
      description: 'Indicates whether another customer can have the same name.',
      example: false,
    }),
  ),
);

/** The primary contact of a new customer. */
const primaryContact = once(
  () =>
    ({
      email: z.optional(customerFields().email),
      contact: z.optional(
        z
          .strictObject({
            firstName: z
              .optional(firstNameSchema)
              .check(z.meta({ description: 'First name.', example: 'Ada' })),
            lastName: z
              .optional(lastNameSchema)
              .check(z.meta({ description: 'Last name.', example: 'Lovelace' })),
            jobTitle: z
              .optional(jobTitleSchema)
              .check(z.meta({ description: 'Job title.', example: 'Buyer' })),
            phone: z
              .optional(phone())
              .check(z.meta({ description: 'Phone number.', example: '+44 20 7946 0123' })),
          })
          .check(
            z.meta({
              id: 'PrimaryContactInput',
              description: 'The primary contact. It is created if you send `email` or a name.',
            }),
          ),
      ),
      sendInvite: z._default(z.boolean(), false).check(
        z.meta({
          description: 'Indicates whether the primary contact is invited. Requires `email`.',
          example: false,
        }),
      ),
    }) as const,
);

/** The body of `POST /v1/customers`. */
export const createCustomerSchema = once(() => {
  const { name, kind, ...fields } = customerFields();
  const rest = z.omit(z.object(fields), { email: true }).shape;
  return z.strictObject({
    name,
    kind: z._default(kind, 'customer'),
    ...z.partial(z.object(rest)).shape,
    // Here, `[]` is the same as omitting the field. In a PATCH, it means no groups.
    groups: z
      .optional(
        z.pipe(
          rest.groups,
          z.transform((groups) => (groups.length === 0 ? undefined : groups)),
        ),
      )
      .check(
        z.meta({
          description:
            'The default groups of its contacts. An empty array is the same as omitting the field: the first group that the tenant allows.',
          example: ['customers'],
        }),
      ),
    ...primaryContact(),
    allowDuplicate: allowDuplicate(),
  });
});
export type CreateCustomerRequest = z.infer<ReturnType<typeof createCustomerSchema>>;

/** The body of `POST /v1/customers/{id}/copy`. */
export const copyCustomerSchema = once(() =>
  z.strictObject({
    name: customerFields().name,
    settings: z
      ._default(
        z
          .array(z.enum(COPY_SETTINGS))
          .check(
            z.refine(
              (names) => new Set(names).size === names.length,
              'settings must not contain duplicates.',
            ),
          ),
        [...COPIED_BY_DEFAULT],
      )
      .check(
        z.meta({
          description:
            'The settings to copy. `profile` is phone, tax ID, address, and website. `servicePlan` requires the `customers:plan` scope.',
          example: ['profile', 'services', 'groups'],
        }),
      ),
    ...primaryContact(),
    allowDuplicate: allowDuplicate(),
  }),
);
export type CopyCustomerRequest = z.infer<ReturnType<typeof copyCustomerSchema>>;

/** The body of `PATCH /v1/customers/{id}`: a JSON merge patch (RFC 7396). */
export const updateCustomerSchema = once(() => {
  const { name, email, ...rest } = customerFields();
  return z.strictObject({
    name: z.optional(name),
    email: removable(email, {
      description:
        'The email address of the primary contact. It can be changed until the contact is invited.',
      example: 'ada@example.com',
    }),
    phone: removable(rest.phone),
    taxId: removable(rest.taxId),
    rank: removable(rest.rank),
    address: addressChange(),
    website: removable(rest.website),
    notes: removable(rest.notes),
    services: removable(rest.services),
    servicePlan: removable(rest.servicePlan),
    groups: removable(rest.groups, {
      description:
        'The default groups of its contacts. An empty array and null both remove them: its contacts get the first group that the tenant allows.',
      example: ['customers'],
    }),
    allowDuplicate: allowDuplicate(),
  });
});
export type UpdateCustomerRequest = z.infer<ReturnType<typeof updateCustomerSchema>>;

const namePrefix = once(() =>
  z.pipe(
    z.pipe(
      z.string().check(z.maxLength(200, 'name must be at most 200 characters.')),
      z.transform(nameKeyOf),
    ),
    z.string().check(z.minLength(1, 'name must not be empty.')),
  ),
);

/** The filters and the order of a list of customers. */
const filters = once(() =>
  z.strictObject({
    name: z.optional(namePrefix()).check(
      z.meta({
        description:
          'A prefix of the company’s name, not case-sensitive. The list is then sorted by name.',
        example: 'analytical',
      }),
    ),
    email: z.optional(addressPrefix()).check(
      z.meta({
        description:
          'A prefix of the primary contact’s email address, not case-sensitive. The list is then sorted by address, or by name if you also send `name` or `sort`.',
        example: 'ada@ex',
      }),
    ),
    status: z.optional(z.enum(CUSTOMER_STATUSES)).check(
      z.meta({
        description: 'The status of the customer.',
        example: 'active',
      }),
    ),
    rank: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(40))).check(
      z.meta({
        description: 'The rank of the customer.',
        example: 'gold',
      }),
    ),
    kind: z.optional(z.enum(CUSTOMER_KINDS)).check(
      z.meta({
        description: 'The type of relationship.',
        example: 'customer',
      }),
    ),
    ...createdFilters(),
    sort: z.optional(z.enum(CUSTOMER_SORTS)).check(
      z.meta({
        description:
          'The sort key: creation time (default) or name. If you filter by `name`, the list is always sorted by name; if you filter by `email`, it cannot be sorted by creation time.',
        example: 'name',
      }),
    ),
    order: z.optional(z.enum(ORDERS)).check(
      z.meta({
        description:
          'The sort order. By default, newest first if sorted by creation time, and A to Z if sorted by name or address.',
        example: 'asc',
      }),
    ),
  }),
);

/**
 * Returns whether the filters allow the requested order. A list filtered by name or address is sorted by that field.
 */
function isInOrder({ name, email, sort }: z.output<ReturnType<typeof filters>>): boolean {
  return sort !== 'created' || (name === undefined && email === undefined);
}
const OUT_OF_ORDER = {
  path: ['sort'],
  message: 'A list filtered by name or email cannot be sorted by creation time. Omit sort.',
};

/** The query parameters of `GET /v1/customers`. Filters are combined with AND. */
export const listCustomersSchema = once(() =>
  z
    .extend(pageSchema(), { search: searchParameter('the company’s name'), ...filters().shape })
    .check(
      z.refine(leavesTime, NO_TIME_LEFT),
      z.refine(isInOrder, OUT_OF_ORDER),
      z.refine(({ search, sort, order }) => search === undefined || (sort ?? order) === undefined, {
        path: ['search'],
        message: 'Search results have their own order. Omit sort and order.',
      }),
    ),
);

/**
 * The query parameters of `GET /v1/customers/export`. The same as for the list, without search and with larger pages.
 */
export const exportCustomersSchema = once(() =>
  z
    .extend(partRequest({ most: 1000, usual: 1000 }), filters().shape)
    .check(z.refine(leavesTime, NO_TIME_LEFT), z.refine(isInOrder, OUT_OF_ORDER)),
);
