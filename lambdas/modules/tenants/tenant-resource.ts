import { canonicalJson } from '../platform/ids.ts';
import type { TenantResponse } from './responses.ts';
import { ceilingOf, rulesOf, type Installation } from './settings.ts';
import type { Tenant } from './tenant.ts';

/** A tenant as the API shows it: the settings in force, which of them it chose, and what it could choose at most. */
export function toTenantResource(tenant: Tenant, installation: Installation): TenantResponse {
  const { maxExpiryDays, retentionDays, allowedGroups } = installation;
  const limits = ceilingOf(tenant, installation);
  return {
    id: tenant.id,
    name: tenant.name,
    branding: tenant.branding,
    status: tenant.status,
    features: tenant.features,
    catalog: tenant.catalog,
    settings: rulesOf(tenant, installation),
    overrides: Object.entries(tenant.settings)
      .filter(([, choice]) => canonicalJson(choice) !== '{}')
      .map(([name]) => name),
    installationLimits: { maxExpiryDays, retentionDays, allowedGroups: [...allowedGroups], limits },
    version: tenant.version,
    createdAt: tenant.createdAt,
    updatedAt: tenant.updatedAt,
  };
}
