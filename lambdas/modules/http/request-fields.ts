/** Fields that several requests share, and their rules. */
import * as z from 'zod/mini';

import { parseEmailAddress } from '../platform/email-address.ts';
import { ID } from '../platform/ids.ts';
import { LOCALE_MAX_LENGTH, realLocale } from '../platform/locale.ts';
import { once } from '../platform/once.ts';

/** The ID of a record in a request. */
export const idText = once(() =>
  z
    .string()
    .check(
      z.regex(
        ID,
        'An ID must be 1 to 100 letters, digits, "_", "-", or "+", as returned by the API.',
      ),
    ),
);

/** The maximum number of metadata entries on an invitation. */
export const METADATA_MAX = 10;

/**
 * Returns the schema of an administrator's own metadata: short names with short strings, or with other values that
 * `value` accepts.
 */
export function metadataSchema<Value extends z.ZodMiniType<string | null>>(value: Value) {
  return z.record(z.string().check(z.minLength(1), z.maxLength(40)), value).check(
    z.refine(
      (entries) =>
        Object.entries(entries)
          .flat()
          .every((text) => text === null || text.isWellFormed()),
      'metadata must be well-formed Unicode text. It contains half of a surrogate pair.',
    ),
    z.refine(
      (entries) => Object.keys(entries).length <= METADATA_MAX,
      `metadata must have at most ${METADATA_MAX} entries.`,
    ),
  );
}

/** The text of one metadata entry. */
export const metadataText = once(() => z.string().check(z.maxLength(200)));

/** Group names. The tenant's rules decide which groups can be granted. */
export const groupsSchema = once(() =>
  z.array(z.string().check(z.minLength(1), z.maxLength(128))).check(z.maxLength(10)),
);

/** The groups of a new record. `[]`, which forms send for an empty field, means the same as omitting the field. */
export const newGroups = once(() =>
  z.pipe(
    groupsSchema(),
    z.transform((groups) => (groups.length === 0 ? undefined : groups)),
  ),
);

/** Returns the schema of a language tag (BCP 47). Its output is the canonical form: `de-AT` for `de_at`. */
export function localeSchema(label: string) {
  const message = `${label} must be a language tag such as "en" or "de-AT".`;
  return z.pipe(
    z.string().check(z.trim(), z.maxLength(LOCALE_MAX_LENGTH, message)),
    z.transform((typed, context) => {
      const tag = realLocale(typed);
      if (tag !== undefined) return tag;
      context.issues.push({ code: 'custom', message, input: typed });
      return z.NEVER;
    }),
  );
}

/**
 * An email address, extracted from pasted text. The output is the address as displayed, with at most 128 characters.
 */
export const emailSchema = once(() =>
  z.pipe(
    z
      .string({
        error: ({ input }) =>
          `The email address ${input === undefined ? 'is required' : 'must be text'}.`,
      })
      .check(z.maxLength(320, 'The email address must be at most 128 characters.')),
    z.transform((typed, context) => {
      const email = parseEmailAddress(typed);
      if (!('problem' in email)) return email.shown;
      context.issues.push({ code: 'custom', message: email.problem, input: typed });
      return z.NEVER;
    }),
  ),
);
