import * as z from 'zod';

import { moment } from '../http/responses.ts';
import { FORM_FIELDS } from '../platform/form-fields.ts';
import { MAY_BE_OPTIONAL } from '../records/registration-fields.ts';
import { TENANT_STATUSES } from '../records/tenant.ts';

const days = (description: string, example: number) => z.int().meta({ description, example });

const allowedGroups = z.array(z.string()).meta({
  description: 'The groups that invitations can grant. The first one is the default.',
  example: ['customers'],
});
const maxExpiryDays = days('The maximum validity period of an invitation, in days.', 30);
const retentionDays = days('The number of days an invitation is kept after its expiry.', 90);

const limits = z
  .strictObject({
    resendsPerInvitationPerDay: z.int().meta({
      description: 'The maximum number of times an invitation can be resent per day.',
      example: 10,
    }),
    mailsPerRecipientPerDay: z.int().meta({
      description: 'The maximum number of emails of any kind to one address per day.',
      example: 10,
    }),
    invitationsPerAdministratorPerHour: z.int().meta({
      description:
        'The maximum number of invitations, resends, and links per user or API client per hour.',
      example: 500,
    }),
    invitationsPerTenantPerHour: z.int().meta({
      description: 'The maximum number of invitations, resends, and links in the tenant per hour.',
      example: 2000,
    }),
    invitationsPerCustomerPerHour: z.int().meta({
      description:
        'The maximum number of invitations and resends by the contacts of a customer per hour.',
      example: 10,
    }),
    importedInvitationsPerTenantPerDay: z.int().meta({
      description: 'The maximum number of imported rows per day. Dry runs do not count.',
      example: 20_000,
    }),
    pendingInvitations: z
      .int()
      .meta({ description: 'The maximum number of pending invitations.', example: 100_000 }),
    contactsPerCustomer: z
      .int()
      .meta({ description: 'The maximum number of contacts per customer.', example: 200 }),
    apiClients: z.int().meta({ description: 'The maximum number of API clients.', example: 10 }),
  })
  .meta({ id: 'TenantLimits', description: 'Rate limits and quotas.' });

const registrationFields = z
  .strictObject({
    required: z.array(z.enum(FORM_FIELDS)).meta({
      description: 'The fields that are required in addition to those that are always required.',
      example: ['phone'],
    }),
    optional: z.array(z.enum(MAY_BE_OPTIONAL)).meta({
      description: 'The fields that are optional here but required by default.',
      example: ['lastName'],
    }),
  })
  .meta({ id: 'RegistrationFields', description: 'The required fields of a registration form.' });

const settings = z
  .strictObject({
    expiryDays: days('The default validity period of an invitation, in days.', 7),
    maxExpiryDays,
    retentionDays,
    allowedGroups,
    redirectUrls: z.array(z.string()).meta({
      description:
        'The URL prefixes that people can be redirected to after signing up: an origin with an optional path prefix.',
      example: ['https://portal.acme.example/welcome'],
    }),
    reminderDaysBefore: z.array(z.int()).meta({
      description:
        'The number of days before expiry at which reminders are sent. An empty array means no reminders.',
      example: [3, 1],
    }),
    defaultLocale: z.string().meta({
      description: 'The default language of emails and pages.',
      example: 'en',
    }),
    allowDifferentEmail: z.boolean().meta({
      description:
        'Indicates whether invitations can allow sign-up with a different email address.',
      example: false,
    }),
    requiresApproval: z.boolean().meta({
      description:
        'Indicates whether an administrator must approve a new customer before its users can sign in.',
      example: false,
    }),
    requiresSecondFactor: z.boolean().meta({
      description:
        'Indicates whether administrators need an authenticator app. Without one, they can only set it up.',
      example: false,
    }),
    limits,
    registration: z
      .strictObject({
        customer: registrationFields.meta({ description: 'The registration form for customers.' }),
        supplier: registrationFields.meta({ description: 'The registration form for suppliers.' }),
      })
      .meta({
        id: 'RegistrationForms',
        description: 'The required fields of the registration forms.',
      }),
  })
  .meta({ id: 'TenantSettings', description: 'The settings in effect.' });

