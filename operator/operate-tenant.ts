import type { Tenant } from '../lambdas/modules/records/tenant.ts';
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
  if (tenant === undefined) throw new Refused(`The tenant ${tenantId} does not exist.`);
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
    ...Object.entries(ceilings).map(([limit, most]) => `Its limit ${limit} is at most ${most}.`),
  ];
}
