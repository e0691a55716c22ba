import * as z from 'zod';
import { FORM_FIELDS, prefilledProfileSchema } from '../shared/sign-up-form.ts';
import { parseRedirectUrl } from '../tenants/redirect-url.ts';
import { INVITATION_KINDS } from './invitation.ts';

/** Line breaks and tabs are welcome in a text; other control characters and half characters are not. */
export const UNSAFE_IN_A_TEXT =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Cs}]/u;

/** As many notes as an invitation can carry. */
export const METADATA_MAX = 10;

/** Notes of an administrator's own: short names with short texts, or with what else `value` takes. */
export function metadataSchema<Value extends z.ZodType<string | null>>(value: Value) {
  return z
    .record(z.string().min(1).max(40), value)
    .refine(
      (entries) =>
        Object.entries(entries)
          .flat()
          .every((text) => text === null || text.isWellFormed()),
      'metadata must be text that can be stored: it holds half of a character.',
    )
    .refine(
      (entries) => Object.keys(entries).length <= METADATA_MAX,
      `metadata may hold at most ${METADATA_MAX} entries.`,
    );
}

/** The text of one note. */
export const metadataText = z.string().max(200);

/** Some groups by name; which ones may be granted is a rule of the tenant. */
export const groupsSchema = z.array(z.string().min(1).max(128)).max(10);

/** A language tag (BCP 47), such as `de-AT`. */
export function localeSchema(what: string) {
  return z
    .string()
    .regex(
      /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
      `${what} must be a language tag such as "en" or "de-AT".`,
    )
    .max(35);
}

/** A URL to which people are sent, as {@link parseRedirectUrl} reads it; whether it is allowed is a rule of the tenant. */
export const redirectUrlSchema = z.string().transform((typed, context) => {
  const url = parseRedirectUrl(typed);
  if (!('problem' in url)) return url.href;
  context.addIssue({ code: 'custom', message: url.problem });
  return z.NEVER;
});

/** What an administrator decides about an invitation, one by one or beforehand in a preset. All of it has a default. */
export const invitationTerms = {
  kind: z.enum(INVITATION_KINDS).meta({
    description: 'Whether you sell to the company or buy from it: each has its own form.',
    example: 'customer',
  }),
  applicationId: z.string().min(1).max(100).meta({
    description: 'The application that the invitation is for.',
    example: 'app_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  groups: groupsSchema.min(1, 'Name at least one group, or leave groups out.').meta({
    description: 'The groups that the account gets: of those that the tenant allows.',
    example: ['customers'],
  }),
  profile: prefilledProfileSchema.check(
    z.meta({ description: 'What you know about the person: the form is filled with it.' }),
  ),
  editableFields: z
    .array(z.enum(FORM_FIELDS))
    .max(FORM_FIELDS.length)
    .meta({
      description: 'The fields of the form that the person may change; all unless told otherwise.',
      example: ['firstName', 'lastName', 'company'],
    }),
  allowDifferentEmail: z.boolean().meta({
    description: 'Whether the person may sign up with another address, where the tenant allows it.',
    example: false,
  }),
  locale: localeSchema('locale').meta({
    description: 'The language of mail and page, as a tag (BCP 47).',
    example: 'en',
  }),
  message: z
    .string()
    .trim()
    .max(1000, 'message may be at most 1000 characters.')
    .refine((text) => !UNSAFE_IN_A_TEXT.test(text), 'message must not contain control characters.')
    .meta({
      description: 'A few words of your own for the mail: plain text, line breaks are kept.',
      example: 'We look forward to working with you.',
    }),
  expiresInDays: z
    .number()
    .int('expiresInDays must be a whole number of days.')
    .min(1, 'expiresInDays must be at least 1.')
    .meta({ description: 'How long the link works, in days.', example: 7 }),
  redirectUrl: redirectUrlSchema.meta({
    description: 'Where somebody goes who has signed up: of the addresses that the tenant allows.',
    example: 'https://portal.example.com/welcome',
    format: 'uri',
  }),
  metadata: metadataSchema(metadataText).meta({
    description: 'Your own notes: at most 10 texts, given back with the invitation.',
    example: { dealId: 'D-1842' },
  }),
};
