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
import { rulesIn, type RulesReader } from '../../../lambdas/modules/tenants/tenant-rules.ts';
import type { TenantReader } from '../../../lambdas/modules/tenants/tenant-store.ts';

/** A tenant without a look, and without settings of its own unless told otherwise. */
export function testTenant(id: string, fields: Partial<NewTenant> = {}): Tenant {
  return tenantSchema.parse({
    id,
    name: id,
    branding: {},
    createdAt: '2030-01-01T12:00:00.000Z',
    ...fields,
  });
}

/** Every tenant there is, with the same fields. */
export function testTenants(fields: Partial<NewTenant> = {}): TenantReader {
  return { get: async (id) => testTenant(id, fields) };
}

/** The installation of the tests: two groups, 7 days unless told otherwise, 30 at most. */
export const INSTALLATION = {
  allowedGroups: ['customers', 'partners'],
  expiryDays: 7,
  maxExpiryDays: 30,
  retentionDays: 90,
  limits: DEFAULT_LIMITS,
};

/** What is in the table, but every tenant has chosen the same: it need not be there. */
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

/** Every tenant has chosen the same. */
export function testRules(
  settings: TenantSettings = {},
  allowedGroups = INSTALLATION.allowedGroups,
): RulesReader {
  return rulesIn(testTenants({ settings }), { ...INSTALLATION, allowedGroups });
}
