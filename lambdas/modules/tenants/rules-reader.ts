import type { Catalog } from './catalog.ts';
import { rulesOf, type Installation, type TenantRules } from './settings.ts';
import type { TenantReader } from './tenant-store.ts';
import type { Feature } from './tenant.ts';

/** What binds a tenant now: its settings, what it offers, and what the operator has given it. */
export interface RulesInForce extends TenantRules {
  readonly catalog: Catalog;
  readonly features: Readonly<Record<Feature, boolean>>;
  readonly suspended: boolean;
}

/** Tells what binds a tenant's administrators and invitees now. */
export interface RulesReader {
  rulesFor(tenantId: string): Promise<RulesInForce>;
}

/** The rules of tenants, within what the installation allows. */
export function rulesIn(tenants: TenantReader, installation: Installation): RulesReader {
  return {
    async rulesFor(tenantId) {
      const tenant = await tenants.get(tenantId);
      return {
        ...rulesOf(tenant ?? { settings: {} }, installation),
        catalog: tenant?.catalog ?? { services: [], servicePlans: [], ranks: [] },
        features: tenant?.features ?? { customerPortal: true },
        suspended: tenant?.status === 'suspended',
      };
    },
  };
}
