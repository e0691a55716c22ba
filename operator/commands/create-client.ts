import * as z from 'zod';
import { MACHINE_SCOPES } from '../../lambdas/modules/api-clients/api-client.ts';
import { createApiClient } from '../../lambdas/modules/api-clients/manage-api-clients.ts';
import { companyName } from '../../lambdas/modules/platform/text.ts';
import { onClientsOf, shownOnce } from '../api-clients.ts';
import { command } from '../command.ts';
import { tenantIdSchema } from '../fields.ts';

const SCOPES_SENTENCE = `--scopes takes some of ${MACHINE_SCOPES.join(',')}, with commas between them and none twice.`;

/** What was typed: which program of which tenant, and what it may do. */
export const newClientSchema = z.object({
  tenant: tenantIdSchema,
  name: z.string({ error: '--name is missing.' }).pipe(companyName('--name', 100)),
  scopes: z
    .string({ error: '--scopes is missing.' })
    .transform((typed) => typed.split(','))
    .pipe(z.array(z.enum(MACHINE_SCOPES, SCOPES_SENTENCE)))
    .refine((scopes) => new Set(scopes).size === scopes.length, SCOPES_SENTENCE),
});

/** `npm run admin -- create-client`. */
export const createClientCommand = command({
  name: 'create-client',
  summary: 'Creates an API client, which lets a program of a tenant call the API.',
  more: 'Each call creates another client. The secret is shown once and is not stored in Foyer.',
  takes: ['tenant'],
  options: {
    name: {
      type: 'string',
      hint: '<name>',
      says: 'the name of the client, shown as the sender of its invitations',
    },
    scopes: {
      type: 'string',
      hint: '<scope,…>',
      says: `the scopes of the client, separated by commas: any of ${MACHINE_SCOPES.join(', ')}`,
    },
  },
  examples: [
    'create-client acme --name "Nightly import" --scopes invitations:read,invitations:write',
  ],
  schema: newClientSchema,
  run: ({ tenant, ...request }, deployment) =>
    onClientsOf(deployment, tenant, async ({ deps, by }) => {
      const made = await createApiClient(deps, by, request);
      return shownOnce(`Created the API client ${request.name} of ${tenant}.`, made, deployment);
    }),
});
