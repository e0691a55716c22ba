import * as z from 'zod/mini';

import { once } from '../platform/once.ts';
import { companyName } from '../platform/text.ts';
import { MACHINE_SCOPES } from './api-client.ts';

/** The body of `POST /v1/api-clients`. */
export const createApiClientSchema = once(() =>
  z.strictObject({
    name: z.pipe(z.string({ error: 'name is required.' }), companyName('name', 100)).check(
      z.meta({
        description: 'The name of the API client. Its invitations show it as the sender.',
        example: 'Nightly import',
      }),
    ),
    scopes: z.array(z.enum(MACHINE_SCOPES)).check(
      z.minLength(1, 'Send at least one scope.'),
      z.refine(
        (scopes) => new Set(scopes).size === scopes.length,
        'scopes must not contain duplicates.',
      ),
      z.meta({
        description:
          'The scopes of the API client. You can grant only scopes that you have yourself.',
        example: ['invitations:read', 'invitations:write'],
      }),
    ),
  }),
);
export type CreateApiClientRequest = z.output<ReturnType<typeof createApiClientSchema>>;
