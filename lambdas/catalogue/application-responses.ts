import * as z from 'zod';
import { moment, pageOf } from '../shared/responses.ts';
import { PROTOCOLS } from './application.ts';

/** An application, in a list or on its own. */
export const applicationResponse = z.strictObject({
  id: z.string().meta({
    description: 'The id of the application.',
    example: 'app_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  tenantId: z.string().meta({ description: 'Whose application it is.', example: 'acme' }),
  name: z.string().meta({ description: 'As people read it.', example: 'Customer portal' }),
  protocol: z.enum(PROTOCOLS).meta({
    description: 'How people get into it. Invitations can be for `oidc` and `oauth2` only.',
    example: 'oidc',
  }),
  clientId: z
    .string()
    .optional()
    .meta({ description: 'Its client in the user pool.', example: '1example23456789' }),
  redirectUrl: z.string().meta({
    description: 'Where people go who have signed up.',
    example: 'https://portal.acme.example/welcome',
  }),
  groups: z.array(z.string()).meta({
    description: 'The groups that an invitation to it grants besides its own.',
    example: ['customers'],
  }),
  version: z.int().meta({ description: 'One more with each change; also the ETag.', example: 3 }),
  createdAt: moment('When it was made.'),
  updatedAt: moment('When it last changed.'),
});

/** The answer of `GET /v1/applications`. */
export const applicationPageResponse = pageOf(applicationResponse);
