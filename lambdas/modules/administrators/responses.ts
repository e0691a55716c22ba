import * as z from 'zod';

import { known, MERGE_PATCH, moment, pageOf, person } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { deliveryResponse } from '../invitations/responses.ts';
import { ADMINISTRATOR_ROLES } from '../platform/scopes.ts';
import { lookupTenant, passwordRules } from '../sign-up/responses.ts';
import { ADMINISTRATOR_STATUSES } from './administrator.ts';
import type { administratorRoutes } from './routes.ts';
import type { administratorSetupRoutes } from './setup-routes.ts';

const role = z.enum(ADMINISTRATOR_ROLES).meta({
  description: 'The role, which determines the scopes of the administrator.',
  example: 'operators',
});

/** An administrator as the API returns it. */
const administratorResponse = z
  .strictObject({
    id: z.string().meta({
      description: 'The ID of the administrator.',
      example: 'adm_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    email: z.string().meta({
      description: 'The email address, as it was entered.',
      example: 'grace@acme.example',
    }),
    name: known('The name of the administrator, if it is known.', 'Grace Hopper'),
    role,
    status: z.enum(ADMINISTRATOR_STATUSES).meta({
      description:
        'The status. `invited`: the account is not set up yet. `expired`: the setup link expired before that. `active`: the account is set up.',
      example: 'invited',
    }),
    delivery: deliveryResponse.meta({ description: 'The delivery of the latest setup email.' }),
    locale: z.string().meta({
      description:
        'The language of the setup email and the setup page, as a language tag (BCP 47).',
      example: 'en',
    }),
    userId: known(
      'The ID of the user in the user pool, once the account is set up.',
      '23b4c8d2-0091-70ab-1e5f-2c9f3a1b4d6e',
    ),
    expiresAt: moment(
      'The time at which the setup link expires. Omitted once the account is set up.',
    ).optional(),
    createdAt: moment('The time at which the administrator was created.'),
    createdBy: person('The user that created the administrator.'),
    updatedAt: moment('The time of the last update.'),
    updatedBy: person('The user that last updated the administrator.'),
    version: z.int().meta({
      description:
        'The version, which increases by 1 with each change. It is the value of the `ETag`.',
      example: 1,
    }),
  })
  .meta({ id: 'Administrator', description: 'An administrator of your company.' });
export type AdministratorResponse = z.input<typeof administratorResponse>;

/** The response of `GET /v1/administrators`: all administrators. */
const administratorPageResponse = pageOf('AdministratorPage', administratorResponse);

/** The response of `DELETE /v1/administrators/{id}`. */
const administratorRemovalResponse = z
  .strictObject({
    leftBehind: z
      .strictObject({
        administrators: z
          .array(
            z
              .strictObject({
                id: z.string().meta({
                  description: 'The ID of the administrator.',
                  example: 'adm_7c1v9k3x5z8b2n4m6q0w1e3r5t',
                }),
                email: z.string().meta({
                  description: 'The email address.',
                  example: 'alan@acme.example',
                }),
              })
              .meta({ id: 'LeftAdministrator', description: 'An administrator that remains.' }),
          )
          .meta({
            description:
              'The administrators that were created or last updated by the deleted administrator.',
          }),
        apiClients: z
          .array(
            z
              .strictObject({
                id: z.string().meta({
                  description: 'The ID of the API client.',
                  example: '1example23456789',
                }),
                name: z.string().meta({
                  description: 'The name of the API client.',
                  example: 'Nightly import',
                }),
              })
              .meta({ id: 'LeftApiClient', description: 'An API client that keeps working.' }),
          )
          .meta({
            description:
              'The API clients that were created by the deleted administrator, or by one of these API clients.',
          }),
        webhooks: z
          .array(
            z
              .strictObject({
                id: z.string().meta({
                  description: 'The ID of the webhook.',
                  example: 'whk_0j4n8q2v6x0c4h8m2r6w0b4f8k',
                }),
                url: z.string().meta({
                  description: 'The URL that events are sent to.',
                  example: 'https://hooks.acme.example/foyer',
                }),
              })
              .meta({ id: 'LeftWebhook', description: 'A webhook that keeps working.' }),
          )
          .meta({
            description:
              'The webhooks that were created or updated by the deleted administrator, or by one of these API clients.',
          }),
      })
      .meta({
        id: 'AdministratorLeftovers',
        description:
          'Everything that still has access to your company’s data. Delete what you do not need.',
      }),
  })
  .meta({ id: 'AdministratorRemoval', description: 'The result of deleting an administrator.' });

