import * as z from 'zod';
import { TENANT_STATUSES, tenantSchema, type Tenant } from '../../lambdas/tenants/tenant.ts';
import { ArgumentError, parseCommandLine, stageSchema } from './arguments.ts';

/** What only the operator of the installation decides about a tenant. */
export interface Decision {
  readonly status?: (typeof TENANT_STATUSES)[number];
  readonly features?: Tenant['features'];
}

/** Tenants, as the operator sees and changes them. */
export interface OperatedTenants {
  get(id: string): Promise<Tenant | undefined>;
  decide(id: string, decision: Decision): Promise<'decided' | 'absent'>;
}

const commandSchema = z.object({
  tenantId: tenantSchema.shape.id,
  decision: z.custom<Decision>(),
  stage: stageSchema,
  region: z.string().optional(),
  profile: z.string().optional(),
  stateDir: z.string().optional(),
});
/** What `npm run admin -- suspend-tenant …` and its neighbours were asked for. */
export type OperateCommand = z.infer<typeof commandSchema>;

const HOW_TO: Readonly<Record<string, string>> = {
  'show-tenant': 'show-tenant takes the id of a tenant: npm run admin -- show-tenant acme',
  'suspend-tenant': 'suspend-tenant takes the id of a tenant: npm run admin -- suspend-tenant acme',
  'resume-tenant': 'resume-tenant takes the id of a tenant: npm run admin -- resume-tenant acme',
  'set-feature':
    'set-feature takes the id of a tenant, a feature, and on or off: npm run admin -- set-feature acme customer-portal off',
};

/** Whether a command line is one of these. */
export function isOperating(args: readonly string[]): boolean {
  return Object.hasOwn(HOW_TO, args[0] ?? '');
}

/**
 * Reads the command line; `team` are the settings of foyer.config.json.
 * @throws ArgumentError with a sentence for each thing that is wrong.
 */
export function parseOperateArguments(
  args: readonly string[],
  team: Readonly<Record<string, unknown>> = {},
): OperateCommand {
  const { values, positionals, stage } = parseCommandLine(args, team);
  const { region, profile, 'state-dir': stateDir, ...others } = values;
  const [name = '', tenantId, ...rest] = positionals;
  const decision = decisionOf(name, rest);
  const unknown = Object.keys(others).some((option) => option !== 'stage');
  if (tenantId === undefined || decision === undefined || unknown)
    throw new ArgumentError(HOW_TO[name] ?? 'There is no such command.');
  const command = { tenantId, decision, stage, region, profile, stateDir };
  const parsed = commandSchema.safeParse(command);
  if (parsed.success) return parsed.data;
  throw new ArgumentError(parsed.error.issues.map(({ message }) => message).join('\n'));
}

function decisionOf(name: string, rest: readonly string[]): Decision | undefined {
  const [feature, state, ...more] = rest;
  if (name === 'set-feature') {
    const known = feature === 'customer-portal' && (state === 'on' || state === 'off');
    return known && more.length === 0
      ? { features: { customerPortal: state === 'on' } }
      : undefined;
  }
  if (feature !== undefined) return undefined;
  if (name === 'show-tenant') return {};
  return { status: name === 'suspend-tenant' ? 'suspended' : 'active' };
}

/**
 * Carries a decision out; it may be repeated. Without one, only shows how things stand.
 * @returns how the tenant is then, in sentences.
 * @throws ArgumentError when there is no such tenant.
 */
export async function operateTenant(
  tenants: OperatedTenants,
  { tenantId, decision }: Pick<OperateCommand, 'tenantId' | 'decision'>,
): Promise<string[]> {
  if (Object.keys(decision).length > 0) await tenants.decide(tenantId, decision);
  const tenant = await tenants.get(tenantId);
  if (tenant === undefined) throw new ArgumentError(`There is no tenant ${tenantId}.`);
  const { name, status, features, createdAt } = tenant;
  return [
    `${tenantId} (${name}), made ${createdAt}`,
    status === 'active'
      ? 'It is active.'
      : 'It is suspended: nobody of it gets a token (those there are work for up to 20 minutes), its links let nobody in, and nothing is mailed.',
    features.customerPortal
      ? 'It has the customer portal.'
      : 'It has no customer portal: it can invite nobody. Whoever was invited before can still sign up.',
  ];
}
