import * as z from 'zod';
import { command } from '../command.ts';
import { tenantsOf } from '../deployment.ts';
import { tenantIdSchema } from '../fields.ts';
import { operateTenant } from '../operate-tenant.ts';

/** `npm run admin -- suspend-tenant`. */
export const suspendTenantCommand = command({
  name: 'suspend-tenant',
  summary: 'Closes a tenant to everybody, until resume-tenant.',
  more:
    'Nobody of it gets a token from then on; those there are work for up to 20 minutes. Its links let nobody in and are not\n' +
    'used up. Mails that wait are given up: resend those invitations afterwards.',
  takes: ['tenant'],
  options: { yes: { type: 'boolean', says: 'that this is meant: it closes the company at once' } },
  examples: ['suspend-tenant acme --yes --stage production'],
  schema: z.object({
    tenant: tenantIdSchema,
    yes: z.literal(true, 'This closes the company to everybody at once: add --yes if it is meant.'),
  }),
  run: ({ tenant }, deployment) =>
    operateTenant(tenantsOf(deployment), tenant, { status: 'suspended' }),
});
