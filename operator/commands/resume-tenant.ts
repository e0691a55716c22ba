import * as z from 'zod';
import { withClients } from '../api-clients.ts';
import { command } from '../command.ts';
import { tenantsOf } from '../deployment.ts';
import { tenantIdSchema } from '../fields.ts';
import { operateTenant } from '../operate-tenant.ts';

/** `npm run admin -- resume-tenant`. */
export const resumeTenantCommand = command({
  name: 'resume-tenant',
  summary: 'Resumes a suspended tenant.',
  more: 'Its API clients get tokens again. The output lists them; remove-client deletes one permanently.',
  takes: ['tenant'],
  options: {},
  examples: ['resume-tenant acme --stage production'],
  schema: z.object({ tenant: tenantIdSchema }),
  async run({ tenant }, deployment) {
    const answer = await operateTenant(tenantsOf(deployment), tenant, { status: 'active' });
    return withClients(answer, deployment, tenant);
  },
});
