import type { PrefilledProfile } from '../platform/sign-up-form.ts';
import type { Contact } from './contact.ts';

/** What is known of a person, as the form of an invitation is filled in with it. */
export function profileOf({
  firstName,
  lastName,
  jobTitle,
  phone,
}: Pick<Partial<Contact>, 'firstName' | 'lastName' | 'jobTitle' | 'phone'>): PrefilledProfile {
  return Object.fromEntries(
    Object.entries({ firstName, lastName, jobTitle, phone }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/** A person's name as everybody reads it, which can be a single one; `undefined` where none is known. */
export function nameOf({
  firstName,
  lastName,
}: Pick<Contact, 'firstName' | 'lastName'>): string | undefined {
  const known = [firstName, lastName].filter((name) => name !== undefined && name !== '');
  return known.length === 0 ? undefined : known.join(' ');
}
