import * as z from 'zod';
import { companySchema } from '../shared/sign-up-form.ts';
import { parseEmailAddress } from '../shared/email-address.ts';
import { phone } from '../shared/text.ts';
import { INVITATION_STATUSES } from './invitation.ts';
import { invitationTerms } from './terms.ts';

/** The body of `POST /v1/invitations`. */
export const createInvitationSchema = z.strictObject({
  email: z
    .string()
    .max(320, 'The email address may be at most 254 characters.')
    .superRefine((typed, context) => {
      const email = parseEmailAddress(typed);
      if ('problem' in email) context.addIssue({ code: 'custom', message: email.problem });
    }),
  company: z.optional(companySchema),
  phone: z.optional(phone()),
  kind: invitationTerms.kind.default('customer'),
  profile: z.optional(invitationTerms.profile),
  editableFields: invitationTerms.editableFields.optional(),
  groups: invitationTerms.groups.optional(),
  locale: invitationTerms.locale.default('en'),
  message: invitationTerms.message.optional(),
  expiresInDays: invitationTerms.expiresInDays.optional(),
  notify: z.boolean().default(true),
  metadata: invitationTerms.metadata.default({}),
});
export type CreateInvitationRequest = z.infer<typeof createInvitationSchema>;

/** A page of a list: at most `limit` rows, from where `cursor` ended. */
export const pageSchema = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'limit must be a whole number from 1 to 100.')
    .transform(Number)
    .pipe(z.number().min(1, 'limit must be at least 1.').max(100, 'limit may be at most 100.'))
    .default(50),
  cursor: z.string().max(2048).optional(),
});

/** The query of `GET /v1/invitations`. */
export const listInvitationsSchema = pageSchema.extend({
  status: z.enum(INVITATION_STATUSES).optional(),
});
