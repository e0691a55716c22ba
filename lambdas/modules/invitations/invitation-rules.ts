import { isAdministratorGroup } from '../platform/scopes.ts';
import type { FieldError } from '../platform/errors.ts';
import { redirectAllowed } from '../tenants/redirect-url.ts';
import type { TenantRules } from '../tenants/settings.ts';

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
