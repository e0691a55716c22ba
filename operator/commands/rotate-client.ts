import * as z from 'zod';
import { rotateApiClientSecret } from '../../lambdas/modules/api-clients/manage-api-clients.ts';
import { onClientsOf, shownOnce } from '../api-clients.ts';
import { command } from '../command.ts';
import { clientIdSchema, tenantIdSchema } from '../fields.ts';

/** `npm run admin -- rotate-client`. */
export const rotateClientCommand = command({
  name: 'rotate-client',
  summary: 'Rotates the secret of an API client. The previous secret keeps working.',
  more: 'The previous secret works until you run end-earlier-secret or rotate again. A client has at most two secrets.',
  takes: ['tenant', 'client'],
  options: {},
  examples: ['rotate-client acme 1example23456789'],
  schema: z.object({ tenant: tenantIdSchema, client: clientIdSchema }),
  run: ({ tenant, client: id }, deployment) =>
    onClientsOf(deployment, tenant, async ({ deps, by }) => {
      const rotated = await rotateApiClientSecret(deps, by, { id });
      const { name } = rotated.client;
      return shownOnce(
        `The API client ${name} of ${tenant} has a new secret. The previous secret still works. To revoke it, run end-earlier-secret.`,
        rotated,
        deployment,
      );
    }),
});
