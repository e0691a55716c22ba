import * as z from 'zod';
import { moment, pageOf } from '../shared/responses.ts';
import { MACHINE_SCOPES } from './api-client.ts';

const shape = {
  id: z.string().meta({
    description: 'Its id: the `client_id` that it asks for tokens with.',
    example: '1example23456789',
  }),
  name: z.string().meta({ description: 'What it is called.', example: 'Nightly import' }),
  scopes: z.array(z.enum(MACHINE_SCOPES)).meta({
    description: 'What it may do.',
    example: ['invitations:read', 'invitations:write'],
  }),
  createdBy: z
    .strictObject({
      id: z.string().meta({
        description: 'The id of the user, or of the client.',
        example: '23b4c8d2-0091-70ab-1e5f-2c9f3a1b4d6e',
      }),
      name: z.string().meta({ description: 'The name.', example: 'Ada Lindqvist' }),
    })
    .meta({ description: 'Who made it.' }),
  createdAt: moment('When it was made.'),
  version: z
    .int()
    .meta({ description: 'Grows with each change; the same as its ETag.', example: 1 }),
  rotatedAt: moment('When it last got another secret.').optional(),
};

/** A machine client, without its secret. */
export const apiClientResponse = z.strictObject(shape);
export type ApiClientResponse = z.input<typeof apiClientResponse>;

/** A machine client with its newest secret, which is shown this once. */
export const apiClientWithSecretResponse = z.strictObject({
  ...shape,
  secret: z.string().meta({
    description: 'The `client_secret` that it asks for tokens with. Shown now and never again.',
    example: '1k2j3h4g5f6d7s8a9p0o1i2u3y4t5r6e7w8q9example0secret1',
  }),
});

/** The answer of `GET /v1/api-clients`: all of them. */
export const apiClientPageResponse = pageOf(apiClientResponse);
