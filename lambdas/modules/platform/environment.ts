import * as z from 'zod';

/**
 * The kinds of variables in an environment, which holds texts only. Each function has a schema of its own beside its
 * handler, and the construct that makes the function takes the same one, so the two cannot disagree.
 */
export const text = z.string().min(1);
export const url = z.url({ protocol: /^https?$/ });
export const wholeNumber = z.coerce.number().int().positive();
/** Names with commas between them. */
export const list = text.transform((names) => names.split(',')).pipe(z.array(text).min(1));

/** Something that is not a text, as JSON. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return text.transform((value) => JSON.parse(value) as unknown).pipe(schema);
}

/** Reads the environment once, at cold start; a missing or wrong variable stops the function before any request. */
export function readEnvironment<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  return schema.parse(process.env);
}
