import * as z from 'zod';
import { moment, pageOf } from '../shared/responses.ts';
import { FORM_FIELDS } from '../shared/sign-up-form.ts';
import { INVITATION_KINDS } from '../shared/kinds.ts';

const text = (description: string, example: string) =>
  z.string().optional().meta({ description, example });

/** A preset, in a list or on its own. */
export const presetResponse = z.strictObject({
  id: z.string().meta({
    description: 'The id of the preset: `presetId` of an invitation.',
    example: 'pre_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  tenantId: z.string().meta({ description: 'Whose preset it is.', example: 'acme' }),
  name: z.string().meta({
    description: 'As administrators read it.',
    example: 'Resellers in France',
  }),
  kind: z
    .enum(INVITATION_KINDS)
    .optional()
    .meta({ description: 'Which registration form it opens.', example: 'customer' }),
  applicationId: text('The application that it invites to.', 'app_0j4n8q2v6x0c4h8m2r6w0b4f8k'),
  groups: z
    .array(z.string())
    .optional()
    .meta({ description: 'The groups that the account gets.', example: ['partners'] }),
  profile: z
    .strictObject({
      firstName: text('First name.', 'Ada'),
      lastName: text('Last name.', 'Lovelace'),
      jobTitle: text('Job title.', 'Buyer'),
      phone: text('Telephone number.', '+44 20 7946 0123'),
      taxId: text('Tax ID of the company.', 'DE123456789'),
    })
    .optional()
    .meta({ description: 'What the sign-up form is filled with beforehand.' }),
  editableFields: z
    .array(z.enum(FORM_FIELDS))
    .optional()
    .meta({
      description: 'The fields of the form that the person may change.',
      example: ['firstName', 'lastName'],
    }),
  allowDifferentEmail: z.boolean().optional().meta({
    description: 'Whether the person may sign up with another address.',
    example: false,
  }),
  locale: text('The language of mail and page.', 'fr'),
  message: text('What the mail says in your own words.', 'Bienvenue !'),
  expiresInDays: z
    .int()
    .optional()
    .meta({ description: 'How long the invitation is open, in days.', example: 14 }),
  redirectUrl: text('Where people go who have signed up.', 'https://portal.acme.example/fr'),
  metadata: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Your own notes.', example: { campaign: 'spring' } }),
  version: z.int().meta({ description: 'One more with each change; also the ETag.', example: 3 }),
  createdAt: moment('When it was made.'),
  updatedAt: moment('When it last changed.'),
});

/** The answer of `GET /v1/presets`. */
export const presetPageResponse = pageOf(presetResponse);
