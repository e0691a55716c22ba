import * as z from 'zod';

import { known, knownProfile, moment } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { FORM_FIELDS, INVITATION_KINDS } from '../platform/form-fields.ts';
import type { signUpRoutes } from './routes.ts';

const rule = (description: string) => z.boolean().meta({ description, example: true });

/** The password requirements, in the form that pages use to check them. */
export const passwordRules = z
  .strictObject({
    minLength: z.int().meta({ description: 'The minimum length, in characters.', example: 12 }),
    requireLowercase: rule('Indicates whether a lowercase letter is required.'),
    requireUppercase: rule('Indicates whether an uppercase letter is required.'),
    requireDigits: rule('Indicates whether a digit is required.'),
    requireSymbols: rule('Indicates whether a symbol is required.'),
  })
  .meta({ id: 'PasswordRules', description: 'The password requirements.' });

/** The company that sent the link. */
export const lookupTenant = z
  .strictObject({
    name: z.string().meta({ description: 'The name of the company.', example: 'Acme' }),
    branding: z
      .strictObject({
        logoUrl: known('The URL of the logo.', 'https://acme.example/logo.svg'),
        color: known('The accent color, in hexadecimal.', '#0b5fff'),
      })
      .meta({ id: 'LookupBranding', description: 'The branding of the page.' }),
  })
  .meta({ id: 'LookupTenant', description: 'The company that sent the invitation.' });

/** The response of `POST /v1/sign-up/lookup`. */
export const invitationLookupResponse = z
  .strictObject({
    tenant: lookupTenant,
    kind: z.enum(INVITATION_KINDS).meta({
      description: 'The type of relationship, which determines the registration form.',
      example: 'customer',
    }),
    email: z
      .string()
      .meta({ description: 'The invited email address.', example: 'ada@example.com' }),
    company: known('The name of the invitee’s company, if it is known.', 'Analytical Engines Ltd'),
    profile: knownProfile('The values that prefill the registration form.'),
    editableFields: z.array(z.enum(FORM_FIELDS)).meta({
      description: 'The fields that the invitee can change.',
      example: ['firstName', 'lastName', 'company'],
    }),
    fields: z
      .array(
        z
          .strictObject({
            name: z
              .enum(FORM_FIELDS)
              .meta({ description: 'The name of the field.', example: 'company' }),
            required: z
              .boolean()
              .meta({ description: 'Indicates whether the field is required.', example: true }),
          })
          .meta({ id: 'FormFieldRule', description: 'A field of the registration form.' }),
      )
      .meta({ description: 'The fields of the registration form, in display order.' }),
    locale: z.string().meta({ description: 'The language of the invitee.', example: 'de-AT' }),
    allowDifferentEmail: z.boolean().meta({
      description:
        'Indicates whether the invitee can sign up with a different email address, which must be confirmed with a code.',
      example: false,
    }),
    verification: z.enum(['none', 'code']).meta({
      description:
        '`code` if the invited address must be confirmed with a code, because the link was not emailed.',
      example: 'none',
    }),
    application: z
      .strictObject({
        name: z.string().meta({ description: 'The name of the application.', example: 'Portal' }),
      })
      .meta({ id: 'LookupApplication', description: 'The application that the account is for.' })
      .optional(),
    passwordRules,
    providers: z
      .array(
        z
          .strictObject({
            name: z.string().meta({
              description: 'The name of the provider, for `POST /v1/sign-up/provider`.',
              example: 'company-login',
            }),
            label: z
              .string()
              .meta({ description: 'The name to show to the invitee.', example: 'Company login' }),
          })
          .meta({ id: 'SignUpProvider', description: 'An identity provider.' }),
      )
      .meta({
        description:
          'The identity providers that the invitee can sign up with instead of choosing a password.',
      }),
    expiresAt: moment('The time at which the link expires.'),
  })
  .meta({ id: 'InvitationLookup', description: 'An invitation as shown on the sign-up page.' });
export type InvitationLookupResponse = z.input<typeof invitationLookupResponse>;

/** The response of `POST /v1/sign-up/accept`: the account that was created. */
const acceptanceResponse = z
  .strictObject({
    email: z.string().meta({
      description:
        'The address to sign in with: in lowercase with the domain in ASCII, such as `o@xn--bcher-kva.example` for `o@bücher.example`.',
      example: 'ada@example.com',
    }),
    customerId: z.string().meta({
      description: 'The ID of the customer that the user belongs to.',
      example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    signInUrl: z.string().meta({
      description: 'The URL of the sign-in page.',
      example: 'https://foyer.example/sign-in',
    }),
    awaitingApproval: z.boolean().meta({
      description:
        'Indicates whether the company must approve the customer before its users can sign in.',
      example: false,
    }),
  })
  .meta({ id: 'Acceptance', description: 'The account that was created.' });

/** The response of `POST /v1/sign-up/provider`: the provider that the browser is sent to. */
const visitResponse = z
  .strictObject({
    identityProvider: z.string().meta({
      description:
        'The value of `identity_provider` in the request to `/oauth2/authorize` of the managed login.',
      example: 'company-login',
    }),
    expiresAt: moment('The time by which the invitee must sign in with the provider.'),
  })
  .meta({
    id: 'ProviderSignUp',
    description: 'A sign-up with an identity provider that has been prepared.',
  });

/** The reference of {@link signUpRoutes}. */
export const signUpReference = {
  getInvitationByToken: {
    summary: 'Get an invitation by its token',
    description:
      'Returns what the sign-up page needs to show the registration form. It has no side effects, so it is safe to call any number of times, for example by email scanners.',
    responses: { 200: invitationLookupResponse },
  },
  acceptInvitation: {
    summary: 'Accept an invitation',
    description:
      'Creates the account with its user, groups, customer, and contact in an all-or-nothing operation. A retry with the same `Idempotency-Key` returns the original response with status 200.',
    responses: { 200: acceptanceResponse, 201: acceptanceResponse },
  },
  sendVerificationCode: {
    summary: 'Send a verification code',
    description:
      'Emails a code that confirms the email address of the account. A code is required for a link that was delivered manually, and for an account with a different address than the invited one. The code has 8 digits, is valid for 10 minutes, and allows 5 attempts. You can request 5 codes an hour.',
    responses: { 202: null },
  },
  requestNewInvitationLink: {
    summary: 'Request a new invitation link',
    description:
      'Always returns 202, even if the token is invalid. If the token belongs to an expired invitation, a new link is emailed to the invited address.',
    responses: { 202: null },
  },
  declineInvitation: {
    summary: 'Decline an invitation',
    description:
      'Declines an invitation. Anyone who opens its link sees that it was declined. The address can be invited again.',
    responses: { 204: null },
  },
  startProviderSignUp: {
    summary: 'Start sign-up with an identity provider',
    description:
      'Prepares a sign-up with an identity provider. Then redirect the browser to `/oauth2/authorize` of the managed login with `identity_provider`; the invitee must sign in there within 10 minutes. The account is created with the first token, and only if the provider confirms that the person owns the invited address. Until then the link keeps working.',
    responses: { 200: visitResponse },
  },
} satisfies References<typeof signUpRoutes>;
