import { retryOnChange } from '../contacts/contact-rules.ts';
import type { DynamoContactStore } from '../contacts/contact-store.ts';
import { asInvited, findContactByEmail, openInvitation } from '../contacts/known-contact.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import type { Invitation } from '../records/invitation.ts';

export interface MatchContactDeps {
  readonly contactStore: Pick<DynamoContactStore, 'list' | 'invitation' | 'meet'>;
  readonly clock: Clock;
}

/**
 * Lets an invitation of somebody new lead to the contact with the same address that its customer got meanwhile, so that
 * whoever accepts it becomes that contact and not a second one. Role and account are the contact's; the groups stay those of
 * the invitation. Called before a claim: the user that follows names the contact.
 *
 * @throws {FoyerError} `temporarily_unavailable` while others keep changing the contact
 */
export async function matchContact(
  deps: MatchContactDeps,
  invitation: Invitation,
): Promise<Invitation> {
  const { existingCustomer, existingContact, status } = invitation;
  if (!existingCustomer || existingContact || status !== 'pending') return invitation;
  try {
    return await retryOnChange(() => lead(deps, invitation));
  } catch (error) {
    // Somebody is signing up with it, or has broken off: their user names the contact that was to come.
    if (error instanceof FoyerError && error.code === 'acceptance_in_progress') return invitation;
    throw error;
  }
}

async function lead(deps: MatchContactDeps, invitation: Invitation): Promise<Invitation> {
  const { contactStore, clock } = deps;
  const contact = await findContactByEmail(deps, invitation.customerId, invitation.address);
  if (contact === undefined || contact.userId !== undefined) return invitation;
  const earlier = await openInvitation(deps, contact);
  const { role } = contact;
  const met = { ...invitation, contactId: contact.id, existingContact: true, role };
  const updatedAt = clock.now().toISOString();
  const next = { ...asInvited(contact, met), updatedAt };
  await contactStore.meet(invitation, { seen: contact, next }, earlier);
  return met;
}
