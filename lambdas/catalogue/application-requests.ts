import * as z from 'zod';
import { removable } from '../shared/removable.ts';
import { line } from '../shared/text.ts';
import { PROTOCOLS } from './application.ts';
import { groupsSchema } from '../shared/request-fields.ts';
import { redirectUrlSchema } from '../tenants/redirect-url.ts';

const name = line('name', 100).register(z.globalRegistry, {
  description: 'As people read it; unique among your applications.',
  example: 'Customer portal',
});
const protocol = z.enum(PROTOCOLS).meta({
  description: 'How people get into it. Invitations can be for `oidc` and `oauth2` only.',
  example: 'oidc',
});
/** As Cognito writes them (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html). */
const clientId = z
  .string()
  .regex(
    /^[\w+]{1,128}$/,
    'clientId must be the id of a client of the user pool: letters and digits.',
  )
  .meta({
    description: 'Its client in the user pool; `oidc` and `oauth2` need one.',
    example: '1example23456789',
  });
const redirectUrl = redirectUrlSchema.meta({
  description:
    'Where people go who have signed up: below one of the tenant’s `redirectUrls`, or on a host to which the client sends people back.',
  example: 'https://portal.acme.example/welcome',
});
const groups = groupsSchema.meta({
  description: 'The groups that an invitation to it grants besides its own.',
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
