import * as z from 'zod';
import { rotateApiClientSecret } from '../../../lambdas/api-clients/manage-api-clients.ts';
import { onClientsOf, shownOnce } from '../api-clients.ts';
import { command } from '../command.ts';
import { clientIdSchema, tenantIdSchema } from '../fields.ts';

/** `npm run admin -- rotate-client`. */
export const rotateClientCommand = command({
  name: 'rotate-client',
  summary: 'Gives an API client another secret; the one before works on for now.',
  more: 'The secret before works until the next rotation, or until end-earlier-secret. A client has two at most.',
  takes: ['tenant', 'client'],
  options: {},
  examples: ['rotate-client acme 1example23456789'],
  schema: z.object({ tenant: tenantIdSchema, client: clientIdSchema }),
  run: ({ tenant, client: id }, deployment) =>
    onClientsOf(deployment, tenant, async ({ deps, by }) => {
      const rotated = await rotateApiClientSecret(deps, by, { id });
      const { name } = rotated.client;
      return shownOnce(
        `The API client ${name} of ${tenant} has another secret. The one before works on: end it with end-earlier-secret.`,
        rotated,
        deployment,
      );
    }),
});
