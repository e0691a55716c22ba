import * as z from 'zod';

import { limitsSchema, tenantSettingsSchema } from './tenant-settings.ts';

/** Something that customers can have. */
const serviceSchema = z.object({
  /** A short word that stays, however the name changes. */
  id: z.string(),
  name: z.string(),
  /** Whether a new customer has it unless told otherwise. */
  enabledByDefault: z.boolean().default(false),
});

/** How customers pay. A customer is on one at most. */
const servicePlanSchema = z.object({ id: z.string(), name: z.string() });

/** What a tenant offers its customers, and how it ranks them. */
const catalogSchema = z.object({
  services: z.array(serviceSchema).default([]),
  servicePlans: z.array(servicePlanSchema).default([]),
  /** The tenant's own words for how important a customer is. None: any word will do. */
  ranks: z.array(z.string()).default([]),
});
export type Catalog = z.infer<typeof catalogSchema>;

/** The services that a new customer has. */
export function servicesByDefault({ services }: Catalog): string[] {
  return services.filter(({ enabledByDefault }) => enabledByDefault).map(({ id }) => id);
}

export const TENANT_STATUSES = ['active', 'suspended'] as const;

/** What a tenant may have, or not. */
const FEATURES = ['customerPortal'] as const;
export type Feature = (typeof FEATURES)[number];

const featuresSchema = z.object({
  /** Whether it can let customers in: without it, nobody can be invited. */
  customerPortal: z.boolean().default(true),
});

/** A company that invites: its name and branding stand in its mails and on its sign-up page, its settings bind its people. */
export const tenantSchema = z.object({
  id: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/,
      'A tenant ID must be 3 to 40 lowercase letters, digits, and hyphens.',
    ),
  name: z.string().min(1).max(200),
  branding: z.object({
    /** An https URL. */
    logoUrl: z.url({ protocol: /^https$/ }).optional(),
    /** `#rrggbb`. */
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .optional(),
    /** Who mails come from, instead of the name. */
    senderName: z.string().optional(),
    /** Where answers to mails go. */
    replyTo: z.string().optional(),
  }),
  /** The operator of the installation closes and opens tenants: nobody of a suspended one can sign in, nor be let in. */
  status: z.enum(TENANT_STATUSES).default('active'),
  /** What the operator of the installation has given it. */
  features: featuresSchema.prefault({}),
  /** Which of the installation's limits its operator has lowered for it: it cannot exceed these. */
  ceilings: limitsSchema.partial().default({}),
  /** What it offers its customers. */
  catalog: catalogSchema.prefault({}),
  /** What it has chosen; {@link rulesOf} says what is in force. */
  settings: tenantSettingsSchema.default({}),
  /** One more with each change of its name, branding or settings. */
  version: z.number().int().positive().default(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime().optional(),
});
export type Tenant = z.infer<typeof tenantSchema>;

/** The attributes of an item that have other names than the fields that they hold. */
interface StoredNames {
  readonly look?: { readonly colour?: string } & Record<string, unknown>;
  readonly offer?: unknown;
}

/** Reads a tenant from its item. Stored names do not follow renamed fields: items would have to be rewritten. */
export function tenantFromItem({ look = {}, offer, ...item }: StoredNames): Tenant {
  const { colour: color, ...branding } = look;
  return tenantSchema.parse({
    ...item,
    branding: { ...branding, color },
    catalog: offer,
  });
}

/** Returns what an item holds of a tenant's branding and catalog, under their stored names. */
export function storedNames({
  branding: { color, ...look },
  catalog,
}: Pick<Tenant, 'branding' | 'catalog'>) {
  return { look: { ...look, ...(color !== undefined && { colour: color }) }, offer: catalog };
}

/** A tenant as the operator's list shows it. */
export const tenantSummarySchema = tenantSchema.pick({
  id: true,
  name: true,
  status: true,
  createdAt: true,
});
export type TenantSummary = z.infer<typeof tenantSummarySchema>;

/** What pages show of a look: who mails come from and where answers go is for mails. */
export function pageBranding({
  branding: { logoUrl, color },
}: Tenant): Pick<Tenant['branding'], 'logoUrl' | 'color'> {
  return { logoUrl, color };
}

/** A tenant as it is made: without settings of its own. */
export type NewTenant = z.input<typeof tenantSchema>;
