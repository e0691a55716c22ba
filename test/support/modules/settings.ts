import type { PoolClient } from '../../../lambdas/modules/identity/user-pool.ts';
import type { Clock } from '../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import type { NewTenant } from '../../../lambdas/modules/records/tenant.ts';
import {
  DEFAULT_LIMITS,
  type Installation,
} from '../../../lambdas/modules/records/tenant-settings.ts';
import { DynamoRegistrationFinder } from '../../../lambdas/modules/settings/client-registration.ts';
import { DynamoSettingsStore } from '../../../lambdas/modules/settings/settings-store.ts';
import {
  DynamoTenantRegistry,
  DynamoTenantSettingsStore,
} from '../../../lambdas/modules/tenants/tenant-store.ts';
import type { TestTable } from '../engine/engine-table.ts';

/** A typical configuration by a platform team. */
export const installation: Installation = {
  allowedGroups: ['customers', 'partners'],
  expiryDays: 7,
  maxExpiryDays: 30,
  retentionDays: 90,
  limits: DEFAULT_LIMITS,
};

/** Two clients that people sign in to, Foyer's own client, and one that only API clients use. */
const clients: Readonly<Record<string, PoolClient>> = {
  portal: { codeFlow: true, callbackUrls: ['https://portal.example/cb', 'com.example.app://cb'] },
  shop: { codeFlow: true, callbackUrls: ['https://portal.example/cb'] },
  foyer: { codeFlow: true, callbackUrls: ['https://portal.example/cb'] },
  machine: { codeFlow: false, callbackUrls: [] },
};

/** Returns the dependencies for changing settings, on a real table that contains the tenant `acme`. */
export async function settingsOn(table: TestTable, clock: Clock, tenant: Partial<NewTenant> = {}) {
  await new DynamoTenantRegistry(table.client, table.tableName).create({
    id: 'acme',
    name: 'Acme',
    branding: {},
    createdAt: '2030-01-01T12:00:00.000Z',
    ...tenant,
  });
  return {
    installation,
    clock,
    random: systemRandom,
    tenants: new DynamoTenantSettingsStore(table.client, table.tableName),
    settings: new DynamoSettingsStore(table.client, table.tableName),
    registrations: new DynamoRegistrationFinder(table.client, table.tableName),
    webClientId: 'foyer',
    clients: { find: async (id: string) => (Object.hasOwn(clients, id) ? clients[id] : undefined) },
  };
}

/** Returns the paths and messages of the invalid fields in a rejected request. */
export async function wrongFields(work: Promise<unknown>): Promise<Record<string, string>> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error && 'errors' in error && Array.isArray(error.errors))
      return Object.fromEntries(
        (error.errors as { path: string; message: string }[]).map(({ path, message }) => [
          path,
          message,
        ]),
      );
    throw error;
  }
  throw new Error('The request was not rejected.');
}
