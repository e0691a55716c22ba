import * as z from 'zod';
import { addressChange, customerFields } from '../customers/fields.ts';
import { removable } from '../shared/removable.ts';
import { line, phone } from '../shared/text.ts';

/**
 * The body of `PATCH /v1/me`: a JSON merge patch (RFC 7396). `email` stands in it so that a form can be sent back whole, and
 * so that who tries to change it is told why that cannot be.
 */
export const changeMeSchema = z.strictObject({
  firstName: z
    .optional(line('The first name', 100))
    .meta({ description: 'First name.', example: 'Ada' }),
  lastName: z
    .optional(line('The last name', 100))
    .meta({ description: 'Last name.', example: 'Lovelace' }),
  jobTitle: removable(line('The job title', 100), {
    description: 'Job title.',
    example: 'Buyer',
  }),
  phone: removable(phone(), { description: 'Telephone number.', example: '+44 20 7946 0123' }),
  email: z.string().max(320, 'The email address may be at most 254 characters.').optional().meta({
    description: 'May be sent along as it is. It cannot be changed: you sign in with it.',
    example: 'ada@example.com',
  }),
});
export type ChangeMeRequest = z.infer<typeof changeMeSchema>;

/** The body of `PATCH /v1/me/customer`: a JSON merge patch (RFC 7396) of what the company says about itself. */
export const changeOwnCustomerSchema = z.strictObject({
  name: z.optional(customerFields.name),
  phone: removable(customerFields.phone),
  address: addressChange,
  website: removable(customerFields.website),
});
export type ChangeOwnCustomerRequest = z.infer<typeof changeOwnCustomerSchema>;
