import * as z from 'zod';

import { MACHINE_SCOPES } from '../../lambdas/modules/api-clients/api-client.ts';
import {
  type ApiClientWithSecret,
  createApiClient,
  removeApiClient,
  revokePreviousApiClientSecret,
  rotateApiClientSecret,
} from '../../lambdas/modules/api-clients/manage-api-clients.ts';
import { companyName } from '../../lambdas/modules/platform/text.ts';
import { apiClientLine, apiClientResource, manageApiClients } from '../api-clients.ts';
import { clientIdSchema, type CommandResult, defineCommand, tenantIdSchema } from '../command.ts';
import type { Deployment } from '../deployment.ts';

const SCOPES_MESSAGE = `--scopes must be a comma-separated list, without duplicates, of: ${MACHINE_SCOPES.join(', ')}.`;

const clientSchema = z.object({ tenant: tenantIdSchema, client: clientIdSchema });

/** `npm run admin -- create-client`. */
export const createClientCommand = defineCommand({
  name: 'create-client',
  summary: 'Creates an API client, which lets a tenant’s program call the API.',
  details: 'Each call creates another client. The secret is shown once and is not stored in Foyer.',
  positionals: ['tenant'],
  flags: {
    name: {
      type: 'string',
      placeholder: '<name>',
      description: 'the name of the client, shown as the sender of its invitations',
    },
    scopes: {
      type: 'string',
      placeholder: '<scope,…>',
      description: `the scopes of the client, as a comma-separated list of: ${MACHINE_SCOPES.join(', ')}`,
    },
  },
  examples: [
    'create-client acme --name "Nightly import" --scopes invitations:read,invitations:write',
  ],
  schema: z.object({
    tenant: tenantIdSchema,
    name: z.string({ error: '--name is required.' }).pipe(companyName('--name', 100)),
    scopes: z
      .string({ error: '--scopes is required.' })
      .transform((input) => input.split(','))
      .pipe(z.array(z.enum(MACHINE_SCOPES, SCOPES_MESSAGE)))
      .refine((scopes) => new Set(scopes).size === scopes.length, SCOPES_MESSAGE),
  }),
  run: ({ tenant, ...request }, deployment) =>
    manageApiClients(deployment, tenant, async ({ deps, by }) => {
      const created = await createApiClient(deps, by, request);
      const done = `Created the API client ${request.name} of ${tenant}.`;
      return secretResult(done, created, deployment);
    }),
});

/** `npm run admin -- list-clients`. */
export const listClientsCommand = defineCommand({
  name: 'list-clients',
  summary: 'Lists the API clients of a tenant.',
  positionals: ['tenant'],
  flags: {},
  examples: ['list-clients acme'],
  schema: z.object({ tenant: tenantIdSchema }),
  run: ({ tenant }, deployment) =>
    manageApiClients(deployment, tenant, async ({ deps }) => {
      const clients = await deps.apiClients.list(tenant);
      const lines =
        clients.length === 0
          ? [`${tenant} has no API clients.`]
          : clients.map((one) => apiClientLine(one));
      return { lines, data: { clients: clients.map((one) => apiClientResource(one)) } };
    }),
});

/** `npm run admin -- rotate-client`. */
export const rotateClientCommand = defineCommand({
  name: 'rotate-client',
  summary: 'Rotates the secret of an API client. The previous secret keeps working.',
  details:
    'The previous secret works until you run revoke-previous-secret or rotate again. A client has at most two secrets.',
  positionals: ['tenant', 'client'],
  flags: {},
  examples: ['rotate-client acme 1example23456789'],
  schema: clientSchema,
  run: ({ tenant, client: id }, deployment) =>
    manageApiClients(deployment, tenant, async ({ deps, by }) => {
      const rotated = await rotateApiClientSecret(deps, by, { id });
      const { name } = rotated.client;
      const done = `The API client ${name} of ${tenant} has a new secret. The previous secret still works. To revoke it, run revoke-previous-secret.`;
      return secretResult(done, rotated, deployment);
    }),
});

/** `npm run admin -- revoke-previous-secret`. */
export const revokePreviousSecretCommand = defineCommand({
  name: 'revoke-previous-secret',
  summary: 'Revokes the previous secret of an API client.',
  positionals: ['tenant', 'client'],
  flags: {},
  examples: ['revoke-previous-secret acme 1example23456789'],
  schema: clientSchema,
  run: ({ tenant, client: id }, deployment) =>
    manageApiClients(deployment, tenant, async ({ deps, by }) => {
      await revokePreviousApiClientSecret(deps, by, { id });
      return {
        lines: [`Revoked the previous secret of ${id}. Only the current secret gets tokens.`],
        data: { tenantId: tenant, clientId: id },
      };
    }),
});

/** `npm run admin -- remove-client`. */
export const removeClientCommand = defineCommand({
  name: 'remove-client',
  summary: 'Removes an API client.',
  details: 'It gets no new tokens, and existing tokens are rejected within 30 seconds.',
  positionals: ['tenant', 'client'],
  flags: {},
  examples: ['remove-client acme 1example23456789'],
  schema: clientSchema,
  run: ({ tenant, client: id }, deployment) =>
    manageApiClients(deployment, tenant, async ({ deps, by }) => {
      await removeApiClient(deps, by, { id });
      return {
        lines: [`Removed the API client ${id} of ${tenant}.`],
        data: { tenantId: tenant, clientId: id },
      };
    }),
});

/** Formats a client with its newest secret, which Foyer cannot show again. */
function secretResult(
  done: string,
  { client, secret }: ApiClientWithSecret,
  { config, outputs }: Deployment,
): CommandResult {
  const tokenUrl = `${config.endpoint ?? outputs.LoginUrl}/oauth2/token`;
  return {
    lines: [
      done,
      `client_id      ${client.id}`,
      `client_secret  ${secret}`,
      `scopes         ${client.scopes.join(' ')}`,
      `token URL      ${tokenUrl}`,
      'The secret is not shown again. Store it where only the program can read it.',
    ],
    data: { client: apiClientResource(client), secret, tokenUrl },
  };
}
