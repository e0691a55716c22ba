import * as z from 'zod';
import { administratorStatusAt } from '../../lambdas/modules/administrators/administrator.ts';
import { administratorsOf } from '../administrators.ts';
import { command } from '../command.ts';
import { tenantIdSchema } from '../fields.ts';

/** `npm run admin -- list-administrators`. */
export const listAdministratorsCommand = command({
  name: 'list-administrators',
  summary: 'Lists the administrators of a tenant, the oldest first.',
  takes: ['tenant'],
  options: {},
  examples: ['list-administrators acme --stage production'],
  schema: z.object({ tenant: tenantIdSchema }),
  async run({ tenant }, deployment) {
    const now = new Date();
    const administrators = (await administratorsOf(deployment).list.list(tenant)).map((one) => ({
      ...{ id: one.id, email: one.email, role: one.role, userId: one.userId },
      status: administratorStatusAt(one, now),
    }));
    return {
      lines:
        administrators.length === 0
          ? [`${tenant} has no administrator: npm run admin -- add-administrator ${tenant}`]
          : administrators.map(({ id, email, role, status }) =>
              [id, role.padEnd(14), status.padEnd(7), email].join('  '),
            ),
      data: { tenant, administrators },
    };
  },
});
