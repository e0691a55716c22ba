/** Fields that several requests have, and what may stand in them. */
import * as z from 'zod';
import { LOCALE_MAX_LENGTH, realLocale } from './locale.ts';

/** Line breaks and tabs are welcome in a text; other control characters and half characters are not. */
export const UNSAFE_IN_A_TEXT =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Cs}]/u;

/** As many notes as an invitation can carry. */
export const METADATA_MAX = 10;

/** Notes of an administrator's own: short names with short texts, or with what else `value` takes. */
export function metadataSchema<Value extends z.ZodType<string | null>>(value: Value) {
  return z
    .record(z.string().min(1).max(40), value)
    .refine(
      (entries) =>
        Object.entries(entries)
          .flat()
          .every((text) => text === null || text.isWellFormed()),
      'metadata must be text that can be stored: it holds half of a character.',
    )
    .refine(
      (entries) => Object.keys(entries).length <= METADATA_MAX,
      `metadata may hold at most ${METADATA_MAX} entries.`,
    );
}

/** The text of one note. */
export const metadataText = z.string().max(200);

/** Some groups by name; which ones may be granted is a rule of the tenant. */
export const groupsSchema = z.array(z.string().min(1).max(128)).max(10);

/** A language tag (BCP 47), in its canonical form: `de-AT`, also where `de_at` was written. */
export function localeSchema(what: string) {
  const isNone = `${what} must be a language tag such as "en" or "de-AT".`;
  return z
    .string()
    .trim()
    .max(LOCALE_MAX_LENGTH, isNone)
    .transform((typed, context) => {
      const tag = realLocale(typed);
      if (tag !== undefined) return tag;
      context.addIssue({ code: 'custom', message: isNone });
      return z.NEVER;
    });
}
