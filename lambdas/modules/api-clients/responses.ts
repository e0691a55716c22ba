import * as z from 'zod';

import { moment, pageOf, person } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { MACHINE_SCOPES } from './api-client.ts';
import type { apiClientRoutes } from './routes.ts';

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

/** An API client, without its secret. */
const apiClientResponse = z
  .strictObject(shape)
  .meta({ id: 'MachineClient', description: 'An API client, without its secret.' });
export type ApiClientResponse = z.input<typeof apiClientResponse>;

/** An API client with its latest secret, which is shown only once. */
const apiClientWithSecretResponse = z
  .strictObject({
    ...shape,
    secret: z.string().meta({
      description: 'The `client_secret` in token requests. It is not shown again.',
      example: '1k2j3h4g5f6d7s8a9p0o1i2u3y4t5r6e7w8q9example0secret1',
    }),
  })
  .meta({ id: 'MachineClientWithSecret', description: 'An API client with its new secret.' });

/** The response of `GET /v1/api-clients`: all API clients of the tenant. */
const apiClientPageResponse = pageOf('MachineClientPage', apiClientResponse);

/** The reference of {@link apiClientRoutes}. */
export const apiClientReference = {
  createApiClient: {
    summary: 'Create an API client',
    description:
      'Creates an API client and returns its secret. The operator of the installation enables API clients for each tenant. Store the secret, because it is not shown again. You can grant only scopes that you have yourself. The `self` scope is reserved for contacts and cannot be granted. Invitations that the client creates show its name as the sender.',
    responses: { 201: apiClientWithSecretResponse },
  },
  listApiClients: {
    summary: 'List API clients',
    description: 'Returns all API clients of the tenant without their secrets.',
    responses: { 200: apiClientPageResponse },
  },
  getApiClient: {
    summary: 'Get an API client',
    description: 'Returns an API client without its secret.',
    responses: { 200: apiClientResponse },
  },
  rotateApiClientSecret: {
    summary: 'Rotate an API client’s secret',
    description:
      'Returns a new secret. The previous secret keeps working until you revoke it or rotate again, so a client has at most two secrets. You can rotate the secret only if you have all scopes of the client.',
    responses: { 200: apiClientWithSecretResponse },
  },
  revokePreviousApiClientSecret: {
    summary: 'Revoke an API client’s previous secret',
    description:
      'Revokes the previous secret of an API client, for example because it leaked. Rotate the secret first. The revoked secret gets no new tokens; tokens that were already issued expire within 20 minutes.',
    responses: { 204: null },
  },
  deleteApiClient: {
    summary: 'Delete an API client',
    description:
      'Deletes an API client. It gets no new tokens, and tokens that were already issued are rejected within 30 seconds.',
    responses: { 204: null },
  },
} satisfies References<typeof apiClientRoutes>;
