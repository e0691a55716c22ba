import * as z from 'zod';
import {
  DEFAULT_LIMITS,
  limitsSchema,
  type Limits,
} from '../../lambdas/modules/records/tenant-settings.ts';
import { command } from '../command.ts';
import { tenantsOf, type Deployment } from '../deployment.ts';
import { Refused } from '../errors.ts';
import { tenantIdSchema } from '../fields.ts';
import { operateTenant } from '../operate-tenant.ts';

const NAMES = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[];

const schema = z.object({
  tenant: tenantIdSchema,
  limit: z.enum(NAMES, `<limit> must be one of ${NAMES.join(', ')}.`),
  'number|default': z.union(
    [
      z.literal('default'),
      z
        .string()
        .regex(/^[1-9]\d{0,8}$/)
        .transform(Number),
    ],
    'Enter a whole number of at least 1 after the limit, or default.',
  ),
});

/** `npm run admin -- set-limit`. */
export const setLimitCommand = command({
  name: 'set-limit',
  summary: 'Sets the maximum of a limit for one tenant.',
  more: `The limits are ${NAMES.join(', ')}.\nThe maximum cannot be higher than the limit of the installation. The tenant can set a lower limit, but not a higher one.\nUse default to restore the limit of the installation.`,
  takes: ['tenant', 'limit', 'number|default'],
  options: {},
  examples: ['set-limit acme pendingInvitations 5000', 'set-limit acme pendingInvitations default'],
  schema,
  async run({ tenant: id, limit, 'number|default': wanted }, deployment) {
    const tenants = tenantsOf(deployment);
    const most = installationLimits(deployment)[limit];
    if (wanted !== 'default' && wanted > most)
      throw new Refused(`${limit} must be at most ${most} in this installation.`);
    const before = Object.entries((await tenants.get(id))?.ceilings ?? {});
    const others = Object.fromEntries(before.filter(([name]) => name !== limit));
    const ceilings = wanted === 'default' ? others : { ...others, [limit]: wanted };
    return operateTenant(tenants, id, { ceilings });
  },
});

function installationLimits({ outputs, stage }: Deployment): Limits {
  if (outputs.Limits !== undefined) return limitsSchema.parse(JSON.parse(outputs.Limits));
  throw new Refused(
    `The stack of ${stage} does not have an output with its limits. Deploy the current version first.`,
  );
}
