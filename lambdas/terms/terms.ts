import * as z from 'zod';
import { FORM_FIELDS, prefilledProfileSchema } from '../shared/sign-up-form.ts';
import {
  newGroups,
  idText,
  localeSchema,
  metadataSchema,
  metadataText,
} from '../shared/request-fields.ts';
import { paragraphs } from '../shared/text.ts';
import { redirectUrlSchema } from '../tenants/redirect-url.ts';
import { INVITATION_KINDS } from '../shared/kinds.ts';

/** What an administrator decides about an invitation, one by one or beforehand in a preset. All of it has a default. */
export const invitationTerms = {
  kind: z.enum(INVITATION_KINDS).meta({
    description: 'Whether you sell to the company or buy from it: each has its own form.',
    example: 'customer',
  }),
  applicationId: idText.meta({
    description: 'The application that the invitation is for.',
    example: 'app_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  groups: newGroups.meta({
    description:
      'The groups that the account gets, from those that the tenant allows. `[]` is the same as leaving it out: the defaults apply.',
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
  message: z.pipe(paragraphs('message', 1000), z.string()).meta({
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

/** As it was accepted then: the rules of the form may have changed since. */
export const storedProfileSchema = z.object({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  jobTitle: z.string().optional(),
  phone: z.string().optional(),
  taxId: z.string().optional(),
});
