import { rulesIn, type RulesReader } from '../../lambdas/tenants/rules-reader.ts';
import { DEFAULT_LIMITS, type TenantSettings } from '../../lambdas/tenants/settings.ts';

/** The installation of the tests: two groups, 7 days unless told otherwise, 30 at most. */
export const INSTALLATION = {
  allowedGroups: ['customers', 'partners'],
  expiryDays: 7,
  maxExpiryDays: 30,
  retentionDays: 90,
  limits: DEFAULT_LIMITS,
};

/** Every tenant has chosen the same. */
export function testRules(
  settings: TenantSettings = {},
  allowedGroups = INSTALLATION.allowedGroups,
): RulesReader {
  const tenants = {
    get: async (id: string) => ({
      id,
      name: id,
      look: {},
      settings,
      version: 1,
      createdAt: '2026-01-01T00:00:00.000Z',
    }),
  };
  return rulesIn(tenants, { ...INSTALLATION, allowedGroups });
}
