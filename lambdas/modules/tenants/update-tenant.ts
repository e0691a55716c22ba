import { requireVersion } from '../http/entity-tag.ts';
import { mergePatch } from '../http/merge-patch.ts';
import type { Clock } from '../platform/clock.ts';
import { type FieldError, FoyerError } from '../platform/errors.ts';
import { INVITATION_KINDS } from '../platform/form-fields.ts';
import { type Tenant, tenantSchema } from '../records/tenant.ts';
import { ceilingOf, type Installation, rulesOf } from '../records/tenant-settings.ts';
import type { UpdateTenantRequest } from './requests.ts';
import type { TenantReader, TenantWriter } from './tenant-store.ts';

export interface UpdateTenantDeps {
  readonly tenants: TenantWriter;
  readonly installation: Installation;
  readonly clock: Clock;
}

export interface UpdateTenantCommand {
  readonly tenantId: string;
  readonly change: UpdateTenantRequest;
  /** The version that the change is based on. If omitted, the change applies to the current version. */
  readonly ifMatch: string | undefined;
}

/** The maximum number of attempts: enough for several administrators who save at the same time. */
const ATTEMPTS = 5;

/** @throws {FoyerError} `not_found` */
export async function requireTenant(
  { tenants }: { readonly tenants: TenantReader },
  tenantId: string,
): Promise<Tenant> {
  const tenant = await tenants.get(tenantId);
  if (tenant === undefined) throw new FoyerError('not_found', 'The tenant does not exist.');
  return tenant;
}

/**
 * Updates the name, branding, catalog, and settings of a tenant. Two concurrent changes both take effect, unless they
 * specify the version that they are based on.
 *
 * @throws {FoyerError} `invalid_request`, naming each field that exceeds an installation limit; `not_found`,
 * `version_mismatch`, `temporarily_unavailable`
 */
export async function updateTenant(
  deps: UpdateTenantDeps,
  { tenantId, change, ifMatch }: UpdateTenantCommand,
): Promise<Tenant> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const tenant = await requireTenant(deps, tenantId);
    requireVersion(ifMatch, tenant.version);
    const changed = changedTenant(tenant, change, deps.clock.now());
    refuse(settingErrors(changed, change, deps.installation));
    if ((await deps.tenants.replace(changed)) === 'replaced') return changed;
  }
  throw new FoyerError(
    'temporarily_unavailable',
    'Another change to the settings is in progress. Try again.',
    { retryAfterSeconds: 1 },
  );
}

/** Returns the tenant with the change applied, without saving it. */
export function changedTenant(tenant: Tenant, change: UpdateTenantRequest, now: Date): Tenant {
  return tenantSchema.parse({
    ...tenant,
    ...mergePatch(own(tenant), change),
    ...(change.branding === null && { branding: {} }),
    ...(change.catalog === null && { catalog: {} }),
    ...(change.settings === null && { settings: {} }),
    version: tenant.version + 1,
    updatedAt: now.toISOString(),
  });
}

/** Returns the fields that the tenant controls. The operator controls its status and its features. */
function own({ name, branding, catalog, settings }: Tenant): Pick<Tenant, ChangeableByTenant> {
  return { name, branding, catalog, settings };
}

type ChangeableByTenant = keyof UpdateTenantRequest;

function refuse(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  throw new FoyerError('invalid_request', errors[0]?.message ?? '', { errors });
}

/**
 * Returns the errors in the settings of the change. Earlier settings that exceed an installation limit are
 * capped, not rejected.
 */
function settingErrors(
  changed: Tenant,
  { settings: asked }: UpdateTenantRequest,
  installation: Installation,
): FieldError[] {
  if (asked === null || asked === undefined) return [];
  const { maxExpiryDays } = rulesOf(changed, installation);
  return [
    ...tooMuch('maxExpiryDays', asked.maxExpiryDays, installation.maxExpiryDays),
    ...tooMuch('retentionDays', asked.retentionDays, installation.retentionDays),
    ...tooMuch('expiryDays', asked.expiryDays, maxExpiryDays),
    ...limitErrors(asked.limits ?? {}, { limits: ceilingOf(changed, installation) }),
    ...groupErrors(asked.allowedGroups ?? [], installation),
    ...reminderErrors(asked.reminderDaysBefore ?? [], maxExpiryDays),
    ...registrationErrors(changed),
  ];
}

function tooMuch(name: string, asked: number | null | undefined, most: number): FieldError[] {
  if (asked === null || asked === undefined || asked <= most) return [];
  return [{ path: `settings.${name}`, message: `${name} must be at most ${most}.` }];
}

function limitErrors(
  asked: NonNullable<NonNullable<UpdateTenantRequest['settings']>['limits']>,
  { limits }: Pick<Installation, 'limits'>,
): FieldError[] {
  return (Object.keys(limits) as (keyof typeof limits)[]).flatMap((name) =>
    tooMuch(`limits.${name}`, asked[name], limits[name]),
  );
}

function groupErrors(asked: readonly string[], { allowedGroups }: Installation): FieldError[] {
  return asked.flatMap((group, index) =>
    allowedGroups.includes(group)
      ? []
      : [
          {
            path: `settings.allowedGroups.${index}`,
            message: `The group "${group}" is not available in this installation. Available groups: ${allowedGroups.join(', ')}.`,
          },
        ],
  );
}

function reminderErrors(asked: readonly number[], maxExpiryDays: number): FieldError[] {
  if (asked.every((days) => days < maxExpiryDays)) return [];
  return [
    {
      path: 'settings.reminderDaysBefore',
      message: `Reminder days must be less than the maximum validity period of ${maxExpiryDays} days.`,
    },
  ];
}

/** Returns an error for each field that is both required and optional. */
function registrationErrors({ settings: { registration = {} } }: Tenant): FieldError[] {
  return INVITATION_KINDS.flatMap((kind) => {
    const { required = [], optional = [] } = registration[kind] ?? {};
    return optional
      .filter((field) => required.includes(field))
      .map((field) => ({
        path: `settings.registration.${kind}.optional`,
        message: `${field} cannot be both required and optional. Remove it from one of the two.`,
      }));
  });
}
