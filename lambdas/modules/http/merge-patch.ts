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
