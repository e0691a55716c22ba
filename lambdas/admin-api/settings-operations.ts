import type { Operations } from '../modules/http/api.ts';
import { entityTag } from '../modules/http/entity-tag.ts';
import type { ClientFinder } from '../modules/identity/user-pool.ts';
import type { Clock } from '../modules/platform/clock.ts';
import { FoyerError } from '../modules/platform/errors.ts';
import { canonicalJson, type Random } from '../modules/platform/ids.ts';
import type { ApplicationReader } from '../modules/records/application.ts';
import type { PresetReader } from '../modules/records/preset.ts';
import type { Tenant } from '../modules/records/tenant.ts';
import { ceilingOf, type Installation, rulesOf } from '../modules/records/tenant-settings.ts';
import type { RegistrationFinder } from '../modules/settings/client-registration.ts';
import {
  createApplication,
  deleteApplication,
  updateApplication,
} from '../modules/settings/manage-applications.ts';
import { createPreset, deletePreset, updatePreset } from '../modules/settings/manage-presets.ts';
import type { settingsReference } from '../modules/settings/responses.ts';
import type { settingsRoutes } from '../modules/settings/routes.ts';
import type { SettingsStore } from '../modules/settings/settings-store.ts';
import type { TenantResponse } from '../modules/tenants/responses.ts';
import { type TenantWriter } from '../modules/tenants/tenant-store.ts';
import { requireTenant, updateTenant } from '../modules/tenants/update-tenant.ts';

/** Returns a tenant as the API shows it: the effective settings, the names of the overridden ones, and their limits. */
function toTenantResource(tenant: Tenant, installation: Installation): TenantResponse {
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

export interface SettingsDeps {
  readonly tenants: TenantWriter;
  readonly applications: ApplicationReader;
  readonly presets: PresetReader;
  readonly settings: SettingsStore;
  readonly clients: ClientFinder;
  readonly registrations: RegistrationFinder;
  readonly webClientId: string;
  readonly installation: Installation;
  readonly clock: Clock;
  readonly random: Random;
}

/** Returns the operations on settings, applications, and presets. The version of an editable record is an ETag. */
export function settingsOperations(
  deps: SettingsDeps,
): Operations<typeof settingsRoutes, typeof settingsReference> {
  const tenantResponse = (tenant: Tenant) => ({
    status: 200 as const,
    headers: { etag: entityTag(tenant) },
    body: toTenantResource(tenant, deps.installation),
  });
  return {
    async getTenant({ principal }) {
      return tenantResponse(await requireTenant(deps, principal.tenantId));
    },
    async updateTenant({ principal: { tenantId }, body, ifMatch }) {
      return tenantResponse(await updateTenant(deps, { tenantId, change: body, ifMatch }));
    },
    async listApplications({ principal }) {
      const applications = await deps.settings.applications(principal.tenantId);
      return allOf(applications.map(publicOf));
    },
    async createApplication({ principal, body, idempotencyKey }) {
      const by = { ...principal, idempotencyKey };
      return created('/v1/applications', await createApplication(deps, by, body));
    },
    async getApplication({ principal, id }) {
      return found('application', await deps.applications.get(principal.tenantId, id));
    },
    async updateApplication({ principal, id, body, ifMatch }) {
      const change = { change: body, ifMatch };
      return found('application', await updateApplication(deps, principal.tenantId, id, change));
    },
    async deleteApplication({ principal, id, ifMatch }) {
      await deleteApplication(deps, principal.tenantId, id, ifMatch);
      return { status: 204 };
    },
    async listPresets({ principal }) {
      const presets = await deps.settings.presets(principal.tenantId);
      return allOf(presets.map(publicOf));
    },
    async createPreset({ principal, body, idempotencyKey }) {
      const by = { ...principal, idempotencyKey };
      return created('/v1/presets', await createPreset(deps, by, body));
    },
    async getPreset({ principal, id }) {
      return found('preset', await deps.presets.get(principal.tenantId, id));
    },
    async updatePreset({ principal, id, body, ifMatch }) {
      const change = { change: body, ifMatch };
      return found('preset', await updatePreset(deps, principal.tenantId, id, change));
    },
    async deletePreset({ principal, id, ifMatch }) {
      await deletePreset(deps, principal.tenantId, id, ifMatch);
      return { status: 204 };
    },
  };
}

interface Entry {
  readonly id: string;
  readonly version: number;
  readonly fingerprint?: string | undefined;
}

/** Returns an entry without the fingerprint, which is used only to recognize retries of the create request. */
function publicOf<Row extends Entry>(entry: Row) {
  // JSON omits undefined values.
  return { ...entry, fingerprint: undefined };
}

/** Returns all entries in one page. Their number is limited, so they always fit. */
function allOf<Row>(data: readonly Row[]) {
  return { status: 200 as const, body: { data, nextCursor: null } };
}

function created<Row extends Entry>(path: string, entry: Row) {
  return {
    status: 201 as const,
    headers: { location: `${path}/${entry.id}`, etag: entityTag(entry) },
    body: publicOf(entry),
  };
}

function found<Row extends Entry>(kind: string, entry: Row | undefined) {
  if (entry === undefined) throw new FoyerError('not_found', `The ${kind} does not exist.`);
  return { status: 200 as const, headers: { etag: entityTag(entry) }, body: publicOf(entry) };
}
