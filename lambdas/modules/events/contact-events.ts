import * as z from 'zod';

import { CONTACT_ROLES, contactStatusOf } from '../records/contact.ts';
import type { EventType } from './events.ts';

/** Only what the outbox needs: it never sees more of a person than this. */
export const contactImage = z.object({
  id: z.string(),
  tenantId: z.string(),
  customerId: z.string(),
  role: z.enum(CONTACT_ROLES),
  userId: z.string().optional(),
  invitationId: z.string().optional(),
  removedAt: z.string().optional(),
  version: z.number().default(1),
  updatedAt: z.string(),
});
export type ContactImage = z.output<typeof contactImage>;

/** What is told of a change, in the order in which it happened. */
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

/** What an event shows of a contact: no name, no address. */
export function toEventContact(image: ContactImage) {
  const { id, customerId, role } = image;
  return { id, customerId, role, status: contactStatusOf(image) };
}
