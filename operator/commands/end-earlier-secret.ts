import * as z from 'zod';
import { revokePreviousApiClientSecret } from '../../lambdas/modules/api-clients/manage-api-clients.ts';
import { onClientsOf } from '../api-clients.ts';
import { command } from '../command.ts';
import { clientIdSchema, tenantIdSchema } from '../fields.ts';

/** `npm run admin -- end-earlier-secret`. */
export const endEarlierSecretCommand = command({
  name: 'end-earlier-secret',
  summary: 'Revokes the previous secret of an API client.',
  takes: ['tenant', 'client'],
  options: {},
  examples: ['end-earlier-secret acme 1example23456789'],
  schema: z.object({ tenant: tenantIdSchema, client: clientIdSchema }),
  run: ({ tenant, client: id }, deployment) =>
    onClientsOf(deployment, tenant, async ({ deps, by }) => {
      await revokePreviousApiClientSecret(deps, by, { id });
      return {
        lines: [`Revoked the previous secret of ${id}. Only the current secret gets tokens.`],
        data: { tenantId: tenant, clientId: id },
      };
    }),
});
