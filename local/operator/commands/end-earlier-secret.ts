import * as z from 'zod';
import { revokePreviousApiClientSecret } from '../../../lambdas/api-clients/manage-api-clients.ts';
import { onClientsOf } from '../api-clients.ts';
import { command } from '../command.ts';
import { clientIdSchema, tenantIdSchema } from '../fields.ts';

/** `npm run admin -- end-earlier-secret`. */
export const endEarlierSecretCommand = command({
  name: 'end-earlier-secret',
  summary: 'Lets only the newest secret of an API client work.',
  takes: ['tenant', 'client'],
  options: {},
  examples: ['end-earlier-secret acme 1example23456789'],
  schema: z.object({ tenant: tenantIdSchema, client: clientIdSchema }),
  run: ({ tenant, client: id }, deployment) =>
    onClientsOf(deployment, tenant, async ({ deps, by }) => {
      await revokePreviousApiClientSecret(deps, by, { id });
      return {
        lines: [`Only the newest secret of ${id} gets tokens now.`],
        data: { tenantId: tenant, clientId: id },
      };
    }),
});
