import * as z from 'zod/mini';

/**
 * A change to `T`: omitted fields keep their values, `null` removes a value, objects are merged, and any other value
 * replaces the current one.
 */
export type MergePatch<T> = {
  readonly [Key in keyof T]?:
    | (T[Key] extends readonly unknown[] | undefined
        ? T[Key]
        : T[Key] extends object | undefined
          ? MergePatch<NonNullable<T[Key]>>
          : T[Key])
    | null
    | undefined;
};

/** Applies a JSON merge patch (RFC 7396) without modifying either argument. */
export function mergePatch<T extends object>(current: T, patch: MergePatch<T>): Partial<T> {
  const merged = new Map<string, unknown>(Object.entries(current));
  for (const [key, change] of Object.entries(patch)) {
    if (change === undefined) continue;
    if (change === null) merged.delete(key);
    else merged.set(key, isObject(change) ? mergeInside(merged.get(key), change) : change);
  }
  return Object.fromEntries(merged) as Partial<T>;
}

function mergeInside(current: unknown, change: object): object {
  return mergePatch(isObject(current) ? current : {}, change);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The description of a field in the API document. */
interface Words {
  readonly description?: string | undefined;
  readonly example?: unknown;
}

/**
 * Returns the schema of a merge patch field, which can be omitted, or `null` to remove the value. The description
 * defaults to that of `schema`.
 */
export function removable<Schema extends z.core.$ZodType>(
  schema: Schema,
  { description, example }: Words = z.globalRegistry.get(schema) ?? {},
): z.ZodMiniOptional<z.ZodMiniNullable<Schema>> {
  return z
    .optional(z.nullable(schema))
    .check(z.meta({ description, ...(example !== undefined && { example }) }));
}
