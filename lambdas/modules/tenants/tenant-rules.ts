import type * as z from 'zod';

import { json, list, wholeNumber } from '../platform/environment.ts';
import type { Catalog, Feature } from '../records/tenant.ts';
import {
  type Installation,
  limitsSchema,
  rulesOf,
  type TenantRules,
} from '../records/tenant-settings.ts';
import type { TenantReader } from './tenant-store.ts';

/** What binds a tenant now: its settings, what it offers, and what the operator has given it. */
export interface RulesInForce extends TenantRules {
  readonly catalog: Catalog;
  readonly features: Readonly<Record<Feature, boolean>>;
  readonly suspended: boolean;
}

/** Tells what binds a tenant's administrators and invitees now. */
export interface RulesReader {
  rulesFor(tenantId: string): Promise<RulesInForce>;
}

/** The rules of tenants, within what the installation allows. */
export function rulesIn(tenants: TenantReader, installation: Installation): RulesReader {
  return {
    async rulesFor(tenantId) {
      const tenant = await tenants.get(tenantId);
      return {
        ...rulesOf(tenant ?? { settings: {} }, installation),
        catalog: tenant?.catalog ?? { services: [], servicePlans: [], ranks: [] },
        features: tenant?.features ?? { customerPortal: true },
        suspended: tenant?.status === 'suspended',
      };
    },
  };
}

/** What a function reads from its environment that has to know what the platform team configured. */
export const installationEnvironment = {
  /** Groups that an invitation may grant; the first is granted unless told otherwise. */
  ALLOWED_GROUPS: list,
  INVITATION_EXPIRY_DAYS: wholeNumber,
  MAX_INVITATION_EXPIRY_DAYS: wholeNumber,
  /** How long an ended invitation is kept, in days. */
  RETENTION_DAYS: wholeNumber,
  LIMITS: json(limitsSchema),
};

/** The same, as the texts that an environment holds. */
export type InstallationVariables = Record<keyof typeof installationEnvironment, string>;

/** The installation, from the environment of a function that is told all of it. */
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
