import { requireVersion } from '../http/entity-tag.ts';
import { requireChangeable } from '../invitations/invitation-guards.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import type { Contact } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import {
  requireAnotherOwner,
  requireCustomerOf,
  requireOwner,
  retryOnChange,
} from './contact-rules.ts';
import type { DynamoContactStore } from './contact-store.ts';
import type { CustomerChange } from './contact-writes.ts';
import type { ContactCommand } from './invite-contact.ts';
import { openInvitation } from './known-contact.ts';

export interface DeleteContactDeps {
  readonly contactStore: DynamoContactStore;
  readonly clock: Clock;
}

export interface DeleteContactCommand extends ContactCommand {
  readonly ifMatch: string | undefined;
}

/**
 * Removes a contact. An open invitation is revoked, no more tokens are issued, and the account is deleted from the user
 * pool within minutes. The contact's record is kept, and its address can be invited again immediately. Idempotent.
 *
 * @throws {FoyerError} `not_found`, `forbidden`, `last_owner`, `version_mismatch`, `acceptance_in_progress`,
 * `temporarily_unavailable`
 */
export async function deleteContact(
  deps: DeleteContactDeps,
  command: DeleteContactCommand,
): Promise<void> {
  const { by, customerId, contactId, ifMatch } = command;
  const { contactStore, clock } = deps;
  await retryOnChange(async () => {
    const [found, contact] = await Promise.all([
      contactStore.customer(customerId),
      contactStore.find(customerId, contactId),
    ]);
    const customer = requireCustomerOf(by, found);
    requireOwner(by);
    if (contact === undefined) throw new FoyerError('not_found', 'The contact does not exist.');
    if (contact.removedAt !== undefined) return;
    requireVersion(ifMatch, contact.version);
    const isUser = contact.userId !== undefined;
    if (isUser && contact.role === 'owner') requireAnotherOwner(by, customer);
    const open = isUser ? undefined : await openInvitation(deps, contact);
    const at = clock.now();
    if (open !== undefined) requireChangeable(open, at);
    const { tenantId, id, name } = by.principal;
    const removedBy = { id, name };
    await contactStore.write([
      contactStore.removing(contact, removed(contact, removedBy, at)),
      contactStore.changingCustomer(
        customer,
        departure(customer, contact),
        { mayBeSuspended: true },
        at.toISOString(),
      ),
      ...(open === undefined
        ? []
        : [contactStore.revoking({ tenantId, invitationId: open.id, by: removedBy, at })]),
    ]);
  });
}

function removed(
  contact: Contact,
  removedBy: NonNullable<Contact['removedBy']>,
  at: Date,
): Contact {
  const now = at.toISOString();
  const { userId, ...left } = contact;
  return { ...left, removedAt: now, removedBy, formerUserId: userId, updatedAt: now };
}

/**
 * Returns the change to the customer. An active customer that loses its last user becomes inactive, because nobody can
 * sign in.
 */
function departure(customer: Customer, { id, userId, role }: Contact): CustomerChange {
  const isUser = userId !== undefined;
  const closes = isUser && customer.users === 1 && customer.status === 'active';
  return {
    contacts: -1,
    ...(isUser && { users: -1, owners: role === 'owner' ? -1 : 0 }),
    ...(closes && { status: 'inactive' }),
    ...(customer.primaryContactId === id && { primary: null }),
  };
}
