import type { InvitationContextReader } from '../../lambdas/modules/invitations/invitation-context.ts';
import { rulesIn, type RulesReader } from '../../lambdas/modules/tenants/tenant-rules.ts';
import {
  DEFAULT_LIMITS,
  type TenantSettings,
} from '../../lambdas/modules/records/tenant-settings.ts';
import { testTenant, testTenants } from './tenants.ts';

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
