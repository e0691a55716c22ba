import * as z from 'zod';

import type { PrefilledProfile } from '../platform/sign-up-form.ts';

/** An owner looks after the customer's account: its profile, its people. */
export const CONTACT_ROLES = ['owner', 'member'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** Where a person stands: `invited` once an invitation was made, `active` with an account, `removed` for good. */
export const CONTACT_STATUSES = ['none', 'invited', 'active', 'removed'] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

/** A person of a customer. With a `userId` it can sign in. */
export const contactSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  customerId: z.string(),
  role: z.enum(CONTACT_ROLES),
  /** Fixed from the moment that there is an account: people sign in with it. */
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  jobTitle: z.string().optional(),
  phone: z.string().optional(),
  /** The groups that the account was put into. */
  groups: z.array(z.string()).default([]),
  /** The name of the account in the user pool. */
  userId: z.string().optional(),
  /** The latest invitation. */
  invitationId: z.string().optional(),
  removedAt: z.iso.datetime().optional(),
  removedBy: z.object({ id: z.string(), name: z.string() }).optional(),
  /** The account of somebody who was removed, until it is gone from the user pool. */
  formerUserId: z.string().optional(),
  version: z.number().int().positive().default(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
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
