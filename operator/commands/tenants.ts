import * as z from 'zod';

import type { Feature, Tenant } from '../../lambdas/modules/records/tenant.ts';
import {
  DEFAULT_LIMITS,
  type Limits,
  limitsSchema,
} from '../../lambdas/modules/records/tenant-settings.ts';
import { withApiClients } from '../api-clients.ts';
import { type CommandResult, defineCommand, RejectedError, tenantIdSchema } from '../command.ts';
import { type Deployment, tenantsOf } from '../deployment.ts';

/** The fields of a tenant that only the operator of the installation can change. */
export type TenantChanges = Partial<Pick<Tenant, 'status' | 'features' | 'ceilings'>>;

/** Reads and changes tenants. */
export interface TenantStore {
  get(id: string): Promise<Tenant | undefined>;
  decide(id: string, changes: TenantChanges): Promise<'decided' | 'absent'>;
}

/**
 * Applies changes to a tenant, if any, and describes its state. Safe to repeat.
 * @throws {RejectedError} if the tenant does not exist.
 */
export async function updateTenant(
  tenants: TenantStore,
  tenantId: string,
  changes: TenantChanges = {},
): Promise<CommandResult> {
  if (Object.keys(changes).length > 0) await tenants.decide(tenantId, changes);
  const tenant = await tenants.get(tenantId);
  if (tenant === undefined) throw new RejectedError(`The tenant ${tenantId} does not exist.`);
  return { lines: describe(tenant), data: { tenant } };
}

function describe({ id, name, status, features, ceilings, createdAt }: Tenant): string[] {
  return [
    `${id} (${name}), created ${createdAt}`,
    status === 'active'
      ? 'It is active.'
      : 'It is suspended: its users get no tokens, existing tokens and links are rejected within 30 seconds, and no email is sent.',
    features.customerPortal
      ? 'It has the customer portal.'
      : 'It has no customer portal: it cannot send invitations. People who were already invited can still sign up.',
    features.apiClients
      ? 'It can create API clients.'
      : 'It cannot create API clients. Existing ones keep working: list-clients lists them.',
    ...Object.entries(ceilings).map(([limit, most]) => `Its ${limit} limit is at most ${most}.`),
  ];
}

/** `npm run admin -- list-tenants`. */
export const listTenantsCommand = defineCommand({
  name: 'list-tenants',
  summary: 'Lists all tenants, oldest first.',
  details:
    'A tenant that was created before this list existed is added by the next set-feature, set-limit, suspend-tenant, or\n' +
    'resume-tenant. Until then, check reports it.',
  positionals: [],
  flags: {},
  examples: ['list-tenants --stage production', 'list-tenants --json'],
  schema: z.object({}),
  async run(_, deployment) {
    const tenants = await tenantsOf(deployment).list();
    return {
      lines:
        tenants.length === 0
          ? ['There are no tenants yet. Create one with npm run admin -- create-tenant.']
          : tenants.map(({ id, status, name }) =>
              [id.padEnd(40), status.padEnd(10), name].join(' '),
            ),
      data: { tenants },
    };
  },
});

/** `npm run admin -- show-tenant`. */
export const showTenantCommand = defineCommand({
  name: 'show-tenant',
  summary: 'Shows the status, features, and limits of a tenant.',
  positionals: ['tenant'],
  flags: {},
  examples: ['show-tenant acme'],
  schema: z.object({ tenant: tenantIdSchema }),
  run: ({ tenant }, deployment) => updateTenant(tenantsOf(deployment), tenant),
});

/** `npm run admin -- suspend-tenant`. */
export const suspendTenantCommand = defineCommand({
  name: 'suspend-tenant',
  summary: 'Suspends a tenant. Use resume-tenant to restore access.',
  details:
    'Users of the tenant get no new tokens, and existing tokens are rejected within 30 seconds. Invitation links do not work,\n' +
    'but are not used up. Queued emails are dropped: resend those invitations after you resume the tenant. API clients work\n' +
    'again after resume-tenant, and the output lists them. You can run remove-client and remove-administrator while the\n' +
    'tenant is suspended.',
  positionals: ['tenant'],
  flags: {
    yes: {
      type: 'boolean',
      description: 'confirms the suspension, which takes effect immediately',
    },
  },
  examples: ['suspend-tenant acme --yes --stage production'],
  schema: z.object({
    tenant: tenantIdSchema,
    yes: z.literal(true, 'This suspends the company immediately. Add --yes to confirm.'),
  }),
  async run({ tenant }, deployment) {
    const result = await updateTenant(tenantsOf(deployment), tenant, { status: 'suspended' });
    return withApiClients(result, deployment, tenant);
  },
});

