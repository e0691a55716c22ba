import * as z from 'zod';
import { removable } from '../platform/removable.ts';
import { line } from '../platform/text.ts';
import { PROTOCOLS } from './application.ts';
import { groupsSchema } from '../http/request-fields.ts';
import { redirectUrlSchema } from '../tenants/redirect-url.ts';

const name = line('name', 100).register(z.globalRegistry, {
  description: 'The name of the application, as shown to people. It must be unique.',
  example: 'Customer portal',
});
const protocol = z.enum(PROTOCOLS).meta({
  description: 'The sign-in protocol. Invitations support `oidc` and `oauth2` only.',
  example: 'oidc',
});
/** As Cognito writes them (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html). */
const clientId = z
  .string()
  .regex(
    /^[\w+]{1,128}$/,
    'clientId must be the ID of a client in the user pool: 1 to 128 letters, digits, "_", or "+".',
  )
  .meta({
    description: 'The ID of the client in the user pool. Required for `oidc` and `oauth2`.',
    example: '1example23456789',
  });
const redirectUrl = redirectUrlSchema.meta({
  description:
    'The URL that people are sent to after signing up. It must start with one of the tenant’s `redirectUrls`, or be on the host of a callback URL of the client.',
  example: 'https://portal.acme.example/welcome',
});
const groups = groupsSchema.meta({
  description: 'The groups that invitations to the application grant in addition to their own.',
  example: ['customers'],
});

/** The body of `POST /v1/applications`. */
export const createApplicationSchema = z.strictObject({
  name,
  protocol,
  clientId: clientId.optional(),
  redirectUrl,
  groups: groups.default([]),
});
export type CreateApplicationRequest = z.infer<typeof createApplicationSchema>;

/** The body of `PATCH /v1/applications/{id}`: a JSON merge patch (RFC 7396). */
export const updateApplicationSchema = z.strictObject({
  name: z.optional(name),
  protocol: protocol.optional(),
  clientId: removable(clientId),
  redirectUrl: redirectUrl.optional(),
  groups: removable(groups),
});
export type UpdateApplicationRequest = z.infer<typeof updateApplicationSchema>;
