import * as z from 'zod';
import { moment, pageOf } from '../http/responses.ts';
import { PROTOCOLS } from './application.ts';

/** An application, in a list or on its own. */
export const applicationResponse = z
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

/** The answer of `GET /v1/applications`. */
export const applicationPageResponse = pageOf('ApplicationPage', applicationResponse);
