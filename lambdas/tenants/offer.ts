import * as z from 'zod';

/** Something that customers can have. */
export const serviceSchema = z.object({
  /** A short word that stays, however the name changes. */
  id: z.string(),
  name: z.string(),
  /** Whether a new customer has it unless told otherwise. */
  byDefault: z.boolean().default(false),
});
export type Service = z.infer<typeof serviceSchema>;

/** How customers pay. A customer is on one at most. */
export const servicePlanSchema = z.object({ id: z.string(), name: z.string() });
export type ServicePlan = z.infer<typeof servicePlanSchema>;

/** What a tenant offers its customers, and how it ranks them. */
export const offerSchema = z.object({
  services: z.array(serviceSchema).default([]),
  servicePlans: z.array(servicePlanSchema).default([]),
  /** The tenant's own words for how important a customer is. None: any word will do. */
  ranks: z.array(z.string()).default([]),
});
export type Offer = z.infer<typeof offerSchema>;

/** The services that a new customer has. */
export function servicesByDefault({ services }: Offer): string[] {
  return services.filter(({ byDefault }) => byDefault).map(({ id }) => id);
}
