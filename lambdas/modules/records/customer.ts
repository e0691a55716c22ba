import * as z from 'zod/mini';

import * as stored from '../platform/stored.ts';

/** The settings that a copy of a customer can include, each with its fields. The kind is always copied. */
export const COPY_FIELDS = {
  profile: ['phone', 'taxId', 'address', 'website'],
  notes: ['notes'],
  rank: ['rank'],
  services: ['services'],
  servicePlan: ['servicePlan'],
  groups: ['groups'],
} as const;
export type CopySetting = keyof typeof COPY_FIELDS;
export const COPY_SETTINGS = Object.keys(COPY_FIELDS) as [CopySetting, ...CopySetting[]];

/**
 * The settings that are copied by default. Notes are about one company, and the plan requires its own scope, so both
 * must be requested.
 */
export const COPIED_BY_DEFAULT = ['profile', 'rank', 'services', 'groups'] as const;

/** The fields whose values come from the tenant's catalog. */
export const CHOSEN_FIELDS = ['rank', 'services', 'servicePlan', 'groups'] as const;
/** The fields that every new customer gets from the tenant. */
export const GIVEN_FIELDS = ['services', 'groups'] as const;
const COPIED = ['kind', ...Object.values(COPY_FIELDS).flat()] as const;
export type CopiedField = (typeof COPIED)[number];

/** The origin of the fields of a customer that was created as a copy. */
export const customerCopySchema = z.object({
  /** Fields that were copied from the other customer. */
  copied: z.array(z.enum(COPIED)),
  /** Fields that were set to the tenant's defaults for new customers. */
  defaulted: z.array(z.enum(GIVEN_FIELDS)),
  /** Values of the other customer that the tenant no longer offers. */
  omitted: z.array(z.object({ field: z.enum(CHOSEN_FIELDS), value: stored.text })),
});
export type CustomerCopy = z.infer<typeof customerCopySchema>;
export type OmittedValue = CustomerCopy['omitted'][number];

/** Returns the reason why a value was omitted, in words for people. */
export function reasonOf({ field, value }: OmittedValue): string {
  switch (field) {
    case 'services':
      return `Your company no longer offers the service "${value}".`;
    case 'servicePlan':
      return `Your company no longer has the service plan "${value}".`;
    case 'rank':
      return `Your company no longer has the rank "${value}".`;
    case 'groups':
      return `The group "${value}" can no longer be granted.`;
  }
}

export const CUSTOMER_KINDS = ['customer', 'supplier'] as const;
/**
 * The statuses of customers. `invited`: someone was invited, but nobody has signed up. `inactive`: nobody can sign in,
 * because there are no users or because the tenant must approve the customer first. `suspended`: closed until an
 * administrator reopens it.
 */
export const CUSTOMER_STATUSES = ['invited', 'inactive', 'active', 'suspended'] as const;
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number];

/** The postal address of a company. */
const postalAddressSchema = z.object({
  line1: stored.optionalText,
  line2: stored.optionalText,
  postalCode: stored.optionalText,
  city: stored.optionalText,
  region: stored.optionalText,
  /** ISO 3166-1 alpha-2. */
  country: stored.optionalText,
});
export type PostalAddress = z.infer<typeof postalAddressSchema>;

const count = z._default(z.number().check(z.int(), z.nonnegative()), 0);

/** A company or a person that has a contract with a tenant. */
export const customerSchema = z.object({
  id: stored.text,
  tenantId: stored.text,
  kind: z.enum(CUSTOMER_KINDS),
  name: stored.text,
  status: z.enum(CUSTOMER_STATUSES),
  /** The email address of its primary contact, if known. */
  email: stored.optionalText,
  phone: stored.optionalText,
  /** Requested from suppliers only. */
  taxId: stored.optionalText,
  /** Its importance, in the tenant's own terms. */
  rank: stored.optionalText,
  address: z.optional(postalAddressSchema),
  website: stored.optionalText,
  /** Notes for the tenant's administrators. Never shown to the customer. */
  notes: stored.optionalText,
  /** The IDs of its services, from the tenant's catalog. */
  services: z._default(stored.texts, []),
  /** The ID of its service plan. Visible only with the `customers:plan` scope. */
  servicePlan: stored.optionalText,
  /** The groups of its contacts, unless their invitation specifies others. */
  groups: z._default(stored.texts, []),
  primaryContactId: stored.optionalText,
  /** The ID of the invitation whose acceptance created it. The invitation may have been deleted. */
  invitationId: stored.optionalText,
  /** The ID of the customer whose settings were copied to it. */
  copiedFrom: stored.optionalText,
  /** The settings that were copied, and those that were not. */
  copy: z.optional(customerCopySchema),
  /** The number of its contacts, of contacts that can sign in, and of owners. */
  contacts: count,
  users: count,
  owners: count,
  /** Identifies retries of the request that created it. */
  fingerprint: stored.optionalText,
  /** Increases by one with each edit. Changes of the counts do not affect it. */
  version: z._default(z.number().check(z.int(), z.positive()), 1),
  createdAt: stored.time,
  updatedAt: stored.time,
});
export type Customer = z.infer<typeof customerSchema>;

/** A customer as returned in a list. */
export const customerSummarySchema = z.pick(customerSchema, {
  id: true,
  tenantId: true,
  kind: true,
  name: true,
  status: true,
  email: true,
  phone: true,
  taxId: true,
  rank: true,
  createdAt: true,
  updatedAt: true,
});
export type CustomerSummary = z.infer<typeof customerSummarySchema>;

/**
 * Returns the status of a customer after one of its contacts signs up. The first sign-up activates the customer, unless
 * the tenant must approve it. A customer that an administrator has closed stays closed.
 */
export function statusAfterSignUp(
  { status, users }: Pick<Customer, 'status' | 'users'>,
  requiresApproval: boolean,
): CustomerStatus {
  const isFirst = status === 'invited' || (status === 'inactive' && users === 0);
  if (!isFirst) return status;
  return requiresApproval ? 'inactive' : 'active';
}
