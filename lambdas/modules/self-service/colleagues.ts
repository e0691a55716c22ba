import type { AccessDeps } from '../access/access.ts';
import { createContact, type CreateContactDeps } from '../contacts/create-contact.ts';
import { deleteContact } from '../contacts/delete-contact.ts';
import { type Invited, resendPermit } from '../contacts/invite.ts';
import { inviteContact } from '../contacts/invite-contact.ts';
import { listContacts, type ReadContactsDeps } from '../contacts/read-contacts.ts';
import type { CreateContactRequest, UpdateContactRequest } from '../contacts/requests.ts';
import { updateContact } from '../contacts/update-contact.ts';
import type { Principal } from '../http/principal.ts';
import type { ContactActor } from '../invitations/invitation-rules.ts';
import type { DynamoInvitationStore } from '../invitations/invitation-store.ts';
import { getInvitation } from '../invitations/read-invitations.ts';
import { type ResendDeps, resendInvitation } from '../invitations/resend-invitation.ts';
import { FoyerError } from '../platform/errors.ts';
import { type Contact, nameOf } from '../records/contact.ts';
import type { Invitation } from '../records/invitation.ts';
import {
  type CurrentMember,
  hideForeignConflicts,
  requireAccountOwner,
  requireCurrentMember,
} from './membership.ts';
import type { InviteColleagueRequest } from './requests.ts';

export interface ColleagueDeps extends AccessDeps, CreateContactDeps, ResendDeps, ReadContactsDeps {
  readonly invitations: Pick<DynamoInvitationStore, 'get' | 'create' | 'revoke'>;
}

export interface ColleagueCommand {
  readonly principal: Principal;
  readonly contactId: string;
  readonly ifMatch: string | undefined;
}

/** Everybody of one's own company, for everybody of it. @throws {FoyerError} `forbidden` */
export async function listColleagues(
  deps: ColleagueDeps,
  principal: Principal,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Awaited<ReturnType<typeof listContacts>>> {
  const membership = await requireCurrentMember(deps, principal);
  const by = actorOf(principal, membership);
  return listContacts(deps, { by, customerId: membership.customer.id, ...page });
}

/** Owners only. @throws {FoyerError} `forbidden`, and as `createContact` */
export async function createColleague(
  deps: ColleagueDeps,
  principal: Principal,
  request: CreateContactRequest,
  idempotencyKey: string | undefined,
): Promise<Contact> {
  const { by, customer } = await requireOwnership(deps, principal);
  return hideForeignConflicts(deps, customer, () =>
    createContact(deps, { by, customerId: customer.id, request, idempotencyKey }),
  );
}

/** Owners only. @throws {FoyerError} `forbidden`, and as `updateContact` */
export async function updateColleague(
  deps: ColleagueDeps,
  { principal, contactId, ifMatch }: ColleagueCommand,
  change: UpdateContactRequest,
): Promise<Contact> {
  const { by, customer } = await requireOwnership(deps, principal);
  return updateContact(deps, { by, customerId: customer.id, contactId, change, ifMatch });
}

/** Owners only, and never the last one of them. @throws {FoyerError} `forbidden`, and as `deleteContact` */
export async function deleteColleague(
  deps: ColleagueDeps,
  { principal, contactId, ifMatch }: ColleagueCommand,
): Promise<void> {
  const { by, customer } = await requireOwnership(deps, principal);
  await deleteContact(deps, { by, customerId: customer.id, contactId, ifMatch });
}

/**
 * Invites somebody new, or a colleague who is known already. Owners only.
 *
 * @throws {FoyerError} `forbidden`, and as `createContact` or `inviteContact`
 */
export async function inviteColleague(
  deps: ColleagueDeps,
  principal: Principal,
  { contactId, ...request }: InviteColleagueRequest,
  idempotencyKey: string | undefined,
): Promise<Invited> {
  const { by, customer } = await requireOwnership(deps, principal);
  const customerId = customer.id;
  if (contactId !== undefined)
    return hideForeignConflicts(deps, customer, () =>
      inviteContact(deps, { by, customerId, contactId }),
    );
  const contact = await hideForeignConflicts(deps, customer, () =>
    createContact(deps, {
      ...{ by, customerId, idempotencyKey },
      request: { ...request, sendInvite: true },
    }),
  );
  const { tenantId } = principal;
  const invitation = await getInvitation(deps, tenantId, contact.invitationId ?? '');
  return { invitation, resent: false };
}

/**
 * An invitation to one's own company, for one of its owners: of another company there is none.
 *
 * @throws {FoyerError} `forbidden`, `not_found`
 */
export async function requireInvitationOfOwn(
  deps: ColleagueDeps,
  principal: Principal,
  invitationId: string,
): Promise<Ownership & { readonly invitation: Invitation }> {
  const ownership = await requireOwnership(deps, principal);
  const invitation = await getInvitation(deps, principal.tenantId, invitationId);
  if (invitation.customerId !== ownership.customer.id)
    throw new FoyerError('not_found', 'The invitation does not exist.');
  return { ...ownership, invitation };
}

/**
 * Sends a colleague a new link. Owners only.
 *
 * @throws {FoyerError} `forbidden`, `not_found`, `grant_not_allowed`, and as `resendInvitation`
 */
export async function resendToColleague(
  deps: ColleagueDeps,
  principal: Principal,
  invitationId: string,
): Promise<Invitation> {
  const { by, customer } = await requireInvitationOfOwn(deps, principal, invitationId);
  const permit = await resendPermit(by, deps.rules);
  return hideForeignConflicts(deps, customer, () =>
    resendInvitation(deps, by.principal, invitationId, { permit }),
  );
}

/** An owner, and what they may do. */
export interface Ownership extends CurrentMember {
  readonly by: ContactActor;
}

/** @throws {FoyerError} `forbidden` */
export async function requireOwnership(deps: AccessDeps, principal: Principal): Promise<Ownership> {
  const membership = await requireCurrentMember(deps, principal);
  requireAccountOwner(membership);
  return { ...membership, by: actorOf(principal, membership) };
}

/** What the person may pass on, and the name that mails say, are those of the contact: a token may be older. */
function actorOf(principal: Principal, { contact }: CurrentMember): ContactActor {
  return {
    principal: { ...principal, name: nameOf(contact) ?? principal.name },
    member: contact,
  };
}
