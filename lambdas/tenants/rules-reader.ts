import { rulesOf, type Installation, type TenantRules } from './settings.ts';
import type { TenantReader } from './tenant-store.ts';

/** Tells what binds a tenant's administrators and invitees now. */
export interface RulesReader {
  rulesFor(tenantId: string): Promise<TenantRules>;
}

/** The rules of tenants, within what the installation allows. */
export function rulesIn(tenants: TenantReader, installation: Installation): RulesReader {
  return {
    async rulesFor(tenantId) {
      const tenant = await tenants.get(tenantId);
      return rulesOf(tenant ?? { settings: {} }, installation);
    },
  };
}
