import * as z from 'zod';
import { DEFAULT_LIMITS, limitsSchema, type Limits } from '../../../lambdas/tenants/settings.ts';
import { command } from '../command.ts';
import { tenantsOf, type Deployment } from '../deployment.ts';
import { Refused } from '../errors.ts';
import { tenantIdSchema } from '../fields.ts';
import { operateTenant } from '../operate-tenant.ts';

const NAMES = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[];

const schema = z.object({
  tenant: tenantIdSchema,
  limit: z.enum(NAMES, `<limit> is one of ${NAMES.join(', ')}.`),
  'number|default': z.union(
    [
      z.literal('default'),
      z
        .string()
        .regex(/^[1-9]\d{0,8}$/)
        .transform(Number),
    ],
    'Write a whole number from 1 after the limit, or default.',
  ),
});

/** `npm run admin -- set-limit`. */
export const setLimitCommand = command({
  name: 'set-limit',
  summary: 'Lowers a limit for one tenant, within what the installation allows.',
  more: `The limits are ${NAMES.join(', ')}.\nThe tenant itself can set its own lower, never higher. default takes the installation’s again.`,
  takes: ['tenant', 'limit', 'number|default'],
  options: {},
  examples: ['set-limit acme pendingInvitations 5000', 'set-limit acme pendingInvitations default'],
  schema,
  async run({ tenant: id, limit, 'number|default': wanted }, deployment) {
    const tenants = tenantsOf(deployment);
    const most = installationLimits(deployment)[limit];
    if (wanted !== 'default' && wanted > most)
      throw new Refused(`${limit} may be at most ${most} in this installation.`);
    const before = Object.entries((await tenants.get(id))?.ceilings ?? {});
    const others = Object.fromEntries(before.filter(([name]) => name !== limit));
    const ceilings = wanted === 'default' ? others : { ...others, [limit]: wanted };
    return operateTenant(tenants, id, { ceilings });
  },
});

function installationLimits({ outputs, stage }: Deployment): Limits {
  if (outputs.Limits !== undefined) return limitsSchema.parse(JSON.parse(outputs.Limits));
  throw new Refused(
    `The stack of ${stage} does not say what its limits are: deploy this version of it first.`,
  );
}
