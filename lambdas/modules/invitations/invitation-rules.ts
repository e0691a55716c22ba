import type { Principal } from '../http/principal.ts';
import { type FieldError, FoyerError } from '../platform/errors.ts';
import { redirectAllowed } from '../platform/redirect-url.ts';
import { isAdministratorGroup } from '../platform/scopes.ts';
import type { Contact } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import type { TenantRules } from '../records/tenant-settings.ts';
import type { CreateInvitationRequest } from './requests.ts';

/** Returns an error for each group that cannot be granted. `pathOf` returns the field that requested the group. */
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

/** Returns an error if the validity period is longer than the tenant allows. */
export function expiryErrors(
  days: number | undefined,
  { maxExpiryDays }: Pick<TenantRules, 'maxExpiryDays'>,
): FieldError[] {
  if (days === undefined || days <= maxExpiryDays) return [];
  return [{ path: 'expiresInDays', message: `expiresInDays must be at most ${maxExpiryDays}.` }];
}

/** Returns an error if a different email address is requested but the tenant does not allow it. */
export function differentEmailErrors(
  requested: boolean | undefined,
  { allowDifferentEmail }: Pick<TenantRules, 'allowDifferentEmail'>,
): FieldError[] {
  if (requested !== true || allowDifferentEmail) return [];
  return [
    {
      path: 'allowDifferentEmail',
      message:
        'The tenant’s settings do not allow a different email address. Omit allowDifferentEmail, or change that setting first.',
    },
  ];
}

/** Returns an error if `url` is not an allowed redirect URL because it is not below any of `prefixes`. */
export function redirectErrors(url: string | undefined, prefixes: readonly string[]): FieldError[] {
  if (url === undefined || redirectAllowed(url, prefixes)) return [];
  // Some clients also redirect people to native apps, which `redirectUrl` does not support.
  const usable = [...new Set(prefixes)].filter((prefix) => redirectAllowed(prefix, prefixes));
  const instead =
    usable.length === 0 ? '' : `, or use a URL that starts with ${usable.join(' or ')}`;
  return [
    {
      path: 'redirectUrl',
      message: `The redirect URL is not allowed. Add its prefix to the tenant’s redirectUrls${instead}.`,
    },
  ];
}

/** The actor of a change to a customer's contacts: a principal of the tenant, or a contact of the customer. */
export interface ContactActor {
  readonly principal: Principal;
  /** The actor's own contact in its current state. It limits what the actor can do. */
  readonly member?: Contact | undefined;
}

/**
 * Returns the groups that an actor can grant: all groups that the tenant allows or, for a contact of a customer, only
 * those that the contact has.
 */
export function grantableBy(
  { member }: Pick<ContactActor, 'member'>,
  { allowedGroups }: Pick<TenantRules, 'allowedGroups'>,
): string[] {
  return allowedGroups.filter((group) => member?.groups.includes(group) !== false);
}

/** Returns the error for a contact of a customer who has no group to grant. */
export function noGrantableGroupError(): FoyerError {
  return new FoyerError('grant_not_allowed', 'You do not have a group that you can grant.');
}

/**
 * Returns the groups that a contact gets by default: the customer's groups that are still allowed, otherwise the first
 * group that the tenant allows. A contact of a customer cannot grant a group that they do not have.
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

/** @throws {FoyerError} `grant_not_allowed`, naming each group that the actor cannot grant */
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
  throw new FoyerError('grant_not_allowed', 'You cannot grant one or more of these groups.', {
    errors,
  });
}

/** Returns errors if an invitation to an existing customer has a different kind or company. */
export function kindErrors(
  { kind, company }: Pick<CreateInvitationRequest, 'kind' | 'company'>,
  customer: Customer | undefined,
): FieldError[] {
  if (customer === undefined) return [];
  return [
    ...(kind === customer.kind
      ? []
      : [
          {
            path: 'kind',
            message: `kind must be ${customer.kind}, because the customer is a ${customer.kind}.`,
          },
        ]),
    ...(company === customer.name
      ? []
      : [{ path: 'company', message: 'The customer already has a name. Omit company.' }]),
  ];
}
