import * as z from 'zod/mini';

import { removable } from '../http/merge-patch.ts';
import { groupsSchema, metadataSchema, metadataText } from '../http/request-fields.ts';
import { invitationTerms } from '../invitations/invitation-fields.ts';
import { once } from '../platform/once.ts';
import { redirectUrlSchema } from '../platform/redirect-url.ts';
import { prefilledProfileSchema } from '../platform/sign-up-form.ts';
import { line } from '../platform/text.ts';
import { PROTOCOLS } from '../records/application.ts';

const applicationName = once(() =>
  line('name', 100).register(z.globalRegistry, {
    description: 'The name of the application, as shown to people. It must be unique.',
    example: 'Customer portal',
  }),
);
const protocol = once(() =>
  z.enum(PROTOCOLS).check(
    z.meta({
      description: 'The sign-in protocol. Invitations support `oidc` and `oauth2` only.',
      example: 'oidc',
    }),
  ),
);
/**
 * A client ID as Cognito generates it
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html).
 */
const clientId = once(() =>
  z.string().check(
    z.regex(
      /^[\w+]{1,128}$/,
      'clientId must be the ID of a client in the user pool: 1 to 128 letters, digits, "_", or "+".',
    ),
    z.meta({
      description: 'The ID of the client in the user pool. Required for `oidc` and `oauth2`.',
      example: '1example23456789',
    }),
  ),
);
const redirectUrl = once(() =>
  redirectUrlSchema().check(
    z.meta({
      description:
        'The URL that people are sent to after signing up. It must start with one of the tenant’s `redirectUrls`, or be on the host of a callback URL of the client.',
      example: 'https://portal.acme.example/welcome',
    }),
  ),
);
const groups = once(() =>
  groupsSchema().check(
    z.meta({
      description: 'The groups that invitations to the application grant in addition to their own.',
      example: ['customers'],
    }),
  ),
);

/** The body of `POST /v1/applications`. */
export const createApplicationSchema = once(() =>
  z.strictObject({
    name: applicationName(),
    protocol: protocol(),
    clientId: z.optional(clientId()),
    redirectUrl: redirectUrl(),
    groups: z._default(groups(), []),
  }),
);
export type CreateApplicationRequest = z.infer<ReturnType<typeof createApplicationSchema>>;

/** The body of `PATCH /v1/applications/{id}`: a JSON merge patch (RFC 7396). */
export const updateApplicationSchema = once(() =>
  z.strictObject({
    name: z.optional(applicationName()),
    protocol: z.optional(protocol()),
    clientId: removable(clientId()),
    redirectUrl: z.optional(redirectUrl()),
    groups: removable(groups()),
  }),
);
export type UpdateApplicationRequest = z.infer<ReturnType<typeof updateApplicationSchema>>;

const presetName = once(() =>
  line('name', 100).register(z.globalRegistry, {
    description: 'The name of the preset, as shown to administrators. It must be unique.',
    example: 'Resellers in France',
  }),
);

/** The body of `POST /v1/presets`: a name, and values for the fields that a request to create an invitation omits. */
export const createPresetSchema = once(() =>
  z.strictObject({
    name: presetName(),
    ...z.partial(z.object(invitationTerms())).shape,
  }),
);
export type CreatePresetRequest = z.infer<ReturnType<typeof createPresetSchema>>;

/** The body of `PATCH /v1/presets/{id}`: a JSON merge patch (RFC 7396). */
export const updatePresetSchema = once(() => {
  const { firstName, lastName, jobTitle, phone, taxId } = prefilledProfileSchema.shape;
  return z.strictObject({
    name: z.optional(presetName()),
    kind: removable(invitationTerms().kind),
    applicationId: removable(invitationTerms().applicationId),
    groups: removable(
      z.pipe(
        groupsSchema(),
        z.transform((groups) => (groups.length === 0 ? null : groups)),
      ),
      {
        description:
          'The groups that the account is added to. An empty array and null both remove them from the preset.',
        example: ['customers'],
      },
    ),
    profile: removable(
      z
        .strictObject({
          firstName: removable(firstName, { description: 'First name.', example: 'Ada' }),
          lastName: removable(lastName, { description: 'Last name.', example: 'Lovelace' }),
          jobTitle: removable(jobTitle, { description: 'Job title.', example: 'Buyer' }),
          phone: removable(phone, { description: 'Phone number.', example: '+44 20 7946 0123' }),
          taxId: removable(taxId, {
            description: 'Tax ID of the company.',
            example: 'DE 123456789',
          }),
        })
        .check(z.meta({ id: 'ProfileUpdate', description: 'Changes to the prefilled values.' })),
      { description: 'The changes to the values that prefill the registration form.' },
    ),
    editableFields: removable(invitationTerms().editableFields),
    allowDifferentEmail: removable(invitationTerms().allowDifferentEmail),
    locale: removable(invitationTerms().locale),
    message: removable(invitationTerms().message),
    expiresInDays: removable(invitationTerms().expiresInDays),
    redirectUrl: removable(invitationTerms().redirectUrl),
    metadata: removable(metadataSchema(z.nullable(metadataText())), {
      description: 'The changes to the metadata; null removes an entry.',
      example: { campaign: 'spring', dealId: null },
    }),
  });
});
export type UpdatePresetRequest = z.infer<ReturnType<typeof updatePresetSchema>>;
