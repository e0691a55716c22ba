import * as z from 'zod';

/** A company that invites: its name and look stand in its mails and on its sign-up page. */
export const tenantSchema = z.object({
  id: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/,
      'A tenant id is 3 to 40 lower-case letters, digits and dashes.',
    ),
  name: z.string().min(1).max(200),
  look: z.object({
    /** An https URL. */
    logoUrl: z.url({ protocol: /^https$/ }).optional(),
    /** `#rrggbb`. */
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .optional(),
  }),
  createdAt: z.iso.datetime(),
});
export type Tenant = z.infer<typeof tenantSchema>;
