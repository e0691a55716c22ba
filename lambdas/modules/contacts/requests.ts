import * as z from 'zod/mini';

import { addressPrefix } from '../http/list-parameters.ts';
import { removable } from '../http/merge-patch.ts';
import { groupsSchema, newGroups } from '../http/request-fields.ts';
import { createInvitationSchema, pageSchema } from '../invitations/requests.ts';
import { once } from '../platform/once.ts';
import { firstNameSchema, jobTitleSchema, lastNameSchema } from '../platform/sign-up-form.ts';
import { phone } from '../platform/text.ts';
import { CONTACT_ROLES, CONTACT_STATUSES } from '../records/contact.ts';
import { searchParameter } from '../search/search-words.ts';

const email = once(() =>
  createInvitationSchema().shape.email.check(
    z.meta({
      description:
        'The email address. Invitations are sent to it, and the contact signs in with it.',
      example: 'ada@example.com',
      format: 'idn-email',
    }),
  ),
);
const role = once(() =>
  z.enum(CONTACT_ROLES).check(
    z.meta({
      description:
        'The role of the contact. An owner manages the company’s account and can invite colleagues.',
      example: 'member',
    }),
  ),
);
const groups = once(() =>
  newGroups().check(
    z.meta({
      description:
        'The groups that the account is added to. Only groups that the tenant allows can be granted. An empty array is the same as omitting the field: the defaults apply.',
      example: ['customers'],
    }),
  ),
);

const words = {
  firstName: { description: 'First name.', example: 'Ada' },
  lastName: { description: 'Last name.', example: 'Lovelace' },
  jobTitle: { description: 'Job title.', example: 'Buyer' },
  phone: { description: 'Phone number.', example: '+44 20 7946 0123' },
};

/** The body of `POST /v1/customers/{id}/contacts`. */
export const createContactSchema = once(() =>
  z.strictObject({
    email: z.optional(email()),
    firstName: z.optional(firstNameSchema).check(z.meta(words.firstName)),
    lastName: z.optional(lastNameSchema).check(z.meta(words.lastName)),
    jobTitle: z.optional(jobTitleSchema).check(z.meta(words.jobTitle)),
    phone: z.optional(phone()).check(z.meta(words.phone)),
    role: z.optional(role()).check(
      z.meta({
        description:
          'The role of the contact. By default, the first contact of a customer is an owner and the others are members.',
        example: 'member',
      }),
    ),
    groups: z.optional(groups()),
    sendInvite: z._default(z.boolean(), false).check(
      z.meta({
        description: 'Indicates whether the contact is invited. Requires `email`.',
        example: true,
      }),
    ),
  }),
);
export type CreateContactRequest = z.infer<ReturnType<typeof createContactSchema>>;

/** The body of `PATCH /v1/customers/{id}/contacts/{contactId}`: a JSON merge patch (RFC 7396). */
export const updateContactSchema = once(() =>
  z.strictObject({
    email: removable(email()),
    firstName: removable(firstNameSchema, words.firstName),
    lastName: removable(lastNameSchema, words.lastName),
    jobTitle: removable(jobTitleSchema, words.jobTitle),
    phone: removable(phone(), words.phone),
    role: z.optional(role()),
    groups: z.optional(groupsSchema()).check(
      z.meta({
        description:
          'The groups that the account is added to. Only groups that the tenant allows can be granted. An empty array restores the defaults: the groups of the customer, or the first group that the tenant allows.',
        example: ['customers'],
      }),
    ),
  }),
);
export type UpdateContactRequest = z.infer<ReturnType<typeof updateContactSchema>>;

/** The query parameters of `GET /v1/customers/{id}/contacts`. */
export const listContactsSchema = once(() => pageSchema());

/** The query parameters of `GET /v1/contacts`. Filters are combined with AND. */
export const listAllContactsSchema = once(() =>
  z.extend(pageSchema(), {
    search: searchParameter('the first name, the last name, or the address'),
    status: z.optional(z.enum(CONTACT_STATUSES)).check(
      z.meta({
        description:
          'The status of the contact. Removed contacts are returned only if you send `removed`.',
        example: 'active',
      }),
    ),
    role: z.optional(z.enum(CONTACT_ROLES)).check(
      z.meta({
        description: 'The role of the contact.',
        example: 'owner',
      }),
    ),
    customerId: z
      .optional(
        z
          .string()
          .check(
            z.regex(
              /^cus_[0-9a-z]{26}$/,
              'customerId must be a customer ID: "cus_" followed by 26 letters and digits.',
            ),
          ),
      )
      .check(
        z.meta({
          description: 'The ID of the customer that the contact belongs to.',
          example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
        }),
      ),
    email: z.optional(addressPrefix()).check(
      z.meta({
        description: 'A prefix of the email address, not case-sensitive.',
        example: 'ada@ex',
      }),
    ),
  }),
);
