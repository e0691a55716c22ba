import * as z from 'zod';

import { knownProfile, MERGE_PATCH, moment, pageOf } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { FORM_FIELDS, INVITATION_KINDS } from '../platform/form-fields.ts';
import { PROTOCOLS } from '../records/application.ts';
import { tenantResponse } from '../tenants/responses.ts';
import type { settingsRoutes } from './routes.ts';

/** An application, in a list or by itself. */
const applicationResponse = z
  .strictObject({
    id: z.string().meta({
      description: 'The ID of the application.',
      example: 'app_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    tenantId: z.string().meta({ description: 'The ID of the tenant.', example: 'acme' }),
    name: z.string().meta({
      description: 'The name of the application, as shown to people.',
      example: 'Customer portal',
    }),
    protocol: z.enum(PROTOCOLS).meta({
      description: 'The sign-in protocol. Invitations support `oidc` and `oauth2` only.',
      example: 'oidc',
    }),
    clientId: z
      .string()
      .optional()
      .meta({ description: 'The ID of the client in the user pool.', example: '1example23456789' }),
    redirectUrl: z.string().meta({
      description: 'The URL that people are sent to after signing up.',
      example: 'https://portal.acme.example/welcome',
    }),
    groups: z.array(z.string()).meta({
      description: 'The groups that invitations to the application grant in addition to their own.',
      example: ['customers'],
    }),
    version: z.int().meta({
      description:
        'The version, which increases by 1 with each change. It is the value of the `ETag`.',
      example: 3,
    }),
    createdAt: moment('The time at which the application was created.'),
    updatedAt: moment('The time of the last update.'),
  })
  .meta({ id: 'Application', description: 'An application.' });

/** The response of `GET /v1/applications`. */
const applicationPageResponse = pageOf('ApplicationPage', applicationResponse);

const text = (description: string, example: string) =>
  z.string().optional().meta({ description, example });

/** A preset, in a list or by itself. */
const presetResponse = z
  .strictObject({
    id: z.string().meta({
      description: 'The ID of the preset: the `presetId` of an invitation.',
      example: 'pre_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    tenantId: z.string().meta({ description: 'The ID of the tenant.', example: 'acme' }),
    name: z.string().meta({
      description: 'The name of the preset, as shown to administrators.',
      example: 'Resellers in France',
    }),
    kind: z.enum(INVITATION_KINDS).optional().meta({
      description: 'The type of relationship, which determines the registration form.',
      example: 'customer',
    }),
    applicationId: text(
      'The ID of the application that invitations are for.',
      'app_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    ),
    groups: z
      .array(z.string())
      .optional()
      .meta({ description: 'The groups that the account is added to.', example: ['partners'] }),
    profile: knownProfile('The values that prefill the registration form.').optional(),
    editableFields: z
      .array(z.enum(FORM_FIELDS))
      .optional()
      .meta({
        description: 'The fields of the registration form that the invitee can change.',
        example: ['firstName', 'lastName'],
      }),
    allowDifferentEmail: z.boolean().optional().meta({
      description: 'Indicates whether the invitee can sign up with a different email address.',
      example: false,
    }),
    locale: text('The language of the email and the sign-up page.', 'fr'),
    message: text('Your personal message in the email.', 'Bienvenue !'),
    expiresInDays: z
      .int()
      .optional()
      .meta({ description: 'The validity period of the invitation, in days.', example: 14 }),
    redirectUrl: text(
      'The URL that the invitee is sent to after signing up.',
      'https://portal.acme.example/fr',
    ),
    metadata: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'The metadata that you set.', example: { campaign: 'spring' } }),
    version: z.int().meta({
      description:
        'The version, which increases by 1 with each change. It is the value of the `ETag`.',
      example: 3,
    }),
    createdAt: moment('The time at which the preset was created.'),
    updatedAt: moment('The time of the last update.'),
  })
  .meta({ id: 'Preset', description: 'A preset.' });

/** The response of `GET /v1/presets`. */
const presetPageResponse = pageOf('PresetPage', presetResponse);

/** The reference of {@link settingsRoutes}. */
export const settingsReference = {
  getTenant: {
    summary: 'Get your tenant',
    description:
      'Returns your company with the settings in effect, the names of the settings that it has overridden, and the installation’s limits.',
    responses: { 200: tenantResponse },
  },
  updateTenant: {
    summary: 'Update your tenant',
    description:
      'Takes a JSON merge patch (RFC 7396): omitted fields keep their values, objects are merged, arrays are replaced, and null restores the installation’s default. Emails and pages use the new values within a minute.',
    responses: { 200: tenantResponse },
  },
  listApplications: {
    summary: 'List applications',
    description: 'Returns all applications. A tenant can have up to 100.',
    responses: { 200: applicationPageResponse },
  },
  createApplication: {
    summary: 'Create an application',
    description:
      'Creates an application. Its client must exist in the user pool and allow the authorization code grant. A client can belong to one tenant only, and only users of that tenant can sign in to it. Names are unique.',
    responses: { 201: applicationResponse },
  },
  getApplication: {
    summary: 'Get an application',
    description: 'Returns an application.',
    responses: { 200: applicationResponse },
  },
  updateApplication: {
    summary: 'Update an application',
    description: `${MERGE_PATCH} Open invitations to the application show the new name, and keep the groups and the redirect URL that they were created with.`,
    responses: { 200: applicationResponse },
  },
  deleteApplication: {
    summary: 'Delete an application',
    description:
      'Deletes an application. Fails if presets refer to it; `errors` names them. Open invitations to the application keep working.',
    responses: { 204: null },
  },
  listPresets: {
    summary: 'List presets',
    description: 'Returns all presets. A tenant can have up to 100.',
    responses: { 200: presetPageResponse },
  },
  createPreset: {
    summary: 'Create a preset',
    description:
      'Creates a preset. It takes the fields of an invitation except those that differ from person to person. Names are unique.',
    responses: { 201: presetResponse },
  },
  getPreset: {
    summary: 'Get a preset',
    description: 'Returns a preset.',
    responses: { 200: presetResponse },
  },
  updatePreset: {
    summary: 'Update a preset',
    description: `${MERGE_PATCH} Existing invitations do not change.`,
    responses: { 200: presetResponse },
  },
  deletePreset: {
    summary: 'Delete a preset',
    description: 'Deletes a preset. Invitations that were created with it do not change.',
    responses: { 204: null },
  },
} satisfies References<typeof settingsRoutes>;
