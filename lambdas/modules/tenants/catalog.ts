import * as z from 'zod';

/** Something that customers can have. */
export const serviceSchema = z.object({
  /** A short word that stays, however the name changes. */
  id: z.string(),
  name: z.string(),
  /** Whether a new customer has it unless told otherwise. */
  enabledByDefault: z.boolean().default(false),
});
export type Service = z.infer<typeof serviceSchema>;

/** How customers pay. A customer is on one at most. */
export const servicePlanSchema = z.object({ id: z.string(), name: z.string() });
export type ServicePlan = z.infer<typeof servicePlanSchema>;

/** What a tenant offers its customers, and how it ranks them. */
export const catalogSchema = z.object({
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
