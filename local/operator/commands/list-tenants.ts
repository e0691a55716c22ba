import * as z from 'zod';
import { command } from '../command.ts';
import { tenantsOf } from '../deployment.ts';

/** `npm run admin -- list-tenants`. */
export const listTenantsCommand = command({
  name: 'list-tenants',
  summary: 'Lists the tenants, the oldest first.',
  more:
    'A tenant that was made before there was a list joins it with the next set-feature, set-limit, suspend-tenant or\n' +
    'resume-tenant; until then, check names it.',
  takes: [],
  options: {},
  examples: ['list-tenants --stage production', 'list-tenants --json'],
  schema: z.object({}),
  async run(_, deployment) {
    const tenants = await tenantsOf(deployment).list();
    return {
      lines:
        tenants.length === 0
          ? ['There is no tenant yet: npm run admin -- create-tenant']
          : tenants.map(({ id, status, name }) =>
              [id.padEnd(40), status.padEnd(10), name].join(' '),
            ),
      data: { tenants },
    };
  },
});
