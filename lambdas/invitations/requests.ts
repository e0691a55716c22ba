import * as z from 'zod';
import { pageRequest } from '../lists/page-request.ts';
import { companySchema } from '../shared/sign-up-form.ts';
import { emailSchema, idText } from '../shared/request-fields.ts';
import { line, phone } from '../shared/text.ts';
import { invitationTerms } from '../terms/terms.ts';

/** The body of `POST /v1/invitations`. */
export const createInvitationSchema = z.strictObject({
  email: emailSchema.meta({
    description: 'Who is invited. Mail goes to this address, and the person signs in with it.',
    example: 'ada@example.com',
    format: 'idn-email',
  }),
  company: z.optional(companySchema).meta({
    description: 'The name of the company that is invited.',
    example: 'Analytical Engines Ltd',
  }),
  phone: z.optional(phone()).meta({
    description: 'Telephone number of the company.',
    example: '+44 20 7946 0100',
  }),
  kind: invitationTerms.kind.optional(),
  rank: z.optional(line('The rank', 40)).meta({
    description: 'What the customer is to you, in your own words.',
    example: 'gold',
  }),
  customerId: idText.optional().meta({
    description:
      'A customer that is there already: the person joins it, as the contact with this address where there is one without an account.',
    example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  presetId: idText.optional().meta({
    description: 'A preset that fills in what the request leaves out.',
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
    description: 'Whether a mail is sent.',
    example: true,
  }),
  metadata: invitationTerms.metadata.optional(),
  onConflict: z.enum(['error', 'resend']).default('error').meta({
    description:
      'What happens when the address has a pending invitation: refuse, or send that one again.',
    example: 'error',
  }),
});
export type CreateInvitationRequest = z.infer<typeof createInvitationSchema>;

/** A page of a list: at most `limit` rows, from where `cursor` ended. */
export const pageSchema = pageRequest(
  { most: 100, usual: 50 },
  'The `nextCursor` of the page before, with the same filters and order.',
);
