import * as z from 'zod';
import { withClients } from '../api-clients.ts';
import { command } from '../command.ts';
import { tenantsOf } from '../deployment.ts';
import { tenantIdSchema } from '../fields.ts';
import { operateTenant } from '../operate-tenant.ts';

/** `npm run admin -- suspend-tenant`. */
export const suspendTenantCommand = command({
  name: 'suspend-tenant',
  summary: 'Suspends a tenant. Use resume-tenant to restore access.',
  more:
    'Users of the tenant get no new tokens, and existing tokens are rejected within 30 seconds. Invitation links do not work,\n' +
    'but are not used up. Queued emails are dropped: resend those invitations after you resume the tenant. API clients work\n' +
    'again after resume-tenant, and the output lists them. You can run remove-client and remove-administrator while the\n' +
    'tenant is suspended.',
  takes: ['tenant'],
  options: {
    yes: { type: 'boolean', says: 'confirms the suspension, which takes effect at once' },
  },
  examples: ['suspend-tenant acme --yes --stage production'],
  schema: z.object({
    tenant: tenantIdSchema,
    yes: z.literal(true, 'This suspends the company at once. Add --yes to confirm.'),
  }),
  async run({ tenant }, deployment) {
    const answer = await operateTenant(tenantsOf(deployment), tenant, { status: 'suspended' });
    return withClients(answer, deployment, tenant);
  },
});
