import * as z from 'zod';
import { removeApiClient } from '../../lambdas/modules/api-clients/manage-api-clients.ts';
import { onClientsOf } from '../api-clients.ts';
import { command } from '../command.ts';
import { clientIdSchema, tenantIdSchema } from '../fields.ts';

/** `npm run admin -- remove-client`. */
export const removeClientCommand = command({
  name: 'remove-client',
  summary: 'Removes an API client.',
  more: 'It gets no new tokens, and existing tokens are rejected within 30 seconds.',
  takes: ['tenant', 'client'],
  options: {},
  examples: ['remove-client acme 1example23456789'],
  schema: z.object({ tenant: tenantIdSchema, client: clientIdSchema }),
  run: ({ tenant, client: id }, deployment) =>
    onClientsOf(deployment, tenant, async ({ deps, by }) => {
      await removeApiClient(deps, by, { id });
      return {
        lines: [`Removed the API client ${id} of ${tenant}.`],
        data: { tenantId: tenant, clientId: id },
      };
    }),
});
