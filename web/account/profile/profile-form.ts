/** The values of the profile form, and the request that is made of them. */
import type { Me, UpdateMeRequest } from '../../../client/src/generated/types.gen.ts';

export const FIELDS = ['firstName', 'lastName', 'jobTitle', 'phone'] as const;

/** A field is empty where nothing is known. */
export type ProfileForm = Readonly<Record<(typeof FIELDS)[number], string>>;

export function formOf(me: Pick<Me, (typeof FIELDS)[number]>): ProfileForm {
  const { firstName = '', lastName = '', jobTitle = '', phone = '' } = me;
  return { firstName, lastName, jobTitle, phone };
}

/** A JSON merge patch (RFC 7396) of what differs: what was emptied is removed. Nothing where nothing was changed. */
export function changeOf(before: ProfileForm, after: ProfileForm): UpdateMeRequest | undefined {
  const changed = FIELDS.filter((field) => before[field] !== after[field].trim());
  if (changed.length === 0) return undefined;
  return Object.fromEntries(changed.map((field) => [field, after[field].trim() || null]));
}

/** `yours`, begun with `base`, on top of `theirs`: what you did not touch is as they have it. */
export function rebased(yours: ProfileForm, base: ProfileForm, theirs: ProfileForm): ProfileForm {
  const touched = FIELDS.filter((field) => yours[field].trim() !== base[field]);
  return { ...theirs, ...Object.fromEntries(touched.map((field) => [field, yours[field]])) };
}
