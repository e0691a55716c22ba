import * as z from 'zod';
import { pageRequest } from '../dynamodb/page-request.ts';
import { companySchema } from '../platform/sign-up-form.ts';
import { emailSchema, idText } from '../http/request-fields.ts';
import { line, phone } from '../platform/text.ts';
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

/** A page of a list: at most `limit` rows, from where `cursor` ended. */
export const pageSchema = pageRequest(
  { most: 100, usual: 50 },
  'The `nextCursor` of the previous page. Use the same filters and order.',
);
