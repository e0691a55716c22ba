import * as z from 'zod';
import { removable } from '../platform/removable.ts';
import { firstNameSchema, jobTitleSchema, lastNameSchema } from '../platform/sign-up-form.ts';
import { phone } from '../platform/text.ts';
import { COPIED_BY_DEFAULT, COPY_SETTINGS } from './customer-copy.ts';
import { addressChange, customerFields } from './fields.ts';

const { name, kind, email, ...rest } = customerFields;

const allowDuplicate = z.boolean().default(false).meta({
  description: 'Indicates whether another customer can have the same name.',
  example: false,
});

/** The primary contact of a new customer. */
const primaryContact = {
  email: email.optional(),
  contact: z
    .strictObject({
      firstName: z.optional(firstNameSchema).meta({ description: 'First name.', example: 'Ada' }),
      lastName: z.optional(lastNameSchema).meta({ description: 'Last name.', example: 'Lovelace' }),
      jobTitle: z.optional(jobTitleSchema).meta({ description: 'Job title.', example: 'Buyer' }),
      phone: z
        .optional(phone())
        .meta({ description: 'Phone number.', example: '+44 20 7946 0123' }),
    })
    .meta({
      id: 'PrimaryContactInput',
      description: 'The primary contact. It is created if you send `email` or a name.',
    })
    .optional(),
  sendInvite: z.boolean().default(false).meta({
    description: 'Indicates whether the primary contact is invited. Requires `email`.',
    example: false,
  }),
} as const;

/** The body of `POST /v1/customers`. */
export const createCustomerSchema = z.strictObject({
  name,
  kind: kind.default('customer'),
  ...z.object(rest).partial().shape,
  // `[]` means none given here; in a PATCH it means none.
  groups: rest.groups
    .transform((groups) => (groups.length === 0 ? undefined : groups))
    .optional()
    .meta({
      description:
        'The default groups of its contacts. An empty array is the same as omitting the field: the first group that the tenant allows.',
      example: ['customers'],
    }),
  ...primaryContact,
  allowDuplicate,
});
export type CreateCustomerRequest = z.infer<typeof createCustomerSchema>;

/** The body of `POST /v1/customers/{id}/copy`. */
export const copyCustomerSchema = z.strictObject({
  name,
  settings: z
    .array(z.enum(COPY_SETTINGS))
    .refine((names) => new Set(names).size === names.length, 'settings must not repeat an entry.')
    .default([...COPIED_BY_DEFAULT])
    .meta({
      description:
        'The settings to copy. `profile` is phone, tax ID, address, and website. `servicePlan` requires the scope `customers:plan`.',
      example: ['profile', 'services', 'groups'],
    }),
  ...primaryContact,
  allowDuplicate,
});
export type CopyCustomerRequest = z.infer<typeof copyCustomerSchema>;

/** The body of `PATCH /v1/customers/{id}`: a JSON merge patch (RFC 7396). */
export const updateCustomerSchema = z.strictObject({
  name: name.optional(),
  email: removable(email, {
    description:
      'The email address of the primary contact. It can be changed until the contact is invited.',
    example: 'ada@example.com',
  }),
  phone: removable(rest.phone),
  taxId: removable(rest.taxId),
  rank: removable(rest.rank),
  address: addressChange,
  website: removable(rest.website),
  notes: removable(rest.notes),
  services: removable(rest.services),
  servicePlan: removable(rest.servicePlan),
  groups: removable(rest.groups, {
    description:
      'The default groups of its contacts. An empty array and null both remove them: its contacts get the first group that the tenant allows.',
    example: ['customers'],
  }),
  allowDuplicate,
});
export type UpdateCustomerRequest = z.infer<typeof updateCustomerSchema>;
