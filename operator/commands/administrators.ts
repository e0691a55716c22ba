import * as z from 'zod';

import { administratorStatusAt } from '../../lambdas/modules/administrators/administrator.ts';
import { ADMINISTRATOR_ROLES } from '../../lambdas/modules/platform/scopes.ts';
import { localPassword } from '../../local/local-aws.ts';
import { connectAdministrators, ensureAdministrator } from '../administrators.ts';
import {
  adminNameSchema,
  defineCommand,
  emailSchema,
  RejectedError,
  tenantIdSchema,
} from '../command.ts';
import { tenantsOf } from '../deployment.ts';

const ROLES = ADMINISTRATOR_ROLES.join(', ');

/** `npm run admin -- list-administrators`. */
export const listAdministratorsCommand = defineCommand({
  name: 'list-administrators',
  summary: 'Lists the administrators of a tenant, oldest first.',
  positionals: ['tenant'],
  flags: {},
  examples: ['list-administrators acme --stage production'],
  schema: z.object({ tenant: tenantIdSchema }),
  async run({ tenant }, deployment) {
    const now = new Date();
    const administrators = (await connectAdministrators(deployment).list.list(tenant)).map(
      (one) => ({
        ...{ id: one.id, email: one.email, role: one.role, userId: one.userId },
        status: administratorStatusAt(one, now),
      }),
    );
    return {
      lines:
        administrators.length === 0
          ? [
              `${tenant} has no administrators. Add one with npm run admin -- add-administrator ${tenant}.`,
            ]
          : administrators.map(({ id, email, role, status }) =>
              [id, role.padEnd(14), status.padEnd(7), email].join('  '),
            ),
      data: { tenant, administrators },
    };
  },
});

/** `npm run admin -- add-administrator`. */
export const addAdministratorCommand = defineCommand({
  name: 'add-administrator',
  summary: 'Adds an administrator to a tenant, or changes the role of one.',
  details:
    'For the permissions of each role, see docs/privileges.md. Administrators of the tenant can do the same in the API.',
  positionals: ['tenant'],
  flags: {
    email: {
      type: 'string',
      placeholder: '<address>',
      description: 'the email address, which receives a link to set up the account',
    },
    role: {
      type: 'string',
      placeholder: '<role>',
      description: `one of ${ROLES} (default: administrators)`,
    },
    'admin-name': {
      type: 'string',
      placeholder: '<name>',
      description: 'the name of the person, shown as the sender of invitations',
    },
    resend: {
      type: 'boolean',
      description: 'sends a new link if the account has not been set up yet',
    },
  },
  examples: ['add-administrator acme --email eve@acme.example --role viewers --admin-name "Eve"'],
  schema: z.object({
    tenant: tenantIdSchema,
    email: emailSchema,
    role: z.optional(z.enum(ADMINISTRATOR_ROLES, `--role must be one of ${ROLES}.`)),
    'admin-name': adminNameSchema,
    resend: z.boolean().default(false),
  }),
  async run({ tenant: tenantId, email, role, 'admin-name': name, resend }, deployment) {
    if ((await tenantsOf(deployment).get(tenantId)) === undefined)
      throw new RejectedError(`The tenant ${tenantId} does not exist.`);
    const password = deployment.stage === 'local' ? localPassword : undefined;
    const spec = { tenantId, email, name, role, password, resend };
    const done = await ensureAdministrator(connectAdministrators(deployment), spec);
    return { lines: done, data: { tenantId, email, role, done } };
  },
});
