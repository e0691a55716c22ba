import * as z from 'zod/mini';

const optionalText = z.optional(z.string());

/** The inviting company and its branding, from the API. */
export const tenantSchema = z.object({
  name: z.string(),
  branding: z._default(z.object({ logoUrl: optionalText, color: optionalText }), {}),
});
export type Tenant = z.infer<typeof tenantSchema>;
