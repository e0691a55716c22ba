import * as z from 'zod';
import { withClients } from '../api-clients.ts';
import { command } from '../command.ts';
import { tenantsOf } from '../deployment.ts';
import { tenantIdSchema } from '../fields.ts';
import { operateTenant } from '../operate-tenant.ts';

/** `npm run admin -- suspend-tenant`. */
export const suspendTenantCommand = command({
  name: 'suspend-tenant',
  summary: 'Closes a tenant to everybody, until resume-tenant.',
  more:
    'Nobody of it gets a token from then on, and within half a minute those there are open nothing. Its links let nobody in\n' +
    'and are not used up. Mails that wait are given up: resend those invitations afterwards. API clients work again after\n' +
    'resume-tenant: the answer names them. remove-client and remove-administrator work while it is suspended.',
  takes: ['tenant'],
  options: { yes: { type: 'boolean', says: 'that this is meant: it closes the company at once' } },
  examples: ['suspend-tenant acme --yes --stage production'],
  schema: z.object({
    tenant: tenantIdSchema,
    yes: z.literal(true, 'This closes the company to everybody at once: add --yes if it is meant.'),
  }),
  async run({ tenant }, deployment) {
    const answer = await operateTenant(tenantsOf(deployment), tenant, { status: 'suspended' });
    return withClients(answer, deployment, tenant);
  },
});
