import * as z from 'zod';

import { moment, pageOf, person } from '../http/responses.ts';
import { MACHINE_SCOPES } from './api-client.ts';

const shape = {
  id: z.string().meta({
    description: 'The ID of the API client: the `client_id` in token requests.',
    example: '1example23456789',
  }),
  name: z.string().meta({ description: 'The name of the API client.', example: 'Nightly import' }),
  scopes: z.array(z.enum(MACHINE_SCOPES)).meta({
    description: 'The scopes that the API client has.',
    example: ['invitations:read', 'invitations:write'],
  }),
  createdBy: person('The user or API client that created this one.'),
  createdAt: moment('The time at which the API client was created.'),
  version: z.int().meta({
    description:
      'The version, which increases by 1 with each change. It is the value of the `ETag`.',
    example: 1,
  }),
  rotatedAt: moment('The time at which the secret was last rotated.').optional(),
};

/** A machine client, without its secret. */
export const apiClientResponse = z
  .strictObject(shape)
  .meta({ id: 'MachineClient', description: 'An API client, without its secret.' });
export type ApiClientResponse = z.input<typeof apiClientResponse>;

/** A machine client with its newest secret, which is shown this once. */
export const apiClientWithSecretResponse = z
  .strictObject({
    ...shape,
    secret: z.string().meta({
      description: 'The `client_secret` in token requests. It is not shown again.',
      example: '1k2j3h4g5f6d7s8a9p0o1i2u3y4t5r6e7w8q9example0secret1',
    }),
  })
  .meta({ id: 'MachineClientWithSecret', description: 'An API client with its new secret.' });

/** The answer of `GET /v1/api-clients`: all of them. */
export const apiClientPageResponse = pageOf('MachineClientPage', apiClientResponse);
