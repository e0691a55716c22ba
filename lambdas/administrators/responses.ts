import * as z from 'zod';
import { DELIVERY_STATUSES } from '../invitations/invitation.ts';
import { known, moment, pageOf, person } from '../shared/responses.ts';
import { ADMINISTRATOR_ROLES } from './administrator.ts';

const role = z.enum(ADMINISTRATOR_ROLES).meta({ description: 'The role.', example: 'operators' });

/** An administrator. */
export const administratorResponse = z.strictObject({
  id: z.string().meta({ description: 'The ID.', example: 'adm_0j4n8q2v6x0c4h8m2r6w0b4f8k' }),
  email: z
    .string()
    .meta({ description: 'The email address, as it was entered.', example: 'grace@acme.example' }),
  name: known('The name.', 'Grace Hopper'),
  role,
  status: z.enum(['invited', 'expired', 'active']).meta({
    description:
      '`invited` until the person has set up the account, `expired` once the link stopped working before that, then `active`.',
    example: 'invited',
  }),
  delivery: z
    .strictObject({
      status: z
        .enum(DELIVERY_STATUSES)
        .meta({ description: 'The status of the setup email.', example: 'delivered' }),
      updatedAt: moment('When the status last changed.'),
      reason: known('Why the email was not delivered.', 'The mailbox is full.'),
      sends: z.int().min(0).meta({ description: 'How many emails were sent so far.', example: 1 }),
    })
    .meta({ description: 'The delivery of the latest setup email.' }),
  locale: z.string().meta({ description: 'The language of the email.', example: 'en' }),
  userId: known(
    'The ID of the account, once it is set up.',
    '23b4c8d2-0091-70ab-1e5f-2c9f3a1b4d6e',
  ),
  expiresAt: moment(
    'When the setup link stops working. Missing once the account is set up.',
  ).optional(),
  createdAt: moment('When the administrator was added.'),
  createdBy: person('The person who added the administrator.'),
  updatedAt: moment('When the administrator last changed.'),
  updatedBy: person('The person who last changed the administrator.'),
  version: z
    .int()
    .meta({ description: 'Grows with each change; the same number as the ETag.', example: 1 }),
});
export type AdministratorResponse = z.input<typeof administratorResponse>;

/** The answer of `GET /v1/administrators`: all of them. */
export const administratorPageResponse = pageOf(administratorResponse);

/** The answer of `DELETE /v1/administrators/{id}`. */
export const administratorRemovalResponse = z.strictObject({
  leftBehind: z
    .strictObject({
      apiClients: z
        .array(
          z.strictObject({
            id: z.string().meta({ description: 'The ID.', example: '1example23456789' }),
            name: z.string().meta({ description: 'The name.', example: 'Nightly import' }),
          }),
        )
        .meta({ description: 'API clients that the person, or a client of theirs, created.' }),
      webhooks: z
        .array(
          z.strictObject({
            id: z
              .string()
              .meta({ description: 'The ID.', example: 'whk_0j4n8q2v6x0c4h8m2r6w0b4f8k' }),
            url: z
              .string()
              .meta({ description: 'The URL.', example: 'https://hooks.acme.example/foyer' }),
          }),
        )
        .meta({
          description: 'Webhooks that the person, or a client of theirs, created or changed.',
        }),
    })
    .meta({
      description: 'What still has access to the company’s data. Delete what is no longer needed.',
    }),
});
export type AdministratorRemovalResponse = z.input<typeof administratorRemovalResponse>;

const rule = (description: string) => z.boolean().meta({ description, example: true });

/** What a setup link offers: the answer of `POST /v1/administrator-setup/lookup`. */
export const administratorSetupResponse = z.strictObject({
  tenant: z
    .strictObject({
      name: z.string().meta({ description: 'The name of the company.', example: 'Acme' }),
      branding: z
        .strictObject({
          logoUrl: known('The URL of its logo.', 'https://acme.example/logo.svg'),
          color: known('Its color.', '#0b5fff'),
        })
        .meta({ description: 'How the page looks.' }),
    })
    .meta({ description: 'The company.' }),
  email: z
    .string()
    .meta({ description: 'The email address of the account.', example: 'grace@acme.example' }),
  name: known('The name, where it is known.', 'Grace Hopper'),
  role,
  invitedBy: z
    .strictObject({ name: z.string().meta({ description: 'The name.', example: 'Ada Lindqvist' }) })
    .meta({ description: 'The person who added the administrator.' }),
  locale: z.string().meta({ description: 'The language of the person.', example: 'en' }),
  passwordRules: z
    .strictObject({
      minLength: z.int().meta({ description: 'The minimum length, in characters.', example: 12 }),
      requireLowercase: rule('Whether a lowercase letter is required.'),
      requireUppercase: rule('Whether an uppercase letter is required.'),
      requireDigits: rule('Whether a digit is required.'),
      requireSymbols: rule('Whether a symbol is required.'),
    })
    .meta({ description: 'The rules for the password.' }),
  expiresAt: moment('When the link stops working.'),
});
export type AdministratorSetupResponse = z.input<typeof administratorSetupResponse>;

/** The account that was set up: the answer of `POST /v1/administrator-setup/accept`. */
export const setupAcceptedResponse = z.strictObject({
  email: z.string().meta({
    description: 'The email address to sign in with, in lowercase and with its domain in ASCII.',
    example: 'grace@acme.example',
  }),
  signInUrl: z.string().meta({
    description: 'The URL of the sign-in page.',
    example: 'https://foyer.example/sign-in',
  }),
});
