import * as z from 'zod';

/** What a copy can begin with, each with the fields that it stands for. The kind always comes along. */
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

/** Notes are about one company, and the plan needs a privilege of its own: both have to be asked for. */
export const COPIED_BY_DEFAULT = ['profile', 'rank', 'services', 'groups'] as const;

/** What is chosen from what the tenant offers. */
export const CHOSEN_FIELDS = ['rank', 'services', 'servicePlan', 'groups'] as const;
/** What every new customer gets from the tenant. */
export const GIVEN_FIELDS = ['services', 'groups'] as const;
const COPIED = ['kind', ...Object.values(COPY_FIELDS).flat()] as const;
export type CopiedField = (typeof COPIED)[number];

/** Where the fields of a customer come from that began as a copy. */
export const customerCopySchema = z.object({
  /** Fields that came from the other customer. */
  copied: z.array(z.enum(COPIED)),
  /** Fields that the tenant gives every new customer. */
  defaulted: z.array(z.enum(GIVEN_FIELDS)),
  /** What the other customer has and the tenant does not offer any more. */
  omitted: z.array(z.object({ field: z.enum(CHOSEN_FIELDS), value: z.string() })),
});
export type CustomerCopy = z.infer<typeof customerCopySchema>;
export type LeftOut = CustomerCopy['omitted'][number];

/** Why something was left out, for people. */
export function reasonOf({ field, value }: LeftOut): string {
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
 * `invited`: somebody has been invited, nobody has come yet. `inactive`: nobody may sign in, as there is nobody yet, or
 * as the tenant wants to approve it first. `suspended`: closed until an administrator opens it again.
 */
export const CUSTOMER_STATUSES = ['invited', 'inactive', 'active', 'suspended'] as const;
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number];

/** Where a company is. */
const postalAddressSchema = z.object({
  line1: z.string().optional(),
  line2: z.string().optional(),
  postalCode: z.string().optional(),
  city: z.string().optional(),
  region: z.string().optional(),
  /** ISO 3166-1 alpha-2. */
  country: z.string().optional(),
});
export type PostalAddress = z.infer<typeof postalAddressSchema>;

const count = z.number().int().nonnegative().default(0);

/** A company, or a person, that has a contract with a tenant. */
export const customerSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  kind: z.enum(CUSTOMER_KINDS),
  name: z.string(),
  status: z.enum(CUSTOMER_STATUSES),
  /** The address of its primary contact, where it is known. */
  email: z.string().optional(),
  phone: z.string().optional(),
  /** Asked of suppliers. */
  taxId: z.string().optional(),
  /** How important it is, in the tenant's own words. */
  rank: z.string().optional(),
  address: postalAddressSchema.optional(),
  website: z.string().optional(),
  /** What the tenant's own people want to remember: never shown to the customer. */
  notes: z.string().optional(),
  /** Ids of the services that it has, of those that the tenant offers. */
  services: z.array(z.string()).default([]),
  /** The id of the plan that it is on. Needs a privilege of its own to be seen. */
  servicePlan: z.string().optional(),
  /** What its people are in, unless their invitation says otherwise. */
  groups: z.array(z.string()).default([]),
  primaryContactId: z.string().optional(),
  /** The customer whose settings it began with. */
  copiedFrom: z.string().optional(),
  /** What came along then, and what did not. */
  copy: customerCopySchema.optional(),
  /** How many contacts it has, how many of these can sign in, and how many of those are owners. */
  contacts: count,
  users: count,
  owners: count,
  /** By what a repeat of the request that made it is known. */
  fingerprint: z.string().optional(),
  /** One more with each change that somebody makes; what it counts changes by itself. */
  version: z.number().int().positive().default(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Customer = z.infer<typeof customerSchema>;

/** A customer as a list shows it. */
export const customerSummarySchema = customerSchema.pick({
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
 * What a customer becomes when somebody of it arrives. The first arrival opens it, unless the tenant wants to approve it;
 * what an administrator has closed stays closed.
 */
export function statusAfterSignUp(
  { status, users }: Pick<Customer, 'status' | 'users'>,
  requiresApproval: boolean,
): CustomerStatus {
  const isFirst = status === 'invited' || (status === 'inactive' && users === 0);
  if (!isFirst) return status;
  return requiresApproval ? 'inactive' : 'active';
}
