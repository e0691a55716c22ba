import * as z from 'zod';
import { known, moment, pageOf } from '../shared/responses.ts';
import { CONTACT_ROLES, CUSTOMER_KINDS, CUSTOMER_STATUSES } from './customer.ts';

const phone = known('Telephone number.', '+44 20 7946 0123');
const tenantId = z.string().meta({ description: 'Whose customer it is.', example: 'acme' });

/** A customer in a list. */
export const customerSummaryResponse = z.strictObject({
  id: z.string().meta({
    description: 'The id of the customer.',
    example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  tenantId,
  kind: z
    .enum(CUSTOMER_KINDS)
    .meta({ description: 'Whether you sell to it or buy from it.', example: 'customer' }),
  name: z
    .string()
    .meta({ description: 'The name of the company.', example: 'Analytical Engines Ltd' }),
  status: z
    .enum(CUSTOMER_STATUSES)
    .meta({ description: 'Whether its people may sign in.', example: 'active' }),
  email: z
    .string()
    .meta({ description: 'The address of its first contact.', example: 'ada@example.com' }),
  phone,
  taxId: known('Tax identification number.', 'DE 123456789'),
  rank: known('How important it is, in your own words.', 'gold'),
  createdAt: moment('When the customer was made.'),
  updatedAt: moment('When it last changed.'),
});
export type CustomerSummaryResponse = z.input<typeof customerSummaryResponse>;

const contact = z.strictObject({
  id: z.string().meta({
    description: 'The id of the contact.',
    example: 'con_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  tenantId,
  customerId: z.string().meta({
    description: 'The customer that the person belongs to.',
    example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  role: z
    .enum(CONTACT_ROLES)
    .meta({ description: 'An owner may invite colleagues.', example: 'owner' }),
  email: z.string().meta({
    description: 'The address that the person signs in with.',
    example: 'ada@example.com',
  }),
  firstName: z.string().meta({ description: 'First name.', example: 'Ada' }),
  lastName: z.string().meta({ description: 'Last name.', example: 'Lovelace' }),
  jobTitle: z.string().optional().meta({ description: 'Job title.', example: 'Buyer' }),
  phone,
  userId: z
    .string()
    .meta({ description: 'The id of the user that signs in.', example: '8c1f-customer' }),
  invitationId: z.string().meta({
    description: 'The invitation that the person accepted.',
    example: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  createdAt: moment('When the contact was made.'),
  updatedAt: moment('When it last changed.'),
});

/** A customer on its own, with its people. */
export const customerResponse = z.strictObject({
  ...customerSummaryResponse.shape,
  contacts: z
    .array(contact)
    .meta({ description: 'The people of the customer: the first hundred.' }),
});

/** The answer of `GET /v1/customers`. */
export const customerPageResponse = pageOf(customerSummaryResponse);
