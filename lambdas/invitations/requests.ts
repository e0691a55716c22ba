import * as z from 'zod';
import { FORM_FIELDS, companySchema, prefilledProfileSchema } from '../shared/sign-up-form.ts';
import { parseEmailAddress } from '../shared/email-address.ts';
import { phone } from '../shared/text.ts';
import { INVITATION_KINDS, INVITATION_STATUSES } from './invitation.ts';

// Line breaks and tabs are welcome in a message; other control characters and half characters are not.
const UNSAFE_IN_A_TEXT =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Cs}]/u;

const metadataSchema = z
  .record(z.string().min(1).max(40), z.string().max(200))
  .refine(
    (metadata) =>
      Object.entries(metadata)
        .flat()
        .every((text) => text.isWellFormed()),
    'metadata must be text that can be stored: it holds half of a character.',
  )
  .refine(
    (metadata) => Object.keys(metadata).length <= 10,
    'metadata may hold at most 10 entries.',
  );

/** The body of `POST /v1/invitations`. */
export const createInvitationSchema = z.strictObject({
  email: z
    .string()
    .max(320, 'The email address may be at most 254 characters.')
    .superRefine((typed, context) => {
      const email = parseEmailAddress(typed);
      if ('problem' in email) context.addIssue({ code: 'custom', message: email.problem });
    }),
  kind: z.enum(INVITATION_KINDS).default('customer'),
  company: z.optional(companySchema),
  phone: z.optional(phone()),
  profile: z.optional(prefilledProfileSchema),
  editableFields: z.array(z.enum(FORM_FIELDS)).max(FORM_FIELDS.length).optional(),
  groups: z
    .array(z.string().min(1).max(128))
    .min(1, 'Name at least one group, or leave groups out.')
    .max(10)
    .optional(),
  locale: z
    .string()
    .regex(
      /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
      'locale must be a language tag such as "en" or "de-AT".',
    )
    .max(35)
    .default('en'),
  message: z
    .string()
    .trim()
    .max(1000, 'message may be at most 1000 characters.')
    .refine((text) => !UNSAFE_IN_A_TEXT.test(text), 'message must not contain control characters.')
    .optional(),
  expiresInDays: z
    .number()
    .int('expiresInDays must be a whole number of days.')
    .min(1, 'expiresInDays must be at least 1.')
    .optional(),
  notify: z.boolean().default(true),
  metadata: metadataSchema.default({}),
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
