import * as z from 'zod/mini';

import {
  idText,
  localeSchema,
  metadataSchema,
  metadataText,
  newGroups,
} from '../http/request-fields.ts';
import { FORM_FIELDS, INVITATION_KINDS } from '../platform/form-fields.ts';
import { once } from '../platform/once.ts';
import { redirectUrlSchema } from '../platform/redirect-url.ts';
import { prefilledProfileSchema } from '../platform/sign-up-form.ts';
import { paragraphs } from '../platform/text.ts';

/** The terms of an invitation. An administrator sets them individually or in a preset, and each has a default. */
export const invitationTerms = once(() => ({
  kind: z.enum(INVITATION_KINDS).check(
    z.meta({
      description:
        'The type of relationship: `customer` if you sell to the company, `supplier` if you buy from it. It determines the registration form.',
      example: 'customer',
    }),
  ),
  applicationId: idText().check(
    z.meta({
      description: 'The ID of the application that the invitation is for.',
      example: 'app_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
  ),
  groups: newGroups().check(
    z.meta({
      description:
        'The groups that the account is added to. Only groups that the tenant allows can be granted. An empty array is the same as omitting the field: the defaults apply.',
      example: ['customers'],
    }),
  ),
  profile: prefilledProfileSchema.check(
    z.meta({ id: 'ProfileInput', description: 'The values that prefill the registration form.' }),
  ),
  editableFields: z.array(z.enum(FORM_FIELDS)).check(
    z.maxLength(FORM_FIELDS.length),
    z.meta({
      description:
        'The fields of the registration form that the invitee can change. By default, all of them.',
      example: ['firstName', 'lastName', 'company'],
    }),
  ),
  allowDifferentEmail: z.boolean().check(
    z.meta({
      description:
        'Indicates whether the invitee can sign up with a different email address. The tenant must allow it.',
      example: false,
    }),
  ),
  locale: localeSchema('locale').check(
    z.meta({
      description: 'The language of the email and the sign-up page, as a language tag (BCP 47).',
      example: 'en',
    }),
  ),
  message: z.pipe(paragraphs('message', 1000), z.string()).check(
    z.meta({
      description: 'A personal message for the email, as plain text. Line breaks are kept.',
      example: 'We look forward to working with you.',
    }),
  ),
  expiresInDays: z
    .number()
    .check(
      z.int('expiresInDays must be a whole number of days.'),
      z.minimum(1, 'expiresInDays must be at least 1.'),
      z.meta({ description: 'The validity period of the link, in days.', example: 7 }),
    ),
  redirectUrl: redirectUrlSchema().check(
    z.meta({
      description:
        'The URL that the invitee is sent to after signing up. The tenant must allow it.',
      example: 'https://portal.example.com/welcome',
      format: 'uri',
    }),
  ),
  metadata: metadataSchema(metadataText()).check(
    z.meta({
      description: 'Up to 10 key-value pairs of your own, returned with the invitation.',
      example: { dealId: 'D-1842' },
    }),
  ),
}));
