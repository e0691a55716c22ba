import * as z from 'zod';

import { ORDERS } from '../dynamodb/list-reader.ts';
import {
  addressPrefix,
  createdFilters,
  leavesTime,
  NO_TIME_LEFT,
  pageRequest,
  several,
} from '../http/list-parameters.ts';
import { emailSchema, idText } from '../http/request-fields.ts';
import { companySchema, INVITATION_KINDS } from '../platform/sign-up-form.ts';
import { line, phone } from '../platform/text.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from '../records/invitation.ts';
import { searchParameter } from '../search/search-words.ts';
import { invitationTerms } from './invitation-fields.ts';

/** The body of `POST /v1/invitations`. */
export const createInvitationSchema = z.strictObject({
  email: emailSchema.meta({
    description:
      'The invitee’s email address. The invitation is sent to it, and the invitee signs in with it.',
    example: 'ada@example.com',
    format: 'idn-email',
  }),
  company: z.optional(companySchema).meta({
    description: 'The name of the invitee’s company.',
    example: 'Analytical Engines Ltd',
  }),
  phone: z.optional(phone()).meta({
    description: 'The phone number of the company.',
    example: '+44 20 7946 0100',
  }),
  kind: invitationTerms.kind.optional(),
  rank: z.optional(line('The rank', 40)).meta({
    description: 'The rank of the customer, in your own terms.',
    example: 'gold',
  }),
  customerId: idText.optional().meta({
    description:
      'The ID of an existing customer that the invitee joins. If a contact of the customer has this address and no account, the invitee joins as that contact.',
    example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  presetId: idText.optional().meta({
    description: 'The ID of a preset that provides values for omitted fields.',
    example: 'pre_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  applicationId: invitationTerms.applicationId.optional(),
  allowDifferentEmail: invitationTerms.allowDifferentEmail.optional(),
  redirectUrl: invitationTerms.redirectUrl.optional(),
  profile: z.optional(invitationTerms.profile),
  editableFields: invitationTerms.editableFields.optional(),
  groups: invitationTerms.groups.optional(),
  locale: invitationTerms.locale.optional(),
  message: invitationTerms.message.optional(),
  expiresInDays: invitationTerms.expiresInDays.optional(),
  notify: z.boolean().default(true).meta({
    description: 'Indicates whether an email is sent.',
    example: true,
  }),
  metadata: invitationTerms.metadata.optional(),
  onConflict: z.enum(['error', 'resend']).default('error').meta({
    description:
      'The behavior if the address already has a pending invitation: `error` rejects the request, `resend` resends that invitation.',
    example: 'error',
  }),
});
export type CreateInvitationRequest = z.infer<typeof createInvitationSchema>;

/** The page of a list: at most `limit` rows, after the position of `cursor`. */
export const pageSchema = pageRequest(
  { most: 100, usual: 50 },
  'The `nextCursor` of the previous page. Use the same filters and order.',
);

/** The query of `GET /v1/invitations`. Filters are combined with AND. */
export const listInvitationsSchema = pageSchema
  .extend({
    search: searchParameter('the first name, the last name, or the address'),
    status: several('status', INVITATION_STATUSES)
      .optional()
      .meta({
        description: 'The status of the invitation. Accepts several values.',
        example: ['accepted', 'declined', 'revoked', 'expired'],
      }),
    delivery: several('delivery', DELIVERY_STATUSES)
      .optional()
      .meta({
        description: 'The delivery status of the latest email. Accepts several values.',
        example: ['bounced', 'failed'],
      }),
    kind: z.enum(INVITATION_KINDS).optional().meta({
      description: 'The type of relationship.',
      example: 'customer',
    }),
    customerId: z
      .string()
      .regex(
        /^cus_[0-9a-z]{26}$/,
        'customerId must be a customer ID: "cus_" followed by 26 letters and digits.',
      )
      .optional()
      .meta({
        description: 'The ID of the customer that the invitee belongs to.',
        example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
      }),
    email: addressPrefix.optional().meta({
      description:
        'A prefix of the email address, not case-sensitive. The list is then sorted by address, unless you also filter by `customerId`.',
      example: 'ada@ex',
    }),
    ...createdFilters,
    order: z.enum(ORDERS).default('desc').meta({
      description:
        'The sort order by creation time: `desc` is newest first. With `email`, the sort order by address: `asc` is A to Z. A search has its own order.',
      example: 'desc',
    }),
  })
  .refine(leavesTime, NO_TIME_LEFT);
