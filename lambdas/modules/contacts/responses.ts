import * as z from 'zod';

import { known, moment, pageOf } from '../http/responses.ts';
import { CONTACT_ROLES, CONTACT_STATUSES } from '../records/contact.ts';

const contactId = 'con_0j4n8q2v6x0c4h8m2r6w0b4f8k';
const customerId = 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k';
const phone = known('Phone number.', '+44 20 7946 0123');
const tenantId = z.string().meta({ description: 'The ID of the tenant.', example: 'acme' });

/** A contact of a customer. */
export const contactResponse = z
  .strictObject({
    id: z.string().meta({ description: 'The ID of the contact.', example: contactId }),
    tenantId,
    customerId: z.string().meta({
      description: 'The ID of the customer that the contact belongs to.',
      example: customerId,
    }),
    status: z.enum(CONTACT_STATUSES).meta({
      description:
        'The status of the contact. `none`: not invited yet. `invited`: an invitation was sent. `active`: the contact has an account. `removed`: the contact no longer has access.',
      example: 'active',
    }),
    role: z.enum(CONTACT_ROLES).meta({
      description:
        'The role of the contact. An owner manages the company’s account and can invite colleagues.',
      example: 'owner',
    }),
    email: known('The email address, as entered.', 'ada@example.com'),
    signInEmail: known(
      'The address that the contact signs in with, if it has an account: `email` in lowercase with the domain in ASCII.',
      'ada@example.com',
    ),
    firstName: known('First name.', 'Ada'),
    lastName: known('Last name.', 'Lovelace'),
    jobTitle: known('Job title.', 'Buyer'),
    phone,
    groups: z
      .array(z.string())
      .meta({ description: 'The groups that the account belongs to.', example: ['customers'] }),
    userId: known('The ID of the user.', '8c1f-customer'),
    invitationId: known('The ID of the latest invitation.', 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k'),
    removedAt: moment('The time at which the contact was removed.').optional(),
    version: z.int().meta({
      description:
        'The version, which increases by 1 with each change. It is the value of the `ETag`.',
      example: 1,
    }),
    createdAt: moment('The time at which the contact was created.'),
    updatedAt: moment('The time of the last update.'),
  })
  .meta({ id: 'Contact', description: 'A contact of a customer.' });
export type ContactResponse = z.input<typeof contactResponse>;

/** The answer of `GET /v1/customers/{id}/contacts`. */
export const contactPageResponse = pageOf('ContactPage', contactResponse);

/** The answer of `GET /v1/contacts`. */
export const allContactsPageResponse = pageOf(
  'CustomerContactPage',
  z
    .strictObject({
      ...contactResponse.shape,
      customerName: known('The name of the customer.', 'Analytical Engines Ltd'),
    })
    .meta({ id: 'CustomerContact', description: 'A contact with the name of its customer.' }),
);
