import * as z from 'zod';
import { known, knownProfile, moment } from '../shared/responses.ts';
import { FORM_FIELDS } from '../shared/sign-up-form.ts';
import { INVITATION_KINDS } from '../shared/kinds.ts';

const rule = (description: string) => z.boolean().meta({ description, example: true });

const passwordRules = z
  .strictObject({
    minLength: z.int().meta({ description: 'The shortest password, in characters.', example: 12 }),
    requireLowercase: rule('Whether it needs a lower-case letter.'),
    requireUppercase: rule('Whether it needs an upper-case letter.'),
    requireDigits: rule('Whether it needs a digit.'),
    requireSymbols: rule('Whether it needs a symbol.'),
  })
  .meta({ description: 'What a password must be like.' });

/** What a link offers: the answer of `POST /v1/sign-up/lookup`. */
export const invitationLookupResponse = z.strictObject({
  tenant: z
    .strictObject({
      name: z.string().meta({ description: 'The name of the company.', example: 'Acme' }),
      branding: z
        .strictObject({
          logoUrl: known('Address of its logo.', 'https://acme.example/logo.svg'),
          color: known('Its color.', '#0b5fff'),
        })
        .meta({ description: 'How the page looks.' }),
    })
    .meta({ description: 'Who invites.' }),
  kind: z
    .enum(INVITATION_KINDS)
    .meta({ description: 'Which registration form it is.', example: 'customer' }),
  email: z.string().meta({ description: 'The invited address.', example: 'ada@example.com' }),
  company: known('The company that is invited, where it is known.', 'Analytical Engines Ltd'),
  profile: knownProfile('What is known about the person already.'),
  editableFields: z.array(z.enum(FORM_FIELDS)).meta({
    description: 'The fields that the person may change.',
    example: ['firstName', 'lastName', 'company'],
  }),
  fields: z
    .array(
      z.strictObject({
        name: z.enum(FORM_FIELDS).meta({ description: 'The field.', example: 'company' }),
        required: z.boolean().meta({ description: 'Whether it must be filled in.', example: true }),
      }),
    )
    .meta({ description: 'What the form asks for, in its order.' }),
  locale: z.string().meta({ description: 'The language of the person.', example: 'de-AT' }),
  allowDifferentEmail: z.boolean().meta({
    description: 'Whether the account may get another address; a code proves it.',
    example: false,
  }),
  verification: z.enum(['none', 'code']).meta({
    description:
      'Whether the invited address has to be proved with a code: the link was handed over.',
    example: 'none',
  }),
  application: z
    .strictObject({ name: z.string().meta({ description: 'Its name.', example: 'Portal' }) })
    .optional()
    .meta({ description: 'What the account is for.' }),
  passwordRules,
  providers: z
    .array(
      z.strictObject({
        name: z.string().meta({ description: 'What to ask for.', example: 'company-login' }),
        label: z.string().meta({ description: 'What to show.', example: 'Company login' }),
      }),
    )
    .meta({ description: 'Where the person may sign in instead of choosing a password.' }),
  expiresAt: moment('When the link stops working.'),
});
export type InvitationLookupResponse = z.input<typeof invitationLookupResponse>;

/** The account that was made: the answer of `POST /v1/sign-up/accept`. */
export const acceptanceResponse = z.strictObject({
  email: z.string().meta({
    description:
      'The address to sign in with: lower case, its domain in ASCII, such as `o@xn--bcher-kva.example` for `o@bücher.example`.',
    example: 'ada@example.com',
  }),
  customerId: z.string().meta({
    description: 'The customer that the person belongs to.',
    example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  signInUrl: z
    .string()
    .meta({ description: 'Where to sign in.', example: 'https://foyer.example/sign-in' }),
  awaitingApproval: z.boolean().meta({
    description:
      'Whether the company opens the account first: until then nobody can sign in to it.',
    example: false,
  }),
});

/** Where to send the browser: the answer of `POST /v1/sign-up/provider`. */
export const visitResponse = z.strictObject({
  identityProvider: z.string().meta({
    description:
      'What to add as identity_provider to a request of the managed login’s /oauth2/authorize.',
    example: 'company-login',
  }),
  expiresAt: moment('Until when the person must have signed in there.'),
});
