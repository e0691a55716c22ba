import * as z from 'zod';

import { known, MERGE_PATCH, moment, pageOf } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { invitationResponse } from '../invitations/responses.ts';
import { CONTACT_ROLES, CONTACT_STATUSES } from '../records/contact.ts';
import type { contactRoutes } from './routes.ts';

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

/** The response of `GET /v1/customers/{id}/contacts`. */
const contactPageResponse = pageOf('ContactPage', contactResponse);

/** The response of `GET /v1/contacts`. */
const allContactsPageResponse = pageOf(
  'CustomerContactPage',
  z
    .strictObject({
      ...contactResponse.shape,
      customerName: known('The name of the customer.', 'Analytical Engines Ltd'),
    })
    .meta({ id: 'CustomerContact', description: 'A contact with the name of its customer.' }),
);

/** The reference of {@link contactRoutes}. */
export const contactReference = {
  createContact: {
    summary: 'Create a contact',
    description:
      'Adds a contact to a customer. A name or an email address is enough. With `sendInvite`, which also requires the `invitations:write` scope, the contact is created and invited in one transaction; if a contact of the customer already has the address, that contact is updated with the values that you send and invited. The first contact of a customer is an owner and becomes the primary contact. Send the returned `ETag` as `If-Match` when you update the contact.',
    responses: { 201: contactResponse },
  },
  listContacts: {
    summary: 'List contacts',
    description:
      'Returns all contacts of a customer in no particular order, including removed ones (see `status`).',
    responses: { 200: contactPageResponse },
  },
  listAllContacts: {
    summary: 'List contacts of all customers',
    description:
      'Returns the contacts of all customers of your company, newest first. Removed contacts are returned only if `status` is `removed`. Filters are combined with AND. The cost of a page does not depend on the number of contacts: if a combination of filters matches few, a page can be short or even empty and still have a `nextCursor`. The list ends when `nextCursor` is null. Changes appear in the list within about a second. If you filter by `search` or `email`, contacts are sorted by the matching word, then newest first. If you filter by `customerId` without `search`, they are in no particular order.',
    responses: { 200: allContactsPageResponse },
  },
  getContact: {
    summary: 'Get a contact',
    description: 'Returns a contact, even if it was removed.',
    responses: { 200: contactResponse },
  },
  updateContact: {
    summary: 'Update a contact',
    description: `${MERGE_PATCH} Once the contact has an account, its email address and groups cannot be changed. An open invitation is updated with the contact. If you change the email address, the open invitation is revoked, because its link was sent to the old address.`,
    responses: { 200: contactResponse },
  },
  deleteContact: {
    summary: 'Delete a contact',
    description:
      'Removes a contact. It gets no new tokens; tokens that were already issued expire within 20 minutes. An open invitation is revoked immediately, and the account is deleted within minutes. The contact is kept as history with the `removed` status, and its address can be invited again. Deleting a removed contact has no effect.',
    responses: { 204: null },
  },
  inviteContact: {
    summary: 'Invite a contact',
    description:
      'Invites a contact. Also requires the `invitations:write` scope. If the contact has a pending or expired invitation, a new link is sent (200). If the last invitation was revoked or declined, a new invitation is created (201). You can repeat this until the contact has an account.',
    responses: { 200: invitationResponse, 201: invitationResponse },
  },
} satisfies References<typeof contactRoutes>;
