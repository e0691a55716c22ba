import * as z from 'zod/mini';

import { CONTACT_ROLES, contactStatusOf } from '../records/contact.ts';
import type { EventType } from './event-types.ts';

/** The attributes of a contact that the outbox reads. It ignores all others. */
export const contactImage = z.object({
  id: z.string(),
  tenantId: z.string(),
  customerId: z.string(),
  role: z.enum(CONTACT_ROLES),
  userId: z.optional(z.string()),
  invitationId: z.optional(z.string()),
  removedAt: z.optional(z.string()),
  version: z._default(z.number(), 1),
  updatedAt: z.string(),
});
export type ContactImage = z.output<typeof contactImage>;

/** Returns the events for a change to a contact, in the order in which they happened. */
export function contactEvents(after: ContactImage, before: ContactImage | undefined): EventType[] {
  const types: EventType[] = before === undefined ? ['contact.created'] : [];
  const status = contactStatusOf(after);
  if (status === 'invited' && after.invitationId !== before?.invitationId)
    types.push('contact.invited');
  if (status === 'active' && before?.userId === undefined) types.push('contact.joined');
  if (status === 'removed' && before?.removedAt === undefined) types.push('contact.removed');
  if (types.length === 0 && after.version !== before?.version) types.push('contact.updated');
  return types;
}

/** Returns the contact as events show it, without its name and address. */
export function toEventContact(image: ContactImage) {
  const { id, customerId, role } = image;
  return { id, customerId, role, status: contactStatusOf(image) };
}
