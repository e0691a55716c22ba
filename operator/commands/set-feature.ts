import * as z from 'zod';
import { command } from '../command.ts';
import { tenantsOf } from '../deployment.ts';
import { tenantIdSchema } from '../fields.ts';
import { operateTenant } from '../operate-tenant.ts';

/** `npm run admin -- set-feature`. */
export const setFeatureCommand = command({
  name: 'set-feature',
  summary: 'Turns a feature of a tenant on or off.',
  more:
    'The only feature is customer-portal. Without it, the tenant cannot send invitations; people who were already invited can\n' +
    'still sign up.',
  takes: ['tenant', 'feature', 'on|off'],
  options: {},
  examples: ['set-feature acme customer-portal off --stage production'],
  schema: z.object({
    tenant: tenantIdSchema,
    feature: z.literal('customer-portal', '<feature> must be customer-portal.'),
    'on|off': z.enum(['on', 'off'], 'Enter on or off after the feature.'),
  }),
  run: ({ tenant, 'on|off': state }, deployment) =>
    operateTenant(tenantsOf(deployment), tenant, {
      features: { customerPortal: state === 'on' },
    }),
});
