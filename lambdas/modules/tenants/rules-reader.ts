import type * as z from 'zod/mini';

import { json, list, wholeNumber } from '../platform/environment.ts';
import type { Catalog, Feature } from '../records/tenant.ts';
import {
  type Installation,
  limitsSchema,
  rulesOf,
  type TenantRules,
} from '../records/tenant-settings.ts';
import type { TenantReader } from './tenant-store.ts';

/**
 * The rules in force for a tenant: its settings, its catalog, and the features, limits, and status that the operator
 * has set.
 */
export interface RulesInForce extends TenantRules {
  readonly catalog: Catalog;
  readonly features: Readonly<Record<Feature, boolean>>;
  readonly suspended: boolean;
}

/** Reads the rules in force for the administrators and invitees of a tenant. */
export interface RulesReader {
  rulesFor(tenantId: string): Promise<RulesInForce>;
}

/** Returns a reader of tenants' rules, within the installation's limits. */
export function rulesIn(tenants: TenantReader, installation: Installation): RulesReader {
  return {
    async rulesFor(tenantId) {
      const tenant = await tenants.get(tenantId);
      return {
        ...rulesOf(tenant ?? { settings: {} }, installation),
        catalog: tenant?.catalog ?? { services: [], servicePlans: [], ranks: [] },
        features: tenant?.features ?? { customerPortal: true, apiClients: false },
        suspended: tenant?.status === 'suspended',
      };
    },
  };
}

/** The environment variables of functions that need the installation's configuration. */
export const installationEnvironment = {
  /** The groups that an invitation can grant. The first one is the default. */
  ALLOWED_GROUPS: list,
  INVITATION_EXPIRY_DAYS: wholeNumber,
  MAX_INVITATION_EXPIRY_DAYS: wholeNumber,
  /** The retention of ended invitations, in days. */
  RETENTION_DAYS: wholeNumber,
  LIMITS: json(limitsSchema),
};

/** The same variables as strings, as they appear in an environment. */
export type InstallationVariables = Record<keyof typeof installationEnvironment, string>;

/** Returns the installation from the environment of a function that has all of these variables. */
export function installationOf(environment: {
  readonly [Name in keyof typeof installationEnvironment]: z.output<
    (typeof installationEnvironment)[Name]
  >;
}): Installation {
  return {
    allowedGroups: environment.ALLOWED_GROUPS,
    expiryDays: environment.INVITATION_EXPIRY_DAYS,
    maxExpiryDays: environment.MAX_INVITATION_EXPIRY_DAYS,
    retentionDays: environment.RETENTION_DAYS,
    limits: environment.LIMITS,
  };
}
