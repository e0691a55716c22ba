import * as z from 'zod';

import { isAdministratorGroup } from '../platform/scopes.ts';
import { FORM_FIELDS } from '../platform/sign-up-form.ts';
import { MAY_BE_OPTIONAL } from './registration-fields.ts';

const days = z.number().int().positive();
const count = z.number().int().positive();
const registrationChoice = z.object({
  /** Must be filled in, besides the fields that always must. */
  required: z.array(z.enum(FORM_FIELDS)),
  /** Need not be filled in, of the fields that otherwise always must. */
  optional: z.array(z.enum(MAY_BE_OPTIONAL)),
});

/** What {@link Limits} are checked with, in a tenant's settings and in a function's environment. */
export const limitsSchema = z.object({
  resendsPerInvitationPerDay: count,
  mailsPerRecipientPerDay: count,
  invitationsPerAdministratorPerHour: count,
  invitationsPerTenantPerHour: count,
  /** Of all people of one customer together. */
  invitationsPerCustomerPerHour: count,
  /** Rows of all imports together, dry runs apart. */
  importedInvitationsPerTenantPerDay: count,
  /** Open at the same time. */
  pendingInvitations: count,
  contactsPerCustomer: count,
  /** Programs that call the API. */
  apiClients: count,
});
/** How much a tenant may do in a while. */
export type Limits = z.infer<typeof limitsSchema>;

const registrationSchema = z.object({
  customer: registrationChoice,
  supplier: registrationChoice,
});

const rulesSchema = z.object({
  /** How long an invitation is open unless told otherwise. */
  expiryDays: days,
  /** The longest time that an administrator can ask for. */
  maxExpiryDays: days,
  /** How long an invitation is kept after its expiry. */
  retentionDays: days,
  /** The groups that an invitation may grant; the first one is granted unless told otherwise. */
  allowedGroups: z.array(z.string()),
  /** Where people may be sent on: an origin and the beginning of a path. See {@link redirectAllowed}. */
  redirectUrls: z.array(z.string()),
  /** How many days before the expiry a reminder is mailed. None: reminders are off. */
  reminderDaysBefore: z.array(days),
  /** The language of whoever is invited, unless told otherwise (BCP 47). */
  defaultLocale: z.string(),
  /** Whether an invitation may let somebody sign up with an address other than the invited one. */
  allowDifferentEmail: z.boolean(),
  /** Whether a new customer waits for an administrator before its people can sign in. */
  requiresApproval: z.boolean(),
  limits: limitsSchema,
  /** The fields of the form that must be filled in. See {@link registrationFields}. */
  registration: registrationSchema,
});
/** The settings in force: what the tenant chose, within what the installation allows. */
export type TenantRules = z.infer<typeof rulesSchema>;

/**
 * What a tenant has chosen. What is absent follows the installation, also when that changes later; what the installation
 * does not allow any more stays stored and does not count: see {@link rulesOf}.
 */
export const tenantSettingsSchema = rulesSchema
  .extend({
    limits: limitsSchema.partial(),
    registration: z
      .object({ customer: registrationChoice.partial(), supplier: registrationChoice.partial() })
      .partial(),
  })
  .partial();
export type TenantSettings = z.infer<typeof tenantSettingsSchema>;
/** A tenant, as far as its settings say. */
interface WithSettings {
  readonly settings: TenantSettings;
}

/** What the platform team configured: the defaults of every tenant, and what none may exceed. */
export interface Installation {
  readonly allowedGroups: readonly string[];
  /** A default only: a tenant may choose any time up to `maxExpiryDays`. */
  readonly expiryDays: number;
  readonly maxExpiryDays: number;
  readonly retentionDays: number;
  readonly limits: Limits;
}

/** Plenty for people, and little for whoever has stolen a token: all tenants share one sender's good name. */
export const DEFAULT_LIMITS: Limits = {
  resendsPerInvitationPerDay: 10,
  mailsPerRecipientPerDay: 10,
  invitationsPerAdministratorPerHour: 500,
  invitationsPerTenantPerHour: 2_000,
  invitationsPerCustomerPerHour: 10,
  // Two files of the largest size.
  importedInvitationsPerTenantPerDay: 20_000,
  pendingInvitations: 100_000,
  contactsPerCustomer: 200,
  // All tenants share the thousand clients that a user pool has unless AWS is asked for more.
  apiClients: 10,
};

export const DEFAULT_LOCALE = 'en';

/** What says how much a tenant may: its choice, and its operator's. */
interface Bound extends WithSettings {
  readonly ceilings?: TenantSettings['limits'];
}

/** The settings in force. A choice that exceeds the installation counts as the most that it allows. */
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
 * The groups that a tenant's invitations may grant: its own choice, in its own order, as far as the installation still
 * offers it, and never an administrators' one. It can be empty; then nothing may be granted.
 */
function grantableGroups({ settings }: WithSettings, offered: readonly string[]): string[] {
  return (settings.allowedGroups ?? offered).filter(
    (group) => offered.includes(group) && !isAdministratorGroup(group),
  );
}

/** What a tenant's limits cannot exceed: the installation's, or less where its operator has said so. */
export function ceilingOf(
  { ceilings = {} }: Pick<Bound, 'ceilings'>,
  { limits }: Pick<Installation, 'limits'>,
): Limits {
  return limitsOf({ settings: { limits: ceilings } }, limits);
}

/** A tenant may set its limits lower than the installation's, never higher. */
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
