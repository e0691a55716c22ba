import * as z from 'zod/mini';

import { FORM_FIELDS } from '../platform/form-fields.ts';
import { isAdministratorGroup } from '../platform/scopes.ts';
import * as stored from '../platform/stored.ts';
import { MAY_BE_OPTIONAL } from './registration-fields.ts';

const days = z.number().check(z.int(), z.positive());
const count = z.number().check(z.int(), z.positive());
const registrationChoice = z.object({
  /** Fields that are required in addition to those that are always required. */
  required: z.array(z.enum(FORM_FIELDS)),
  /** Fields that are optional here but required by default. */
  optional: z.array(z.enum(MAY_BE_OPTIONAL)),
});

/** The schema of {@link Limits}, for a tenant's settings and for a function's environment. */
export const limitsSchema = z.object({
  resendsPerInvitationPerDay: count,
  mailsPerRecipientPerDay: count,
  invitationsPerAdministratorPerHour: count,
  invitationsPerTenantPerHour: count,
  /** For all contacts of a customer together. */
  invitationsPerCustomerPerHour: count,
  /** The rows of all imports together, without dry runs. */
  importedInvitationsPerTenantPerDay: count,
  /** The number of invitations that are open at the same time. */
  pendingInvitations: count,
  contactsPerCustomer: count,
  /** The number of API clients. */
  apiClients: count,
});
/** The rate limits and quotas of a tenant. */
export type Limits = z.infer<typeof limitsSchema>;

const registrationSchema = z.object({
  customer: registrationChoice,
  supplier: registrationChoice,
});

const rulesSchema = z.object({
  /** The default number of days for which an invitation is open. */
  expiryDays: days,
  /** The maximum number of days that an administrator can choose. */
  maxExpiryDays: days,
  /** The number of days for which an invitation is kept after its expiry. */
  retentionDays: days,
  /** The groups that an invitation can grant. The first one is granted by default. */
  allowedGroups: stored.texts,
  /** The allowed redirect URLs: an origin and the start of a path ({@link redirectAllowed}). */
  redirectUrls: stored.texts,
  /** The numbers of days before the expiry at which reminders are sent. If empty, reminders are off. */
  reminderDaysBefore: z.array(days),
  /** The default language of invitees (BCP 47). */
  defaultLocale: stored.text,
  /** Allows invitations that let people sign up with an address other than the invited one. */
  allowDifferentEmail: stored.flag,
  /** Requires an administrator's approval before the contacts of a new customer can sign in. */
  requiresApproval: stored.flag,
  /** Requires a second factor for the tenant's administrators. Without one, their tokens have no scopes. */
  requiresSecondFactor: stored.flag,
  limits: limitsSchema,
  /** The required fields of the form ({@link registrationFields}). */
  registration: registrationSchema,
});
/** The settings in effect: the tenant's choices within the installation's limits. */
export type TenantRules = z.infer<typeof rulesSchema>;

/**
 * The settings that a tenant has chosen. A setting that is absent follows the installation, even if that changes later.
 * A setting that the installation no longer allows stays stored, but has no effect ({@link rulesOf}).
 */
export const tenantSettingsSchema = z.partial(
  z.extend(rulesSchema, {
    limits: z.partial(limitsSchema),
    registration: z.partial(
      z.object({
        customer: z.partial(registrationChoice),
        supplier: z.partial(registrationChoice),
      }),
    ),
  }),
);
export type TenantSettings = z.infer<typeof tenantSettingsSchema>;
/** A record with a tenant's settings. */
interface WithSettings {
  readonly settings: TenantSettings;
}

/** The configuration of the platform team: the defaults for every tenant, and the limits that no tenant can exceed. */
export interface Installation {
  readonly allowedGroups: readonly string[];
  /** Only a default: a tenant can choose any number up to `maxExpiryDays`. */
  readonly expiryDays: number;
  readonly maxExpiryDays: number;
  readonly retentionDays: number;
  readonly limits: Limits;
}

/**
 * The default limits: high enough for people, but of little use to the holder of a stolen token, because all tenants
 * share the reputation of one sender.
 */
export const DEFAULT_LIMITS: Limits = {
  resendsPerInvitationPerDay: 10,
  mailsPerRecipientPerDay: 10,
  invitationsPerAdministratorPerHour: 500,
  invitationsPerTenantPerHour: 2_000,
  invitationsPerCustomerPerHour: 10,
  // Two files of the maximum size.
  importedInvitationsPerTenantPerDay: 20_000,
  pendingInvitations: 100_000,
  contactsPerCustomer: 200,
  // All tenants share the 1,000 clients that a user pool can have unless AWS raises the quota.
  apiClients: 10,
};

export const DEFAULT_LOCALE = 'en';

/** The sources of a tenant's limits: its own choices, and those of the operator. */
interface Bound extends WithSettings {
  readonly ceilings?: TenantSettings['limits'];
}

/** Returns the settings in effect. A choice that exceeds the installation's limit is capped at that limit. */
export function rulesOf({ settings, ceilings }: Bound, installation: Installation): TenantRules {
  const maxExpiryDays = atMost(installation.maxExpiryDays, settings.maxExpiryDays);
  return {
    expiryDays: Math.min(settings.expiryDays ?? installation.expiryDays, maxExpiryDays),
    maxExpiryDays,
    retentionDays: atMost(installation.retentionDays, settings.retentionDays),
    allowedGroups: grantableGroups({ settings }, installation.allowedGroups),
    redirectUrls: settings.redirectUrls ?? [],
    reminderDaysBefore: settings.reminderDaysBefore ?? [],
    defaultLocale: settings.defaultLocale ?? DEFAULT_LOCALE,
    allowDifferentEmail: settings.allowDifferentEmail ?? false,
    requiresApproval: settings.requiresApproval ?? false,
    requiresSecondFactor: settings.requiresSecondFactor ?? false,
    limits: limitsOf({ settings }, ceilingOf({ ceilings }, installation)),
    registration: {
      customer: registrationOf(settings.registration?.customer),
      supplier: registrationOf(settings.registration?.supplier),
    },
  };
}

function registrationOf({
  required = [],
  optional = [],
}: NonNullable<
  TenantSettings['registration']
>['customer'] = {}): TenantRules['registration']['customer'] {
  return { required, optional };
}

/**
 * Returns the groups that a tenant's invitations can grant: its own choice in its own order, without groups that the
 * installation no longer offers, and never a group of administrators. If the list is empty, nothing can be granted.
 */
function grantableGroups({ settings }: WithSettings, offered: readonly string[]): string[] {
  return (settings.allowedGroups ?? offered).filter(
    (group) => offered.includes(group) && !isAdministratorGroup(group),
  );
}

/** Returns the ceilings of a tenant's limits: the installation's, or lower ones that the operator has set. */
export function ceilingOf(
  { ceilings = {} }: Pick<Bound, 'ceilings'>,
  { limits }: Pick<Installation, 'limits'>,
): Limits {
  return limitsOf({ settings: { limits: ceilings } }, limits);
}

/** Returns the limits of a tenant. It can set them lower than the installation's, but not higher. */
function limitsOf(
  { settings: { limits = {} } }: WithSettings,
  ceiling: Limits = DEFAULT_LIMITS,
): Limits {
  const names = Object.keys(ceiling) as (keyof Limits)[];
  return names.reduce(
    (lower, name) => ({ ...lower, [name]: atMost(ceiling[name], limits[name]) }),
    ceiling,
  );
}

function atMost(ceiling: number, chosen: number | undefined): number {
  return Math.min(ceiling, chosen ?? ceiling);
}
