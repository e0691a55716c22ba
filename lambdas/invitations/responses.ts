import * as z from 'zod';
import { CONTACT_ROLES } from '../customers/contact.ts';
import { knownProfile, moment, pageOf, person } from '../shared/responses.ts';
import { FORM_FIELDS } from '../shared/sign-up-form.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES, TIMELINE_TYPES } from './invitation.ts';
import { INVITATION_KINDS } from '../shared/kinds.ts';

const delivery = z
  .strictObject({
    status: z.enum(DELIVERY_STATUSES).meta({
      description: 'Where the mail is; `none` when no mail was asked for.',
      example: 'delivered',
    }),
    updatedAt: moment('Since when it is so.'),
    reason: z.string().optional().meta({
      description: 'Why the mail did not arrive, as the mail system put it.',
      example: 'MessageRejected: Email address is not verified.',
    }),
    sends: z
      .int()
      .min(0)
      .meta({ description: 'How many mails were asked for so far.', example: 1 }),
  })
  .meta({ description: 'What became of the latest mail. It never changes the status.' });

/** An invitation in a list. */
export const invitationSummaryResponse = z.strictObject({
  id: z.string().meta({
    description: 'The id of the invitation; it stays through every resend.',
    example: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  tenantId: z.string().meta({ description: 'Who invites.', example: 'acme' }),
  kind: z
    .enum(INVITATION_KINDS)
    .meta({ description: 'Which registration form it opens.', example: 'customer' }),
  email: z
    .string()
    .meta({ description: 'Who is invited, as it was typed.', example: 'ada@example.com' }),
  status: z.enum(INVITATION_STATUSES).meta({
    description: 'Where the invitation stands; `expired` the moment that `expiresAt` is reached.',
    example: 'pending',
  }),
  delivery,
  company: z.string().optional().meta({
    description: 'The company that is invited, where it was known.',
    example: 'Analytical Engines Ltd',
  }),
  phone: z
    .string()
    .optional()
    .meta({ description: 'Telephone number of the company.', example: '+44 20 7946 0100' }),
  rank: z.string().optional().meta({
    description: 'What the customer is to you, in your own words.',
    example: 'gold',
  }),
  customer: z
    .strictObject({
      id: z.string().meta({
        description: 'The id of the customer.',
        example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
      }),
      name: z
        .string()
        .optional()
        .meta({ description: 'The name of the customer.', example: 'Analytical Engines Ltd' }),
    })
    .optional()
    .meta({ description: 'The customer that the person belongs to, once there is one.' }),
  role: z
    .enum(CONTACT_ROLES)
    .meta({ description: 'An owner may invite colleagues.', example: 'owner' }),
  applicationId: z
    .string()
    .meta({ description: 'The application that the invitation is for.', example: 'default' }),
  groups: z
    .array(z.string())
    .meta({ description: 'The groups that the account gets.', example: ['customers'] }),
  profile: knownProfile('What the sign-up form is filled with beforehand.'),
  editableFields: z.array(z.enum(FORM_FIELDS)).meta({
    description: 'The fields of the form that the person may change.',
    example: ['firstName', 'lastName', 'company'],
  }),
  allowDifferentEmail: z.boolean().meta({
    description: 'Whether the person may sign up with another address.',
    example: false,
  }),
  locale: z.string().meta({ description: 'The language of mail and page.', example: 'en' }),
  redirectUrl: z.string().optional().meta({
    description: 'Where somebody goes who has signed up.',
    example: 'https://portal.example.com/welcome',
  }),
  metadata: z
    .record(z.string(), z.string())
    .meta({ description: 'Your own notes, as you sent them.', example: { dealId: 'D-1842' } }),
  expiresAt: moment('When the link stops working.'),
  createdAt: moment('When the invitation was made.'),
  updatedAt: moment('When it last changed.'),
  invitedBy: person('Who invited.'),
  acceptedAt: moment('When the account was made.').optional(),
  acceptedUserId: z
    .string()
    .optional()
    .meta({ description: 'The id of the user that was made.', example: '8c1f-customer' }),
  acceptedEmail: z.string().optional().meta({
    description: 'The address of the account, where it is not the invited one.',
    example: 'ada.private@example.org',
  }),
  declinedAt: moment('When the person declined.').optional(),
  revokedAt: moment('When it was taken back.').optional(),
  revokedBy: person('Who took it back.').optional(),
});
export type InvitationSummaryResponse = z.input<typeof invitationSummaryResponse>;

const timelineEntry = z.strictObject({
  at: moment('When it happened.'),
  type: z.enum(TIMELINE_TYPES).meta({ description: 'What happened.', example: 'created' }),
  by: person('Who did it, when a person did.').optional(),
  detail: z.string().optional().meta({
    description: 'What more there is to say, such as why a mail failed.',
    example: 'MessageRejected',
  }),
});

/** An invitation on its own. */
export const invitationResponse = z.strictObject({
  ...invitationSummaryResponse.shape,
  message: z.string().optional().meta({
    description: 'What the mail says in your own words.',
    example: 'We look forward to working with you.',
  }),
  timeline: z.array(timelineEntry).meta({
    description: 'What happened so far, the oldest first: at most about 50 steps.',
  }),
});
export type InvitationResponse = z.input<typeof invitationResponse>;

/** The answer of `GET /v1/invitations`. */
export const invitationPageResponse = pageOf(invitationSummaryResponse);

/** The answer of `POST /v1/invitations/{id}/link`. */
export const invitationLinkResponse = z.strictObject({
  link: z.string().meta({
    description: 'The link. Hand it over now: it is not shown again.',
    example: 'https://join.example.com/sign-up#inv_0j4n8q2v6x0c4h8m2r6w0b4f8k.SECRET',
  }),
  expiresAt: moment('When the link stops working.'),
});
