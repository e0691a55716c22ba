/** Fields that several requests share, and their rules. */
import * as z from 'zod';

import { parseEmailAddress } from '../platform/email-address.ts';
import { ID } from '../platform/ids.ts';
import { LOCALE_MAX_LENGTH, realLocale } from '../platform/locale.ts';

/** The ID of a record in a request. */
export const idText = z
  .string()
  .regex(ID, 'An ID must be 1 to 100 letters, digits, "_", "-", or "+", as returned by the API.');

/** The maximum number of metadata entries on an invitation. */
export const METADATA_MAX = 10;

/**
 * Returns the schema of an administrator's own metadata: short names with short texts, or with other values that
 * `value` accepts.
 */
export function metadataSchema<Value extends z.ZodType<string | null>>(value: Value) {
  return z
    .record(z.string().min(1).max(40), value)
    .refine(
      (entries) =>
        Object.entries(entries)
          .flat()
          .every((text) => text === null || text.isWellFormed()),
      'metadata must be well-formed Unicode text. It contains half of a surrogate pair.',
    )
    .refine(
      (entries) => Object.keys(entries).length <= METADATA_MAX,
      `metadata must have at most ${METADATA_MAX} entries.`,
    );
}

/** The text of one metadata entry. */
export const metadataText = z.string().max(200);

/** Group names. The rules of the tenant decide which groups can be granted. */
export const groupsSchema = z.array(z.string().min(1).max(128)).max(10);

/** The groups of a new record. `[]`, which forms send for an empty field, means the same as omitting the field. */
export const newGroups = groupsSchema.transform((groups) =>
  groups.length === 0 ? undefined : groups,
);

/** Returns the schema of a language tag (BCP 47). Its output is the canonical form: `de-AT` for `de_at`. */
export function localeSchema(label: string) {
  const message = `${label} must be a language tag such as "en" or "de-AT".`;
  return z
    .string()
    .trim()
    .max(LOCALE_MAX_LENGTH, message)
    .transform((typed, context) => {
      const tag = realLocale(typed);
      if (tag !== undefined) return tag;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
}

/**
 * An email address, extracted from pasted text. The output is the address as displayed, with at most 128 characters.
 */
export const emailSchema = z
  .string({
    error: ({ input }) =>
      `The email address ${input === undefined ? 'is required' : 'must be text'}.`,
  })
  .max(320, 'The email address must be at most 128 characters.')
  .transform((typed, context) => {
    const email = parseEmailAddress(typed);
    if (!('problem' in email)) return email.shown;
    context.addIssue({ code: 'custom', message: email.problem });
    return z.NEVER;
  });
