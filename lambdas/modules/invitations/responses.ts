import * as z from 'zod';

import { knownProfile, moment, pageOf, person } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { FORM_FIELDS, INVITATION_KINDS } from '../platform/form-fields.ts';
import { CONTACT_ROLES } from '../records/contact.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES, TIMELINE_TYPES } from '../records/invitation.ts';
import type { invitationRoutes } from './routes.ts';

/** The delivery of an email that Foyer sends with a link. */
export const deliveryResponse = z
  .strictObject({
    status: z.enum(DELIVERY_STATUSES).meta({
      description: 'The delivery status of the latest email; `none` if no email was requested.',
      example: 'delivered',
    }),
    updatedAt: moment('The time at which the status last changed.'),
    reason: z.string().optional().meta({
      description: 'The reason why the email was not delivered, as reported by the mail system.',
      example: 'MessageRejected: Email address is not verified.',
    }),
    sends: z
      .int()
      .min(0)
      .meta({ description: 'The number of emails requested so far.', example: 1 }),
  })
  .meta({
    id: 'Delivery',
    description: 'The delivery of the latest email. It never affects the status of the invitation.',
  });

const customerOfInvitation = z
  .strictObject({
    id: z.string().meta({
      description: 'The ID of the customer.',
      example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    name: z
      .string()
      .optional()
      .meta({ description: 'The name of the customer.', example: 'Analytical Engines Ltd' }),
  })
  .meta({ id: 'InvitationCustomer', description: 'The customer that an invitation belongs to.' });

/** An invitation in a list. */
export const invitationSummaryResponse = z
  .strictObject({
    id: z.string().meta({
      description: 'The ID of the invitation. It stays the same when the invitation is resent.',
      example: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    tenantId: z.string().meta({ description: 'The ID of the tenant.', example: 'acme' }),
    kind: z.enum(INVITATION_KINDS).meta({
      description: 'The type of relationship, which determines the registration form.',
      example: 'customer',
    }),
    email: z.string().meta({
      description: 'The invitee’s email address, as entered.',
      example: 'ada@example.com',
    }),
    status: z.enum(INVITATION_STATUSES).meta({
      description: 'The status of the invitation. It becomes `expired` at the time in `expiresAt`.',
      example: 'pending',
    }),
    delivery: deliveryResponse,
    company: z.string().optional().meta({
      description: 'The name of the invitee’s company, if it was entered.',
      example: 'Analytical Engines Ltd',
    }),
    phone: z
      .string()
      .optional()
      .meta({ description: 'The phone number of the company.', example: '+44 20 7946 0100' }),
    rank: z.string().optional().meta({
      description: 'The rank of the customer, in your own terms.',
      example: 'gold',
    }),
    customer: customerOfInvitation
      .optional()
      .meta({ description: 'The customer that the invitee belongs to, if it exists.' }),
    role: z.enum(CONTACT_ROLES).meta({
      description:
        'The role of the invitee. An owner manages the company’s account and can invite colleagues.',
      example: 'owner',
    }),
    applicationId: z.string().meta({
      description: 'The ID of the application that the invitation is for.',
      example: 'default',
    }),
    groups: z
      .array(z.string())
      .meta({ description: 'The groups that the account is added to.', example: ['customers'] }),
    profile: knownProfile('The values that prefill the registration form.'),
    editableFields: z.array(z.enum(FORM_FIELDS)).meta({
      description: 'The fields of the registration form that the invitee can change.',
      example: ['firstName', 'lastName', 'company'],
    }),
    allowDifferentEmail: z.boolean().meta({
      description: 'Indicates whether the invitee can sign up with a different email address.',
      example: false,
    }),
    locale: z
      .string()
      .meta({ description: 'The language of the email and the sign-up page.', example: 'en' }),
    redirectUrl: z.string().optional().meta({
      description: 'The URL that the invitee is sent to after signing up.',
      example: 'https://portal.example.com/welcome',
    }),
    metadata: z
      .record(z.string(), z.string())
      .meta({ description: 'The metadata that you set.', example: { dealId: 'D-1842' } }),
    expiresAt: moment('The time at which the link expires.'),
    createdAt: moment('The time at which the invitation was created.'),
    updatedAt: moment('The time at which the invitation was last updated.'),
    invitedBy: person('The user or API client that created the invitation.'),
    acceptedAt: moment('The time at which the invitation was accepted.').optional(),
    acceptedUserId: z
      .string()
      .optional()
      .meta({ description: 'The ID of the user that was created.', example: '8c1f-customer' }),
    acceptedEmail: z.string().optional().meta({
      description: 'The email address of the account, if it differs from the invited one.',
      example: 'ada.private@example.org',
    }),
    declinedAt: moment('The time at which the invitation was declined.').optional(),
    revokedAt: moment('The time at which the invitation was revoked.').optional(),
    revokedBy: person('The user or API client that revoked the invitation.').optional(),
  })
  .meta({
    id: 'InvitationSummary',
    description: 'An invitation in a list, without its message and timeline.',
  });
export type InvitationSummaryResponse = z.input<typeof invitationSummaryResponse>;

const timelineEntry = z
  .strictObject({
    at: moment('The time of the event.'),
    type: z
      .enum(TIMELINE_TYPES)
      .meta({ description: 'The type of the event.', example: 'created' }),
    by: person('The user or API client that caused the event, if any.').optional(),
    detail: z.string().optional().meta({
      description: 'More information, such as the reason why an email failed.',
      example: 'MessageRejected',
    }),
  })
  .meta({ id: 'TimelineEntry', description: 'An event in the history of an invitation.' });

/** A single invitation. */
export const invitationResponse = z
  .strictObject({
    ...invitationSummaryResponse.shape,
    message: z.string().optional().meta({
      description: 'Your personal message in the email.',
      example: 'We look forward to working with you.',
    }),
    timeline: z.array(timelineEntry).meta({
      description: 'The history of the invitation, oldest first: about 50 entries at most.',
    }),
  })
  .meta({ id: 'Invitation', description: 'An invitation with its message and timeline.' });
export type InvitationResponse = z.input<typeof invitationResponse>;

/** The response of `GET /v1/invitations`. */
const invitationPageResponse = pageOf('InvitationPage', invitationSummaryResponse);

/** The response of `POST /v1/invitations/{id}/link`. */
const invitationLinkResponse = z
  .strictObject({
    link: z.string().meta({
      description: 'The link. Store or deliver it now, because it is not shown again.',
      example: 'https://join.example.com/sign-up#inv_0j4n8q2v6x0c4h8m2r6w0b4f8k.SECRET',
    }),
    expiresAt: moment('The time at which the link expires.'),
  })
  .meta({ id: 'InvitationLink', description: 'An invitation link that you deliver yourself.' });

/** The reference of {@link invitationRoutes}. */
export const invitationReference = {
  createInvitation: {
    summary: 'Create an invitation',
    description:
      'Creates an invitation and emails its link, unless `notify` is false. Only `email` is required. An address can have one open invitation at a time.',
    responses: { 201: invitationResponse },
  },
  listInvitations: {
    summary: 'List invitations',
    description:
      'Returns invitations without `message` and `timeline`. Filters are combined with AND. The cost of a page does not depend on the number of invitations: if a combination of filters matches few, a page can be short or even empty and still have a `nextCursor`. The list ends when `nextCursor` is null. The `expired` status is computed from the clock and is exact to the second. Other changes appear in the list within about a second.',
    responses: { 200: invitationPageResponse },
  },
  getInvitation: {
    summary: 'Get an invitation',
    description: 'Returns all details of an invitation except its link.',
    responses: { 200: invitationResponse },
  },
  resendInvitation: {
    summary: 'Resend an invitation',
    description:
      'Emails a new link with a new expiry for a pending or expired invitation. The ID stays the same, and all earlier links stop working immediately. Two concurrent requests send one email. Fails if the customer that the invitation belongs to is suspended.',
    responses: { 200: invitationResponse },
  },
  createInvitationLink: {
    summary: 'Create an invitation link',
    description:
      'Returns a link that you deliver yourself. It replaces the link returned by an earlier call; emailed links keep working. An expired invitation is renewed. Before signing up, the invitee must confirm the invited address with a code. Fails if the customer that the invitation belongs to is suspended.',
    responses: { 200: invitationLinkResponse },
  },
  deleteInvitation: {
    summary: 'Delete an invitation',
    description:
      'Deletes an invitation that was accepted, declined, or revoked, or has expired, with all personal data in it. The account that it created is kept.',
    responses: { 204: null },
  },
  revokeInvitation: {
    summary: 'Revoke an invitation',
    description:
      'Revokes a pending or expired invitation. Anyone who opens its link sees that it was revoked. The address can be invited again.',
    responses: { 200: invitationResponse },
  },
} satisfies References<typeof invitationRoutes>;
