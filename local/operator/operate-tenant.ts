import type { Tenant } from '../../lambdas/tenants/tenant.ts';
import { Refused } from './errors.ts';
import type { Answer } from './command.ts';

/** What only the operator of the installation decides about a tenant. */
export type Decision = Partial<Pick<Tenant, 'status' | 'features' | 'ceilings'>>;

/** Tenants, as the operator sees and changes them. */
export interface OperatedTenants {
  get(id: string): Promise<Tenant | undefined>;
  decide(id: string, decision: Decision): Promise<'decided' | 'absent'>;
}

/**
 * Carries a decision out; it may be repeated. Without one, only shows how things stand.
 * @returns how the tenant is then.
 * @throws {Refused} when there is no such tenant.
 */
export async function operateTenant(
  tenants: OperatedTenants,
  tenantId: string,
  decision: Decision = {},
): Promise<Answer> {
  if (Object.keys(decision).length > 0) await tenants.decide(tenantId, decision);
  const tenant = await tenants.get(tenantId);
  if (tenant === undefined) throw new Refused(`There is no tenant ${tenantId}.`);
  return { lines: describe(tenant), data: { tenant } };
}

function describe({ id, name, status, features, ceilings, createdAt }: Tenant): string[] {
  return [
    `${id} (${name}), made ${createdAt}`,
    status === 'active'
      ? 'It is active.'
      : 'It is suspended: nobody of it gets a token, within half a minute those there are open nothing and its links let nobody in, and nothing is mailed.',
    features.customerPortal
      ? 'It has the customer portal.'
      : 'It has no customer portal: it can invite nobody. Whoever was invited before can still sign up.',
    ...Object.entries(ceilings).map(
      ([limit, most]) => `Its limit ${limit} is ${most}, however it sets its own.`,
    ),
  ];
}
