import * as z from 'zod/mini';

const optionalText = z.optional(z.string());

/** Who invites, and how their pages look, as the API tells it. */
export const tenantSchema = z.object({
  name: z.string(),
  branding: z._default(z.object({ logoUrl: optionalText, color: optionalText }), {}),
});
export type Tenant = z.infer<typeof tenantSchema>;
