import * as z from 'zod/mini';

/**
 * The types of environment variables, whose values are always strings. Each function has its own schema next to its
 * handler, and the construct that creates the function uses the same schema, so that the two stay in sync.
 */
export const text = z.string().check(z.minLength(1));
export const url = z.url({ protocol: /^https?$/ });
export const wholeNumber = z.coerce.number().check(z.int(), z.positive());
/** Names separated by commas. */
export const list = z.pipe(
  z.pipe(
    text,
    z.transform((names) => names.split(',')),
  ),
  z.array(text).check(z.minLength(1)),
);

/** A value other than a string, as JSON. */
export function json<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.pipe(
    z.pipe(
      text,
      z.transform((value) => JSON.parse(value) as unknown),
    ),
    schema,
  );
}

/**
 * Reads the environment once, at cold start. A missing or invalid variable stops the function before it handles any
 * request.
 */
export function readEnvironment<Schema extends z.ZodMiniType>(schema: Schema): z.output<Schema> {
  return schema.parse(process.env);
}
