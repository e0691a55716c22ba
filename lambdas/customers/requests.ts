import * as z from 'zod';
import { removable } from '../shared/removable.ts';
import { line, phone } from '../shared/text.ts';
import { addressChange, customerFields } from './fields.ts';

const { name, kind, email, ...rest } = customerFields;

const allowDuplicate = z.boolean().default(false).meta({
  description: 'Whether there may be another customer with the same name already.',
  example: false,
});

/** The body of `POST /v1/customers`. */
export const createCustomerSchema = z.strictObject({
  name,
  kind: kind.default('customer'),
  email: email.optional(),
  ...z.object(rest).partial().shape,
  contact: z
    .strictObject({
      firstName: z
        .optional(line('The first name', 100))
        .meta({ description: 'First name.', example: 'Ada' }),
      lastName: z
        .optional(line('The last name', 100))
        .meta({ description: 'Last name.', example: 'Lovelace' }),
      jobTitle: z
        .optional(line('The job title', 100))
        .meta({ description: 'Job title.', example: 'Buyer' }),
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
  allowDuplicate,
});
export type CreateCustomerRequest = z.infer<typeof createCustomerSchema>;

/** The body of `PATCH /v1/customers/{id}`: a JSON merge patch (RFC 7396). */
export const changeCustomerSchema = z.strictObject({
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
export type ChangeCustomerRequest = z.infer<typeof changeCustomerSchema>;
