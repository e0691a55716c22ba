import * as z from 'zod';
import { lineOf, onClientsOf, asShown } from '../api-clients.ts';
import { command } from '../command.ts';
import { tenantIdSchema } from '../fields.ts';

/** `npm run admin -- list-clients`. */
export const listClientsCommand = command({
  name: 'list-clients',
  summary: 'Lists the API clients of a tenant.',
  takes: ['tenant'],
  options: {},
  examples: ['list-clients acme'],
  schema: z.object({ tenant: tenantIdSchema }),
  run: ({ tenant }, deployment) =>
    onClientsOf(deployment, tenant, async ({ deps }) => {
      const clients = await deps.apiClients.list(tenant);
      const lines =
        clients.length === 0
          ? [`${tenant} has no API clients.`]
          : clients.map((one) => lineOf(one));
      return { lines, data: { clients: clients.map((one) => asShown(one)) } };
    }),
});
