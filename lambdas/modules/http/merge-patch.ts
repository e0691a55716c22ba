import * as z from 'zod';

/** A change of `T`: what is left out stays, `null` takes away, objects are changed inside, anything else is replaced. */
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

/** Applies a JSON merge patch (RFC 7396). Neither argument is changed. */
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
