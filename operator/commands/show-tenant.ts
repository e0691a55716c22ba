import * as z from 'zod';
import { command } from '../command.ts';
import { tenantsOf } from '../deployment.ts';
import { tenantIdSchema } from '../fields.ts';
import { operateTenant } from '../operate-tenant.ts';

/** `npm run admin -- show-tenant`. */
export const showTenantCommand = command({
  name: 'show-tenant',
  summary: 'Shows the status, features, and limits of a tenant.',
  takes: ['tenant'],
  options: {},
  examples: ['show-tenant acme'],
  schema: z.object({ tenant: tenantIdSchema }),
  run: ({ tenant }, deployment) => operateTenant(tenantsOf(deployment), tenant),
});
