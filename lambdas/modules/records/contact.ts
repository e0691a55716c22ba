import * as z from 'zod/mini';

import { fullName } from '../platform/locale.ts';
import type { PrefilledProfile } from '../platform/sign-up-form.ts';
import * as stored from '../platform/stored.ts';
import { customerPartition } from './customer-item.ts';
import { RECORDS } from './table.ts';

/** The roles of contacts. An owner manages the customer's account, including its profile and its contacts. */
export const CONTACT_ROLES = ['owner', 'member'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** The statuses of contacts: `invited` once an invitation exists, `active` with an account, `removed` permanently. */
export const CONTACT_STATUSES = ['none', 'invited', 'active', 'removed'] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

/** A contact of a customer. A contact with a `userId` can sign in. */
export const contactSchema = z.object({
  id: stored.text,
  tenantId: stored.text,
  customerId: stored.text,
  role: z.enum(CONTACT_ROLES),
  /** Cannot change once there is an account, because people sign in with it. */
  email: stored.optionalText,
  firstName: stored.optionalText,
  lastName: stored.optionalText,
  jobTitle: stored.optionalText,
  phone: stored.optionalText,
  /** The groups that the account was added to. */
  groups: z._default(stored.texts, []),
  /** The user name of the account in the user pool. */
  userId: stored.optionalText,
  /** The ID of the latest invitation. */
  invitationId: stored.optionalText,
  removedAt: stored.optionalTime,
  removedBy: z.optional(z.object({ id: stored.text, name: stored.text })),
  /** The account of a removed contact, until it is deleted from the user pool. */
  formerUserId: stored.optionalText,
  version: z._default(z.number().check(z.int(), z.positive()), 1),
  createdAt: stored.time,
  updatedAt: stored.time,
});
export type Contact = z.infer<typeof contactSchema>;

export function contactStatusOf({
  removedAt,
  userId,
  invitationId,
}: Pick<Contact, 'removedAt' | 'userId' | 'invitationId'>): ContactStatus {
  if (removedAt !== undefined) return 'removed';
  if (userId !== undefined) return 'active';
  return invitationId === undefined ? 'none' : 'invited';
}

/** Returns a contact's known profile fields, which prefill the form of an invitation. */
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

/** Returns a person's display name, which can be a single name; `undefined` if none is known. */
export function nameOf(person: Pick<Contact, 'firstName' | 'lastName'>): string | undefined {
  return fullName(person) || undefined;
}
export function contactKey(customerId: string, contactId: string): { pk: string; sk: string } {
  return { pk: customerPartition(customerId), sk: `${RECORDS.contact}#${contactId}` };
}
export function toContactItem(contact: Contact): Record<string, unknown> {
  return { ...contact, ...contactKey(contact.customerId, contact.id) };
}
/** @throws {z.core.$ZodError} if the item is not a contact. */

export function fromContactItem(item: Record<string, unknown>): Contact {
  return contactSchema.parse(item);
}