const catalog = z
  .strictObject({
    services: z
      .array(
        z
          .strictObject({
            id: z.string().meta({ description: 'The ID of the service.', example: 'web-shop' }),
            name: z.string().meta({ description: 'The name of the service.', example: 'Web shop' }),
            enabledByDefault: z.boolean().meta({
              description: 'Indicates whether new customers get the service by default.',
              example: true,
            }),
          })
          .meta({ id: 'Service', description: 'A service that customers can have.' }),
      )
      .meta({ description: 'The services, in display order.' }),
    servicePlans: z
      .array(
        z
          .strictObject({
            id: z.string().meta({ description: 'The ID of the service plan.', example: 'gold' }),
            name: z
              .string()
              .meta({ description: 'The name of the service plan.', example: 'Gold' }),
          })
          .meta({ id: 'ServicePlan', description: 'A service plan that customers can have.' }),
      )
      .meta({ description: 'The service plans, in display order.' }),
    ranks: z.array(z.string()).meta({
      description: 'The ranks that customers can have. If empty, a rank can be any text.',
      example: ['A', 'B', 'C'],
    }),
  })
  .meta({
    id: 'TenantCatalog',
    description: 'The services, service plans, and ranks of the tenant.',
  });

/** The response of `GET /v1/tenant`. */
export const tenantResponse = z
  .strictObject({
    id: z.string().meta({ description: 'The ID of the tenant.', example: 'acme' }),
    name: z
      .string()
      .meta({ description: 'The name of the company, as shown to customers.', example: 'Acme' }),
    branding: z
      .strictObject({
        logoUrl: z
          .string()
          .optional()
          .meta({ description: 'The URL of the logo.', example: 'https://acme.example/logo.png' }),
        color: z
          .string()
          .optional()
          .meta({ description: 'The accent color, in hexadecimal.', example: '#0b5fff' }),
        senderName: z
          .string()
          .optional()
          .meta({ description: 'The sender name of emails.', example: 'Acme Partner Team' }),
        replyTo: z.string().optional().meta({
          description: 'The reply-to address of emails.',
          example: 'partners@acme.example',
        }),
      })
      .meta({ id: 'TenantBranding', description: 'The branding of emails and pages.' }),
    status: z.enum(TENANT_STATUSES).meta({
      description:
        'The status of the tenant, which the operator of the installation sets. While it is `suspended`, nobody in the tenant can sign in or be invited.',
      example: 'active',
    }),
    features: z
      .strictObject({
        customerPortal: z.boolean().meta({
          description:
            'Indicates whether the tenant has a customer portal. Without it, nobody can be invited.',
          example: true,
        }),
        apiClients: z.boolean().meta({
          description:
            'Indicates whether the tenant can create API clients. Existing ones keep working without it.',
          example: true,
        }),
      })
      .meta({
        id: 'TenantFeatures',
        description: 'The features that the operator of the installation has enabled.',
      }),
    catalog: catalog,
    settings,
    overrides: z.array(z.string()).meta({
      description:
        'The names of the settings that the tenant has set. All others use the installation’s defaults.',
      example: ['redirectUrls'],
    }),
    installationLimits: z
      .strictObject({ maxExpiryDays, retentionDays, allowedGroups, limits })
      .meta({
        id: 'InstallationLimits',
        description: 'The upper limits that the installation sets.',
      }),
    version: z.int().meta({
      description:
        'The version, which increases by 1 with each change. It is the value of the `ETag`.',
      example: 3,
    }),
    createdAt: moment('The time at which the tenant was created.'),
    updatedAt: moment('The time of the last update.').optional(),
  })
  .meta({ id: 'Tenant', description: 'A tenant with its branding, catalog, and settings.' });
export type TenantResponse = z.input<typeof tenantResponse>;
