import type { Principal } from '../http/principal.ts';
import { type FieldError, FoyerError } from '../platform/errors.ts';
import { redirectAllowed } from '../platform/redirect-url.ts';
import { isAdministratorGroup } from '../platform/scopes.ts';
import type { Contact } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import type { TenantRules } from '../records/tenant-settings.ts';

/** What a tenant's rules say against the terms of an invitation or a preset: one entry for each field that is wrong. */

/** Groups that may not be granted; `pathOf` tells which field asked for one. */
export function groupErrors(
  groups: readonly string[],
  { allowedGroups }: Pick<TenantRules, 'allowedGroups'>,
  pathOf: (group: string, index: number) => string = (_group, index) => `groups.${index}`,
): FieldError[] {
  const allowed = allowedGroups.length === 0 ? 'none' : allowedGroups.join(', ');
  return groups.flatMap((group, index) =>
    allowedGroups.includes(group) && !isAdministratorGroup(group)
      ? []
      : [
          {
            path: pathOf(group, index),
            message: `The group "${group}" cannot be granted. Allowed groups: ${allowed}.`,
          },
        ],
  );
}

/** A time that is too long. */
export function expiryErrors(
  days: number | undefined,
  { maxExpiryDays }: Pick<TenantRules, 'maxExpiryDays'>,
): FieldError[] {
  if (days === undefined || days <= maxExpiryDays) return [];
  return [{ path: 'expiresInDays', message: `expiresInDays must be at most ${maxExpiryDays}.` }];
}

/** Another address, where the tenant wants the invited one. */
export function differentEmailErrors(
  wanted: boolean | undefined,
  { allowDifferentEmail }: Pick<TenantRules, 'allowDifferentEmail'>,
): FieldError[] {
  if (wanted !== true || allowDifferentEmail) return [];
  return [
    {
      path: 'allowDifferentEmail',
      message:
        'The settings of the tenant do not allow a different email address. Omit allowDifferentEmail, or change that setting first.',
    },
  ];
}

/** A page to which people may not be sent: it is below none of `prefixes`. */
export function redirectErrors(url: string | undefined, prefixes: readonly string[]): FieldError[] {
  if (url === undefined || redirectAllowed(url, prefixes)) return [];
  // Some clients also send people back to apps of their own, which no redirect can reach.
  const usable = [...new Set(prefixes)].filter((prefix) => redirectAllowed(prefix, prefixes));
  const instead =
    usable.length === 0 ? '' : `, or use a URL that starts with ${usable.join(' or ')}`;
  return [
    {
      path: 'redirectUrl',
      message: `The redirect URL is not allowed. Add its prefix to the redirectUrls of the tenant${instead}.`,
    },
  ];
}
/** Who looks after the people of a customer: somebody of the tenant, or somebody of the customer itself. */

export interface ContactActor {
  readonly principal: Principal;
  /** Their own contact, as it stands now: it limits what they may do. */
  readonly member?: Contact | undefined;
}
/** The groups that somebody may grant: all that the tenant allows, or, of a customer, their own among them. */

export function grantableBy(
  { member }: Pick<ContactActor, 'member'>,
  { allowedGroups }: Pick<TenantRules, 'allowedGroups'>,
): string[] {
  return allowedGroups.filter((group) => member?.groups.includes(group) !== false);
}
/** Somebody of a customer has no group to pass on. */

export function nothingToGrant(): FoyerError {
  return new FoyerError('grant_not_allowed', 'You do not have a group that you can grant.');
}
/**
 * The groups that somebody gets unless told otherwise: those of the customer that are still allowed, else the first one that
 * the tenant allows. Nobody of a customer can pass on a group that is not their own.
 */

export function defaultGroups(
  actor: Pick<ContactActor, 'member'>,
  customer: Pick<Customer, 'groups'> | undefined,
  rules: Pick<TenantRules, 'allowedGroups'>,
): string[] {
  const { allowedGroups } = rules;
  const own = (customer?.groups ?? []).filter((group) => allowedGroups.includes(group));
  const usual = own.length > 0 ? own : allowedGroups.slice(0, 1);
  const grantable = grantableBy(actor, rules);
  return usual.filter((group) => grantable.includes(group));
}
/** @throws {FoyerError} `grant_not_allowed` naming every group that may not be granted */

export function requireGrantable(
  actor: Pick<ContactActor, 'member'>,
  asked: readonly string[],
  rules: Pick<TenantRules, 'allowedGroups'>,
): void {
  const allowed = grantableBy(actor, rules);
  const errors = asked.flatMap((group, index): FieldError[] =>
    allowed.includes(group)
      ? []
      : [
          {
            path: `groups.${index}`,
            message: `The group "${group}" cannot be granted. Allowed groups: ${allowed.join(', ')}.`,
          },
        ],
  );
  if (errors.length === 0) return;
  throw new FoyerError(
    'grant_not_allowed',
    'The contact cannot be granted one or more of these groups.',
    {
      errors,
    },
  );
}