/** The response of `POST /v1/administrator-setup/lookup`. */
const administratorSetupResponse = z
  .strictObject({
    tenant: lookupTenant.meta({ description: 'The company that the administrator belongs to.' }),
    email: z.string().meta({
      description: 'The email address of the account.',
      example: 'grace@acme.example',
    }),
    name: known('The name of the administrator, if it is known.', 'Grace Hopper'),
    role,
    invitedBy: z
      .strictObject({
        name: z.string().meta({ description: 'The name.', example: 'Ada Lindqvist' }),
      })
      .meta({ id: 'SetupInviter', description: 'The person who created the administrator.' })
      .optional()
      .meta({
        description:
          'The person who created the administrator. Omitted if the operator of the installation did.',
      }),
    locale: z.string().meta({ description: 'The language of the administrator.', example: 'en' }),
    passwordRules,
    expiresAt: moment('The time at which the link expires.'),
  })
  .meta({
    id: 'AdministratorSetup',
    description: 'An administrator’s account as shown on the setup page.',
  });
export type AdministratorSetupResponse = z.input<typeof administratorSetupResponse>;

/** The response of `POST /v1/administrator-setup/complete`. */
const setupAcceptedResponse = z
  .strictObject({
    email: z.string().meta({
      description:
        'The address to sign in with: in lowercase with the domain in ASCII, such as `o@xn--bcher-kva.example` for `o@bücher.example`.',
      example: 'grace@acme.example',
    }),
    signInUrl: z.string().meta({
      description: 'The URL of the sign-in page.',
      example: 'https://foyer.example/sign-in',
    }),
  })
  .meta({ id: 'AdministratorAccount', description: 'The account that was set up.' });

/** The reference of {@link administratorRoutes}. */
export const administratorReference = {
  listAdministrators: {
    summary: 'List administrators',
    description:
      'Returns all administrators, oldest first. A company has at most 200 administrators, so there is one page.',
    responses: { 200: administratorPageResponse },
  },
  createAdministrator: {
    summary: 'Create an administrator',
    description:
      'Creates an administrator and emails a link to the setup page, where the person chooses a password. The link works once and expires after seven days. The address must not have an account: administrators and contacts need different addresses.',
    responses: { 201: administratorResponse },
  },
  getAdministrator: {
    summary: 'Get an administrator',
    description: 'Returns an administrator with the delivery status of the setup email.',
    responses: { 200: administratorResponse },
  },
  updateAdministrator: {
    summary: 'Update an administrator',
    description: `Updates the name or the role of an administrator. ${MERGE_PATCH} The email address cannot be changed. A new role takes effect within 30 seconds without a new sign-in; scopes that it adds come with the next access token. The last active administrator with the role \`administrators\` must keep it.`,
    responses: { 200: administratorResponse },
  },
  resendAdministratorSetup: {
    summary: 'Resend an administrator’s setup email',
    description:
      'Emails a new setup link that expires after seven days. All earlier links stop working immediately.',
    responses: { 200: administratorResponse },
  },
  deleteAdministrator: {
    summary: 'Delete an administrator',
    description:
      'Deletes an administrator and the account. Access ends within 30 seconds. Administrators, API clients, and webhooks that the person created keep working and are listed in the response. The last active administrator with the `administrators` role cannot be deleted. You can delete yourself if someone else has that role.',
    responses: { 200: administratorRemovalResponse },
  },
} satisfies References<typeof administratorRoutes>;

/** The reference of {@link administratorSetupRoutes}. */
export const administratorSetupReference = {
  getAdministratorSetupByToken: {
    summary: 'Get an administrator’s setup by its token',
    description:
      'Returns what the setup page needs to show its form. It changes nothing, so it can be called any number of times, for example by email scanners.',
    responses: { 200: administratorSetupResponse },
  },
  completeAdministratorSetup: {
    summary: 'Complete an administrator’s setup',
    description:
      'Sets the name and the password, and activates the account. A retry with the same `Idempotency-Key` returns 200 with the same response.',
    responses: { 200: setupAcceptedResponse, 201: setupAcceptedResponse },
  },
} satisfies References<typeof administratorSetupRoutes>;
