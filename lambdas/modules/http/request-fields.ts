/** Fields that several requests have, and what may stand in them. */
import * as z from 'zod';

import { parseEmailAddress } from '../platform/email-address.ts';
import { ID } from '../platform/ids.ts';
import { LOCALE_MAX_LENGTH, realLocale } from '../platform/locale.ts';

/** The id of a record, as a request names it. */
export const idText = z
  .string()
  .regex(ID, 'An ID must be 1 to 100 letters, digits, "_", "-", or "+", as returned by the API.');

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
      'metadata must be well-formed Unicode text. It contains half of a surrogate pair.',
    )
    .refine(
      (entries) => Object.keys(entries).length <= METADATA_MAX,
      `metadata must have at most ${METADATA_MAX} entries.`,
    );
}

/** The text of one note. */
export const metadataText = z.string().max(200);

/** Some groups by name; which ones may be granted is a rule of the tenant. */
export const groupsSchema = z.array(z.string().min(1).max(128)).max(10);

/** Groups of something new: `[]` means the same as leaving them out, as a form sends it for an empty field. */
export const newGroups = groupsSchema.transform((groups) =>
  groups.length === 0 ? undefined : groups,
);

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

/** An email address, read out of what was pasted: the address as it is shown. At most 128 characters. */
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
