import type { InviteCommand, Invitee } from '../invitations/draft-invitation.ts';
import { inviteCustomer, type InviteDeps } from '../invitations/invite-customer.ts';
import type { Invitation } from '../invitations/invitation.ts';
import type { CreateInvitationRequest } from '../invitations/requests.ts';
import { parseEmailAddress } from '../shared/email-address.ts';
import { statusWhenInvited, type AddContactDeps } from './add-contact.ts';
import { profileOf } from './contact-profile.ts';
import { untilUnchanged } from './contact-rules.ts';
import { statusOf, type Contact } from './contact.ts';

export type InviteToCustomerDeps = InviteDeps & Pick<AddContactDeps, 'people' | 'clock'>;

/** So many contacts are read at once: more than most customers have. */
const AT_ONCE = 100;

/**
 * Invites an address as {@link inviteCustomer} does. Where it is that of a contact of the customer who has no account yet,
 * that contact is invited, instead of a second one with the same address.
 *
 * @throws {FoyerError} as {@link inviteCustomer}
 */
export async function inviteToCustomer(
  deps: InviteToCustomerDeps,
  command: InviteCommand,
): Promise<Invitation> {
  const { customerId } = command.request;
  if (customerId === undefined) return inviteCustomer(deps, command);
  return untilUnchanged(async () => {
    const invitee = await knownPerson(deps, command, customerId);
    if (invitee === undefined) return inviteCustomer(deps, command);
    const { request, asked = request } = command;
    const filled = filledIn(request, invitee.contact);
    return inviteCustomer(deps, { ...command, request: filled, asked, invitee });
  });
}

/** Whoever has an account is refused as anybody who has one, and whoever was removed begins anew. */
async function knownPerson(
  deps: InviteToCustomerDeps,
  { principal, request }: InviteCommand,
  customerId: string,
): Promise<(Invitee & { readonly contact: Contact }) | undefined> {
  const customer = await deps.people.customer(customerId);
  if (customer?.tenantId !== principal.tenantId) return undefined;
  const contact = await withAddress(deps, customerId, request.email);
  if (contact === undefined) return undefined;
  const now = deps.clock.now().toISOString();
  return {
    customer,
    contact,
    companions: ({ id }) => [
      deps.people.changing(contact, { ...contact, invitationId: id, updatedAt: now }),
      deps.people.changingCustomer(customer, statusWhenInvited(customer), {}, now),
    ],
  };
}

async function withAddress(
  { people }: InviteToCustomerDeps,
  customerId: string,
  typed: string,
): Promise<Contact | undefined> {
  const wanted = normalised(typed);
  if (wanted === undefined) return undefined;
  let after: string | undefined;
  do {
    const { rows, next } = await people.list(customerId, AT_ONCE, after);
    const found = rows.find(
      (contact) => isToCome(contact) && normalised(contact.email ?? '') === wanted,
    );
    if (found !== undefined) return found;
    after = next;
  } while (after !== undefined);
  return undefined;
}

function isToCome(contact: Contact): boolean {
  return ['new', 'invited'].includes(statusOf(contact));
}

function normalised(typed: string): string | undefined {
  const address = parseEmailAddress(typed);
  return 'normalised' in address ? address.normalised : undefined;
}

/** What is known of the person fills in what the request leaves out; a preset does that itself. */
function filledIn(request: CreateInvitationRequest, contact: Contact): CreateInvitationRequest {
  if (request.presetId !== undefined) return request;
  const groups = request.groups ?? contact.groups;
  return {
    ...request,
    profile: { ...profileOf(contact), ...request.profile },
    ...(groups.length > 0 && { groups }),
  };
}
