import * as z from 'zod/mini';

import * as stored from '../platform/stored.ts';
import { limitsSchema, tenantSettingsSchema } from './tenant-settings.ts';

/** A service that customers can have. */
const serviceSchema = z.object({
  /** A short identifier that stays the same when the name changes. */
  id: stored.text,
  name: stored.text,
  /** Assigns the service to new customers by default. */
  enabledByDefault: z._default(stored.flag, false),
});

/** A service plan, which determines how customers pay. A customer has at most one. */
const servicePlanSchema = z.object({ id: stored.text, name: stored.text });

/** The services, plans, and ranks that a tenant offers. */
const catalogSchema = z.object({
  services: z._default(z.array(serviceSchema), []),
  servicePlans: z._default(z.array(servicePlanSchema), []),
  /** The tenant's own terms for the importance of a customer. If empty, any term is allowed. */
  ranks: z._default(stored.texts, []),
});
export type Catalog = z.infer<typeof catalogSchema>;

/** Returns the services that a new customer gets by default. */
export function servicesByDefault({ services }: Catalog): string[] {
  return services.filter(({ enabledByDefault }) => enabledByDefault).map(({ id }) => id);
}

export const TENANT_STATUSES = ['active', 'suspended'] as const;

const featuresSchema = z.object({
  /** Lets the tenant invite people. Without it, nobody can be invited. */
  customerPortal: z._default(stored.flag, true),
  /** Lets the tenant create API clients. The operator pays for each client monthly. */
  apiClients: z._default(stored.flag, false),
});
/** The features that can be enabled for a tenant. */
export type Feature = keyof z.infer<typeof featuresSchema>;

/**
 * A company that sends invitations. Its name and branding appear in its emails and on its sign-up page, and its
 * settings apply to its administrators.
 */
export const tenantSchema = z.object({
  id: z
    .string()
    .check(
      z.regex(
        /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/,
        'A tenant ID must be 3 to 40 lowercase letters, digits, and hyphens.',
      ),
    ),
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  branding: z.object({
    /** An https URL. */
    logoUrl: z.optional(z.url({ protocol: /^https$/ })),
    /** `#rrggbb`. */
    color: z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/i))),
    /** The sender name of emails, if it is not the tenant's name. */
    senderName: stored.optionalText,
    /** The reply-to address of emails. */
    replyTo: stored.optionalText,
  }),
  /**
   * Set by the operator of the installation. If the tenant is suspended, none of its users can sign in, and nobody can
   * be admitted.
   */
  status: z._default(z.enum(TENANT_STATUSES), 'active'),
  /** The features that the operator of the installation has enabled. */
  features: z.prefault(featuresSchema, {}),
  /** The limits that the operator has lowered for this tenant. The tenant cannot exceed them. */
  ceilings: z._default(z.partial(limitsSchema), {}),
  /** The services, plans, and ranks that it offers. */
  catalog: z.prefault(catalogSchema, {}),
  /** The settings that it has chosen. {@link rulesOf} returns those in effect. */
  settings: z._default(tenantSettingsSchema, {}),
  /** Increases by one with each change of its name, branding, or settings. */
  version: z._default(z.number().check(z.int(), z.positive()), 1),
  createdAt: stored.time,
  updatedAt: stored.optionalTime,
});
export type Tenant = z.infer<typeof tenantSchema>;

/** The attributes of an item whose stored names differ from the names of the fields. */
interface StoredNames {
  readonly look?: { readonly colour?: string } & Record<string, unknown>;
  readonly offer?: unknown;
}

/**
 * Parses a tenant from its item. Stored names stay the same when a field is renamed, because otherwise all items would
 * have to be rewritten.
 */
export function tenantFromItem({ look = {}, offer, ...item }: StoredNames): Tenant {
  const { colour: color, ...branding } = look;
  return tenantSchema.parse({
    ...item,
    branding: { ...branding, color },
    catalog: offer,
  });
}

/** Returns a tenant's branding and catalog under their stored names. */
export function storedNames({
  branding: { color, ...look },
  catalog,
}: Pick<Tenant, 'branding' | 'catalog'>) {
  return { look: { ...look, ...(color !== undefined && { colour: color }) }, offer: catalog };
}

/** A tenant as shown in the operator's list. */
export const tenantSummarySchema = z.pick(tenantSchema, {
  id: true,
  name: true,
  status: true,
  createdAt: true,
});
export type TenantSummary = z.infer<typeof tenantSummarySchema>;

/** Returns the part of the branding that pages show. The sender name and the reply-to address are only for emails. */
export function pageBranding({
  branding: { logoUrl, color },
}: Tenant): Pick<Tenant['branding'], 'logoUrl' | 'color'> {
  return { logoUrl, color };
}

/** A new tenant, which has not changed any settings. */
export type NewTenant = z.input<typeof tenantSchema>;
