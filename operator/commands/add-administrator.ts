import * as z from 'zod';
import { ADMINISTRATOR_ROLES } from '../../lambdas/modules/administrators/administrator.ts';
import { localPassword } from '../../local/local-password.ts';
import { administratorsOf, ensureAdministrator } from '../administrators.ts';
import { command } from '../command.ts';
import { tenantsOf } from '../deployment.ts';
import { Refused } from '../errors.ts';
import { adminNameSchema, emailSchema, tenantIdSchema } from '../fields.ts';

const ROLES = ADMINISTRATOR_ROLES.join(', ');

/** `npm run admin -- add-administrator`. */
export const addAdministratorCommand = command({
  name: 'add-administrator',
  summary: 'Adds an administrator to a tenant, or changes the role of one.',
  more: 'docs/privileges.md says what each role may do. The tenant’s own administrators can do the same in the API.',
  takes: ['tenant'],
  options: {
    email: {
      type: 'string',
      hint: '<address>',
      says: 'the person’s address; a link to set up the account is mailed to it',
    },
    role: { type: 'string', hint: '<role>', says: `one of ${ROLES}; administrators unless given` },
    'admin-name': {
      type: 'string',
      hint: '<name>',
      says: 'the person’s name, as invitations say who invites',
    },
    resend: { type: 'boolean', says: 'mails a new link if the account has not been set up yet' },
  },
  examples: ['add-administrator acme --email eve@acme.example --role viewers --admin-name "Eve"'],
  schema: z.object({
    tenant: tenantIdSchema,
    email: emailSchema,
    role: z.optional(z.enum(ADMINISTRATOR_ROLES, `--role is one of ${ROLES}.`)),
    'admin-name': adminNameSchema,
    resend: z.boolean().default(false),
  }),
  async run({ tenant: tenantId, email, role, 'admin-name': name, resend }, deployment) {
    if ((await tenantsOf(deployment).get(tenantId)) === undefined)
      throw new Refused(`There is no tenant ${tenantId}.`);
    const password = deployment.stage === 'local' ? localPassword : undefined;
    const wanted = { tenantId, email, name, role, password, resend };
    const done = await ensureAdministrator(administratorsOf(deployment), wanted);
    return { lines: done, data: { tenantId, email, role, done } };
  },
});
