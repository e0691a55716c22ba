import * as z from 'zod';
import { command } from '../command.ts';
import { tenantsOf } from '../deployment.ts';

/** `npm run admin -- list-tenants`. */
export const listTenantsCommand = command({
  name: 'list-tenants',
  summary: 'Lists all tenants, oldest first.',
  more:
    'A tenant that was created before this list existed is added by the next set-feature, set-limit, suspend-tenant, or\n' +
    'resume-tenant. Until then, check reports it.',
  takes: [],
  options: {},
  examples: ['list-tenants --stage production', 'list-tenants --json'],
  schema: z.object({}),
  async run(_, deployment) {
    const tenants = await tenantsOf(deployment).list();
    return {
      lines:
        tenants.length === 0
          ? ['There are no tenants yet. Create one with npm run admin -- create-tenant.']
          : tenants.map(({ id, status, name }) =>
              [id.padEnd(40), status.padEnd(10), name].join(' '),
            ),
      data: { tenants },
    };
  },
});
