import * as z from 'zod/mini';

/**
 * Primitives for the schemas of stored items. All schemas share them, because creating schemas takes longer than the
 * rest of a function's startup.
 */
export const text = z.string();
export const optionalText = z.optional(text);
export const texts = z.array(text);
/** A time as ISO 8601 in UTC. */
export const time = z.iso.datetime();
export const optionalTime = z.optional(time);
export const flag = z.boolean();
export const optionalFlag = z.optional(flag);
/** A whole number. */
export const integer = z.number().check(z.int());
