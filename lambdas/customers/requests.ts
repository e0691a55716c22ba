import * as z from 'zod';
import { removable } from '../shared/removable.ts';
import { firstNameSchema, jobTitleSchema, lastNameSchema } from '../shared/sign-up-form.ts';
import { phone } from '../shared/text.ts';
import { COPIED_BY_DEFAULT, COPY_SETTINGS } from './customer-copy.ts';
import { addressChange, customerFields } from './fields.ts';

const { name, kind, email, ...rest } = customerFields;

const allowDuplicate = z.boolean().default(false).meta({
  description: 'Whether there may be another customer with the same name already.',
  example: false,
});

/** What is said about the primary contact of a new customer. */
const primaryContact = {
  email: email.optional(),
  contact: z
    .strictObject({
      firstName: z.optional(firstNameSchema).meta({ description: 'First name.', example: 'Ada' }),
      lastName: z.optional(lastNameSchema).meta({ description: 'Last name.', example: 'Lovelace' }),
      jobTitle: z.optional(jobTitleSchema).meta({ description: 'Job title.', example: 'Buyer' }),
      phone: z
        .optional(phone())
        .meta({ description: 'Telephone number.', example: '+44 20 7946 0123' }),
    })
    .optional()
    .meta({
      description: 'The primary contact. With an `email` or a name, it becomes a contact at once.',
    }),
  sendInvite: z.boolean().default(false).meta({
    description: 'Whether the primary contact is invited in the same step: needs `email`.',
    example: false,
  }),
} as const;

/** The body of `POST /v1/customers`. */
export const createCustomerSchema = z.strictObject({
  name,
  kind: kind.default('customer'),
  ...z.object(rest).partial().shape,
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
        'What the new customer begins with: `profile` is phone, tax id, address and website. `servicePlan` needs the scope customers:plan.',
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
    description: 'The address of its primary contact: until that one is invited.',
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
  groups: removable(rest.groups),
  allowDuplicate,
});
export type UpdateCustomerRequest = z.infer<typeof updateCustomerSchema>;
