import type { InvitationContextReader } from '../../../lambdas/modules/invitations/invitation-context.ts';
import {
  type NewTenant,
  type Tenant,
  tenantSchema,
} from '../../../lambdas/modules/records/tenant.ts';
import {
  DEFAULT_LIMITS,
  type TenantSettings,
} from '../../../lambdas/modules/records/tenant-settings.ts';
import { rulesIn, type RulesReader } from '../../../lambdas/modules/tenants/rules-reader.ts';
import type { TenantReader } from '../../../lambdas/modules/tenants/tenant-store.ts';

/** Returns a tenant, by default without branding and settings. */
export function testTenant(id: string, fields: Partial<NewTenant> = {}): Tenant {
  return tenantSchema.parse({
    id,
    name: id,
    branding: {},
    createdAt: '2030-01-01T12:00:00.000Z',
    ...fields,
  });
}

/** Returns a reader for which every tenant exists with the same fields. */
export function testTenants(fields: Partial<NewTenant> = {}): TenantReader {
  return { get: async (id) => testTenant(id, fields) };
}

/** The installation of the tests: two groups, and an expiry of 7 days by default and 30 at most. */
export const INSTALLATION = {
  allowedGroups: ['customers', 'partners'],
  expiryDays: 7,
  maxExpiryDays: 30,
  retentionDays: 90,
  limits: DEFAULT_LIMITS,
};

/** Returns a reader of the table for which every tenant exists with the same settings. */
export function groundsWith(
  reader: InvitationContextReader,
  settings: TenantSettings,
): InvitationContextReader {
  return {
    async read(query) {
      return { ...(await reader.read(query)), tenant: testTenant(query.tenantId, { settings }) };
    },
  };
}

/** Returns rules for which every tenant has the same settings. */
export function testRules(
  settings: TenantSettings = {},
  allowedGroups = INSTALLATION.allowedGroups,
): RulesReader {
  return rulesIn(testTenants({ settings }), { ...INSTALLATION, allowedGroups });
}
