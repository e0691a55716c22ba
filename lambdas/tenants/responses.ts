import * as z from 'zod';
import { moment } from '../shared/responses.ts';
import { FORM_FIELDS } from '../shared/sign-up-form.ts';
import { MAY_BE_OPTIONAL } from './registration.ts';
import { TENANT_STATUSES } from './tenant.ts';

const days = (description: string, example: number) => z.int().meta({ description, example });

const allowedGroups = z.array(z.string()).meta({
  description: 'The groups that an invitation may grant; the first one unless told otherwise.',
  example: ['customers'],
});
const maxExpiryDays = days('The longest time that an invitation can be open, in days.', 30);
const retentionDays = days('How long an invitation is kept after its expiry, in days.', 90);

const limits = z
  .strictObject({
    resendsPerInvitationPerDay: z
      .int()
      .meta({ description: 'Resends of one invitation in a day.', example: 10 }),
    mailsPerRecipientPerDay: z
      .int()
      .meta({ description: 'Mails of every kind to one address in a day.', example: 10 }),
    invitationsPerAdministratorPerHour: z.int().meta({
      description: 'Invitations, resends and links of one administrator or program in an hour.',
      example: 500,
    }),
    invitationsPerTenantPerHour: z.int().meta({
      description: 'Invitations, resends and links of all administrators and programs in an hour.',
      example: 2000,
    }),
    invitationsPerCustomerPerHour: z.int().meta({
      description: 'Invitations and resends by all people of one customer in an hour.',
      example: 10,
    }),
    importedInvitationsPerTenantPerDay: z.int().meta({
      description: 'Rows of all imports in a day; dry runs do not count.',
      example: 20_000,
    }),
    pendingInvitations: z
      .int()
      .meta({ description: 'Invitations open at the same time.', example: 100_000 }),
    contactsPerCustomer: z.int().meta({ description: 'People of one customer.', example: 200 }),
    apiClients: z.int().meta({ description: 'Programs that call this API.', example: 10 }),
  })
  .meta({ description: 'How much may happen in a while.' });

const registrationChoice = (description: string) =>
  z
    .strictObject({
      required: z.array(z.enum(FORM_FIELDS)).meta({
        description: 'The fields that must be filled in, besides those that always must.',
        example: ['phone'],
      }),
      optional: z.array(z.enum(MAY_BE_OPTIONAL)).meta({
        description: 'The fields that can stay empty although they must be filled in otherwise.',
        example: ['lastName'],
      }),
    })
    .meta({ description });

const settings = z
  .strictObject({
    expiryDays: days('How long an invitation is open unless told otherwise, in days.', 7),
    maxExpiryDays,
    retentionDays,
    allowedGroups,
    redirectUrls: z.array(z.string()).meta({
      description: 'Where people may be sent on: origins with the beginning of a path.',
      example: ['https://portal.acme.example/welcome'],
    }),
    reminderDaysBefore: z.array(z.int()).meta({
      description: 'How many days before its expiry an invitation is mailed again; [] for never.',
      example: [3, 1],
    }),
    defaultLocale: z.string().meta({
      description: 'The language of mail and page unless told otherwise.',
      example: 'en',
    }),
    allowDifferentEmail: z.boolean().meta({
      description: 'Whether an invitation may let people sign up with another address.',
      example: false,
    }),
    requiresApproval: z.boolean().meta({
      description:
        'Whether a new customer waits for an administrator before its people can sign in.',
      example: false,
    }),
    limits,
    registration: z
      .strictObject({
        customer: registrationChoice('The form of customers.'),
        supplier: registrationChoice('The form of suppliers.'),
      })
      .meta({ description: 'Which fields of the form must be filled in.' }),
  })
  .meta({ description: 'What is in force: what the tenant chose, within the bounds.' });

const catalog = z
  .strictObject({
    services: z
      .array(
        z.strictObject({
          id: z.string().meta({ description: 'Its id.', example: 'web-shop' }),
          name: z.string().meta({ description: 'Its name.', example: 'Web shop' }),
          enabledByDefault: z.boolean().meta({
            description: 'Whether a new customer has it unless told otherwise.',
            example: true,
          }),
        }),
      )
      .meta({ description: 'The services that customers can have.' }),
    servicePlans: z
      .array(
        z.strictObject({
          id: z.string().meta({ description: 'Its id.', example: 'gold' }),
          name: z.string().meta({ description: 'Its name.', example: 'Gold' }),
        }),
      )
      .meta({ description: 'The plans that customers can be on.' }),
    ranks: z.array(z.string()).meta({
      description: 'The words for how important a customer is; none: any word will do.',
      example: ['A', 'B', 'C'],
    }),
  })
  .meta({ description: 'What it offers its customers.' });

/** The answer of `GET /v1/tenant`. */
export const tenantResponse = z.strictObject({
  id: z.string().meta({ description: 'The id of the tenant.', example: 'acme' }),
  name: z.string().meta({ description: 'Its name, as customers read it.', example: 'Acme' }),
  branding: z
    .strictObject({
      logoUrl: z
        .string()
        .optional()
        .meta({ description: 'Address of its logo.', example: 'https://acme.example/logo.png' }),
      color: z.string().optional().meta({ description: 'Its color.', example: '#0b5fff' }),
      senderName: z
        .string()
        .optional()
        .meta({ description: 'Who its mails come from.', example: 'Acme Partner Team' }),
      replyTo: z
        .string()
        .optional()
        .meta({ description: 'Where answers to its mails go.', example: 'partners@acme.example' }),
    })
    .meta({ description: 'How its mails and its sign-up page look.' }),
  status: z.enum(TENANT_STATUSES).meta({
    description:
      '`suspended`: nobody of it can sign in, nor be invited. The operator of the installation decides.',
    example: 'active',
  }),
  features: z
    .strictObject({
      customerPortal: z.boolean().meta({
        description: 'Whether it can let customers in; without it, nobody can be invited.',
        example: true,
      }),
    })
    .meta({ description: 'What the operator of the installation has given it.' }),
  catalog: catalog,
  settings,
  overrides: z.array(z.string()).meta({
    description: 'The settings that the tenant chose itself; the others follow the installation.',
    example: ['redirectUrls'],
  }),
  installationLimits: z
    .strictObject({ maxExpiryDays, retentionDays, allowedGroups, limits })
    .meta({ description: 'What the installation allows at most.' }),
  version: z.int().meta({ description: 'One more with each change; also the ETag.', example: 3 }),
  createdAt: moment('When the tenant was made.'),
  updatedAt: moment('When it was last changed.').optional(),
});
export type TenantResponse = z.input<typeof tenantResponse>;
