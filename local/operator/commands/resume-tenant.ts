import * as z from 'zod';
import { command } from '../command.ts';
import { tenantsOf } from '../deployment.ts';
import { tenantIdSchema } from '../fields.ts';
import { operateTenant } from '../operate-tenant.ts';

/** `npm run admin -- resume-tenant`. */
export const resumeTenantCommand = command({
  name: 'resume-tenant',
  summary: 'Opens a suspended tenant again.',
  takes: ['tenant'],
  options: {},
  examples: ['resume-tenant acme --stage production'],
  schema: z.object({ tenant: tenantIdSchema }),
  run: ({ tenant }, deployment) =>
    operateTenant(tenantsOf(deployment), tenant, { status: 'active' }),
});
