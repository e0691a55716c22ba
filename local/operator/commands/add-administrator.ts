import * as z from 'zod';
import { ADMINISTRATOR_GROUPS } from '../../../lambdas/identity/scopes.ts';
import { localPassword } from '../../local-password.ts';
import { addAdministrator, type AdministratorGroup } from '../add-administrator.ts';
import { command } from '../command.ts';
import { administratorsOf, tenantsOf } from '../deployment.ts';
import { adminNameSchema, emailSchema, tenantIdSchema } from '../fields.ts';

const GROUPS = Object.keys(ADMINISTRATOR_GROUPS) as AdministratorGroup[];

/** `npm run admin -- add-administrator`. */
export const addAdministratorCommand = command({
  name: 'add-administrator',
  summary: 'Adds one of a tenant’s own people, who may do what the group may.',
  more: 'Somebody who is there already is in one group more. docs/privileges.md says what each may do.',
  takes: ['tenant'],
  options: {
    email: {
      type: 'string',
      hint: '<address>',
      says: 'the person’s address; Cognito mails a temporary password to it',
    },
    group: {
      type: 'string',
      hint: '<group>',
      says: `one of ${GROUPS.join(', ')}; administrators unless given`,
    },
    'admin-name': {
      type: 'string',
      hint: '<name>',
      says: 'the person’s name, as invitations say who invites',
    },
  },
  examples: ['add-administrator acme --email eve@acme.example --group viewers --admin-name "Eve"'],
  schema: z.object({
    tenant: tenantIdSchema,
    email: emailSchema,
    group: z.enum(GROUPS, `--group is one of ${GROUPS.join(', ')}.`).default('administrators'),
    'admin-name': adminNameSchema,
  }),
  async run({ tenant: tenantId, email, group, 'admin-name': name }, deployment) {
    const isLocal = deployment.stage === 'local';
    const done = await addAdministrator(
      { tenants: tenantsOf(deployment), administrators: administratorsOf(deployment) },
      { tenantId, email, name, group, password: isLocal ? localPassword : undefined },
    );
    return { lines: done, data: { tenantId, email, group, done } };
  },
});
