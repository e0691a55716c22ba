import * as z from 'zod';
import { invitationTerms, metadataSchema, metadataText } from '../invitations/terms.ts';
import { prefilledProfileSchema } from '../shared/sign-up-form.ts';
import { line } from '../shared/text.ts';

const name = line('name', 100).register(z.globalRegistry, {
  description: 'As administrators read it; unique among your presets.',
  example: 'Resellers in France',
});

/** The body of `POST /v1/presets`: a name, and what an invitation says unless its own request says otherwise. */
export const createPresetSchema = z.strictObject({
  name,
  ...z.object(invitationTerms).partial().shape,
});
export type CreatePresetRequest = z.infer<typeof createPresetSchema>;

const { firstName, lastName, jobTitle, phone, taxId } = prefilledProfileSchema.shape;

/** The body of `PATCH /v1/presets/{id}`: a JSON merge patch (RFC 7396). */
export const changePresetSchema = z.strictObject({
  name: z.optional(name),
  ...z.object(nullable(invitationTerms)).partial().shape,
  profile: z
    .strictObject({
      firstName: z.nullable(firstName),
      lastName: z.nullable(lastName),
      jobTitle: z.nullable(jobTitle),
      phone: z.nullable(phone),
      taxId: z.nullable(taxId),
    })
    .nullable()
    .optional(),
  metadata: metadataSchema(metadataText.nullable()).nullable().optional(),
});
export type ChangePresetRequest = z.infer<typeof changePresetSchema>;

type Nullable<Shape extends Record<string, z.core.SomeType>> = {
  [Key in keyof Shape]: z.ZodNullable<Shape[Key]>;
};

function nullable<Shape extends Record<string, z.core.SomeType>>(shape: Shape): Nullable<Shape> {
  return Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => [key, z.nullable(schema)]),
  ) as Nullable<Shape>;
}
