import * as z from 'zod';

/**
 * The types of environment variables, whose values are always strings. Each function has its own schema next to its
 * handler, and the construct that creates the function uses the same schema, so that the two cannot disagree.
 */
export const text = z.string().min(1);
export const url = z.url({ protocol: /^https?$/ });
export const wholeNumber = z.coerce.number().int().positive();
/** Names separated by commas. */
export const list = text.transform((names) => names.split(',')).pipe(z.array(text).min(1));

/** A value other than a string, as JSON. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return text.transform((value) => JSON.parse(value) as unknown).pipe(schema);
}

/**
 * Reads the environment once, at cold start. A missing or invalid variable stops the function before it handles any
 * request.
 */
export function readEnvironment<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  return schema.parse(process.env);
}
