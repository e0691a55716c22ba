/** Values of the profile form, and the request made from them. */
import type { Me, UpdateMeRequest } from '../../../client/src/generated/types.gen.ts';

export const FIELDS = ['firstName', 'lastName', 'jobTitle', 'phone'] as const;

/** Unknown fields are empty. */
export type ProfileForm = Readonly<Record<(typeof FIELDS)[number], string>>;

export function formOf(me: Pick<Me, (typeof FIELDS)[number]>): ProfileForm {
  const { firstName = '', lastName = '', jobTitle = '', phone = '' } = me;
  return { firstName, lastName, jobTitle, phone };
}

/** A JSON merge patch (RFC 7396) of the changes: emptied fields are removed. `undefined` if nothing changed. */
export function changeOf(before: ProfileForm, after: ProfileForm): UpdateMeRequest | undefined {
  const changed = FIELDS.filter((field) => before[field] !== after[field].trim());
  if (changed.length === 0) return undefined;
  return Object.fromEntries(changed.map((field) => [field, after[field].trim() || null]));
}

/** Applies the changes from `base` to `yours` on top of `theirs`: fields that you did not touch keep their version. */
export function rebased(yours: ProfileForm, base: ProfileForm, theirs: ProfileForm): ProfileForm {
  const touched = FIELDS.filter((field) => yours[field].trim() !== base[field]);
  return { ...theirs, ...Object.fromEntries(touched.map((field) => [field, yours[field]])) };
}