/** `npm run admin -- resume-tenant`. */
export const resumeTenantCommand = defineCommand({
  name: 'resume-tenant',
  summary: 'Resumes a suspended tenant.',
  details:
    'Its API clients get tokens again. The output lists them; remove-client deletes one permanently.',
  positionals: ['tenant'],
  flags: {},
  examples: ['resume-tenant acme --stage production'],
  schema: z.object({ tenant: tenantIdSchema }),
  async run({ tenant }, deployment) {
    const result = await updateTenant(tenantsOf(deployment), tenant, { status: 'active' });
    return withApiClients(result, deployment, tenant);
  },
});

/** The features, by their names on the command line. */
const FEATURES = { 'customer-portal': 'customerPortal', 'api-clients': 'apiClients' } as const;
const FEATURE_NAMES = Object.keys(FEATURES) as (keyof typeof FEATURES)[];

/** `npm run admin -- set-feature`. */
export const setFeatureCommand = defineCommand({
  name: 'set-feature',
  summary: 'Turns a feature of a tenant on or off.',
  details:
    'customer-portal (on by default): without it, the tenant cannot send invitations; people who were already invited can\n' +
    'still sign up.\n' +
    'api-clients (off by default): lets the tenant create API clients. Cognito charges the account for each client and each\n' +
    'of its tokens. Without it, existing clients keep working until you run remove-client.',
  positionals: ['tenant', 'feature', 'on|off'],
  flags: {},
  examples: [
    'set-feature acme customer-portal off --stage production',
    'set-feature acme api-clients on --stage production',
  ],
  schema: z.object({
    tenant: tenantIdSchema,
    feature: z.enum(FEATURE_NAMES, `<feature> must be one of ${FEATURE_NAMES.join(', ')}.`),
    'on|off': z.enum(['on', 'off'], 'Enter on or off after the feature.'),
  }),
  run: ({ tenant, feature, 'on|off': state }, deployment) =>
    setFeature(tenantsOf(deployment), tenant, FEATURES[feature], state === 'on'),
});

/**
 * Turns one feature on or off, without changing the others.
 * @throws {RejectedError} if the tenant does not exist.
 */
export async function setFeature(
  tenants: TenantStore,
  tenantId: string,
  feature: Feature,
  isOn: boolean,
): Promise<CommandResult> {
  const current = await tenants.get(tenantId);
  if (current === undefined) throw new RejectedError(`The tenant ${tenantId} does not exist.`);
  return updateTenant(tenants, tenantId, { features: { ...current.features, [feature]: isOn } });
}

const LIMIT_NAMES = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[];

/** `npm run admin -- set-limit`. */
export const setLimitCommand = defineCommand({
  name: 'set-limit',
  summary: 'Sets the maximum of a limit for one tenant.',
  details:
    `The limits are ${LIMIT_NAMES.join(', ')}.\n` +
    'The maximum cannot be higher than the installation’s limit. The tenant can set a lower limit, but not a higher one.\n' +
    'Use default to restore the installation’s limit.',
  positionals: ['tenant', 'limit', 'number|default'],
  flags: {},
  examples: ['set-limit acme pendingInvitations 5000', 'set-limit acme pendingInvitations default'],
  schema: z.object({
    tenant: tenantIdSchema,
    limit: z.enum(LIMIT_NAMES, `<limit> must be one of ${LIMIT_NAMES.join(', ')}.`),
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
  }),
  async run({ tenant: id, limit, 'number|default': maximum }, deployment) {
    const tenants = tenantsOf(deployment);
    const most = installationLimits(deployment)[limit];
    if (maximum !== 'default' && maximum > most)
      throw new RejectedError(`${limit} must be at most ${most} in this installation.`);
    const current = Object.entries((await tenants.get(id))?.ceilings ?? {});
    const others = Object.fromEntries(current.filter(([name]) => name !== limit));
    const ceilings = maximum === 'default' ? others : { ...others, [limit]: maximum };
    return updateTenant(tenants, id, { ceilings });
  },
});

function installationLimits({ outputs, stage }: Deployment): Limits {
  if (outputs.Limits !== undefined) return limitsSchema.parse(JSON.parse(outputs.Limits));
  throw new RejectedError(
    `The stack of ${stage} does not have an output with its limits. Deploy the current version first.`,
  );
}
