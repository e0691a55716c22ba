import * as z from 'zod/mini';

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
import { INVITATION_KINDS } from '../platform/form-fields.ts';
import { once } from '../platform/once.ts';
import { companySchema } from '../platform/sign-up-form.ts';
import { line, phone } from '../platform/text.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from '../records/invitation.ts';
import { searchParameter } from '../search/search-words.ts';
import { invitationTerms } from './invitation-fields.ts';

/** The body of `POST /v1/invitations`. */
export const createInvitationSchema = once(() =>
  z.strictObject({
    email: emailSchema().check(
      z.meta({
        description:
          'The invitee’s email address. The invitation is sent to it, and the invitee signs in with it.',
        example: 'ada@example.com',
        format: 'idn-email',
      }),
    ),
    company: z.optional(companySchema).check(
      z.meta({
        description: 'The name of the invitee’s company.',
        example: 'Analytical Engines Ltd',
      }),
    ),
    phone: z.optional(phone()).check(
      z.meta({
        description: 'The phone number of the company.',
        example: '+44 20 7946 0100',
      }),
    ),
    kind: z.optional(invitationTerms().kind),
    rank: z.optional(line('The rank', 40)).check(
      z.meta({
        description: 'The rank of the customer, in your own terms.',
        example: 'gold',
      }),
    ),
    customerId: z.optional(idText()).check(
      z.meta({
        description:
          'The ID of an existing customer that the invitee joins. If a contact of the customer has this address and no account, the invitee joins as that contact.',
        example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
      }),
    ),
    presetId: z.optional(idText()).check(
      z.meta({
        description: 'The ID of a preset that provides values for omitted fields.',
        example: 'pre_0j4n8q2v6x0c4h8m2r6w0b4f8k',
      }),
    ),
    applicationId: z.optional(invitationTerms().applicationId),
    allowDifferentEmail: z.optional(invitationTerms().allowDifferentEmail),
    redirectUrl: z.optional(invitationTerms().redirectUrl),
    profile: z.optional(invitationTerms().profile),
    editableFields: z.optional(invitationTerms().editableFields),
    groups: z.optional(invitationTerms().groups),
    locale: z.optional(invitationTerms().locale),
    message: z.optional(invitationTerms().message),
    expiresInDays: z.optional(invitationTerms().expiresInDays),
    notify: z._default(z.boolean(), true).check(
      z.meta({
        description: 'Indicates whether an email is sent.',
        example: true,
      }),
    ),
    metadata: z.optional(invitationTerms().metadata),
    onConflict: z._default(z.enum(['error', 'resend']), 'error').check(
      z.meta({
        description:
          'The behavior if the address already has a pending invitation: `error` rejects the request, `resend` resends that invitation.',
        example: 'error',
      }),
    ),
  }),
);
export type CreateInvitationRequest = z.infer<ReturnType<typeof createInvitationSchema>>;

/** The page of a list: at most `limit` rows, after the position of `cursor`. */
export const pageSchema = once(() =>
  pageRequest(
    { most: 100, usual: 50 },
    'The `nextCursor` of the previous page. Use the same filters and order.',
  ),
);

/** The filters that a list of invitations and a bulk action share. */
export const invitationFilters = once(() => ({
  kind: z.optional(z.enum(INVITATION_KINDS)).check(
    z.meta({
      description: 'The type of relationship.',
      example: 'customer',
    }),
  ),
  customerId: z
    .optional(
      z
        .string()
        .check(
          z.regex(
            /^cus_[0-9a-z]{26}$/,
            'customerId must be a customer ID: "cus_" followed by 26 letters and digits.',
          ),
        ),
    )
    .check(
      z.meta({
        description: 'The ID of the customer that the invitee belongs to.',
        example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
      }),
    ),
}));

/** The query of `GET /v1/invitations`. Filters are combined with AND. */
export const listInvitationsSchema = once(() =>
  z
    .extend(pageSchema(), {
      search: searchParameter('the first name, the last name, or the address'),
      status: z.optional(several('status', INVITATION_STATUSES)).check(
        z.meta({
          description: 'The status of the invitation. Accepts several values.',
          example: ['accepted', 'declined', 'revoked', 'expired'],
        }),
      ),
      delivery: z.optional(several('delivery', DELIVERY_STATUSES)).check(
        z.meta({
          description: 'The delivery status of the latest email. Accepts several values.',
          example: ['bounced', 'failed'],
        }),
      ),
      ...invitationFilters(),
      email: z.optional(addressPrefix()).check(
        z.meta({
          description:
            'A prefix of the email address, not case-sensitive. The list is then sorted by address, unless you also filter by `customerId`.',
          example: 'ada@ex',
        }),
      ),
      ...createdFilters(),
      order: z._default(z.enum(ORDERS), 'desc').check(
        z.meta({
          description:
            'The sort order by creation time: `desc` is newest first. With `email`, the sort order by address: `asc` is A to Z. A search has its own order.',
          example: 'desc',
        }),
      ),
    })
    .check(z.refine(leavesTime, NO_TIME_LEFT)),
);
