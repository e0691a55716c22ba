import { requireScope } from '../identity/principal.ts';
import { createInvitation } from '../invitations/invite-customer.ts';
import type { Contact } from './contact.ts';
import type { Invitation } from '../invitations/invitation.ts';
import { resendInvitation, type ResendDeps } from '../invitations/resend-invitation.ts';
import {
  emailRequired,
  invitationFor,
  statusWhenInvited,
  type AddContactDeps,
} from './add-contact.ts';
import {
  requireCustomerOf,
  requireGrantable,
  requireNoAccount,
  requireNotSuspended,
  requireOwner,
  requireThere,
  untilUnchanged,
  type ContactActor,
} from './contact-rules.ts';

export type InviteContactDeps = AddContactDeps & ResendDeps;

export interface ContactCommand {
  readonly by: ContactActor;
  readonly customerId: string;
  readonly contactId: string;
}

/** The invitation, and whether it is one that was there and got a new link. */
export interface InvitedContact {
  readonly invitation: Invitation;
  readonly resent: boolean;
}

/**
 * Invites a contact, as often as somebody wants to until it has an account: an invitation that is pending or has expired
 * gets a new link; after one that ended otherwise there is a new one.
 *
 * @throws {FoyerError} `not_found`, `forbidden`, `email_required`, `contact_has_account`, `customer_suspended`,
 * `grant_not_allowed`, and as `createInvitation` and {@link resendInvitation}
 */
export async function inviteContact(
  deps: InviteContactDeps,
  command: ContactCommand,
): Promise<InvitedContact> {
  const { by, customerId, contactId } = command;
  if (by.member === undefined) requireScope(by.principal, 'invitations:write');
  const rules = await deps.rules.rulesFor(by.principal.tenantId);
  return untilUnchanged(async () => {
    const [found, person] = await Promise.all([
      deps.people.customer(customerId),
      deps.people.find(customerId, contactId),
    ]);
    const customer = requireCustomerOf(by, found);
    requireOwner(by);
    const contact = requireThere(person);
    requireNoAccount(contact, 'nobody needs to invite it any more.');
    if (contact.email === undefined) throw emailRequired();
    requireNotSuspended(customer);
    // Nobody of a customer passes on what is not theirs, whoever chose it for the contact.
    if (by.member !== undefined) requireGrantable(by, contact.groups, rules);
    const earlier = await openInvitation(deps, contact);
    if (earlier !== undefined) {
      if (by.member !== undefined) requireGrantable(by, earlier.groups, rules);
      return { invitation: await resendInvitation(deps, by.principal, earlier.id), resent: true };
    }
    const now = deps.clock.now().toISOString();
    const invitation = await createInvitation(deps, {
      ...invitationFor(by, contact),
      invitee: {
        customer,
        contact,
        companions: ({ id }) => [
          deps.people.changing(contact, { ...contact, invitationId: id, updatedAt: now }),
          deps.people.changingCustomer(customer, statusWhenInvited(customer), {}, now),
        ],
      },
    });
    return { invitation, resent: false };
  });
}

/**
 * The contact's invitation that still can let somebody in, or could once it is renewed. One that was erased may have left its
 * id to somebody else's: an `Idempotency-Key` that is used again makes the same.
 */
export async function openInvitation(
  { people }: Pick<AddContactDeps, 'people'>,
  { id, invitationId }: Pick<Contact, 'id' | 'invitationId'>,
): Promise<Invitation | undefined> {
  if (invitationId === undefined) return undefined;
  const invitation = await people.invitation(invitationId);
  if (invitation?.contactId !== id) return undefined;
  const isOpen = invitation.status === 'pending' || invitation.status === 'accepting';
  return isOpen ? invitation : undefined;
}
