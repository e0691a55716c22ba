import * as z from 'zod';

/** What the API document says of a field. */
interface Words {
  readonly description?: string | undefined;
  readonly example?: unknown;
}

/** A field of a merge patch: it may be left out, or taken away with `null`. Without words of its own it is described as before. */
export function removable<Schema extends z.core.$ZodType>(
  schema: Schema,
  { description, example }: Words = z.globalRegistry.get(schema) ?? {},
): z.ZodOptional<z.ZodNullable<Schema>> {
  return z
    .optional(z.nullable(schema))
    .meta({ description, ...(example !== undefined && { example }) });
}
