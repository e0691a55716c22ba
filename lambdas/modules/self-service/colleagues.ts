import type { AccessDeps } from '../access/access.ts';
import { createContact, type CreateContactDeps } from '../contacts/create-contact.ts';
import { deleteContact } from '../contacts/delete-contact.ts';
import { type Invited, resendAuthorizer } from '../contacts/invite.ts';
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

/**
 * Lists the contacts of the caller's own company. Every contact of the company can call this.
 *
 * @throws {FoyerError} `forbidden`
 */
export async function listColleagues(
  deps: ColleagueDeps,
  principal: Principal,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Awaited<ReturnType<typeof listContacts>>> {
  const membership = await requireCurrentMember(deps, principal);
  const by = actorOf(principal, membership);
  return listContacts(deps, { by, customerId: membership.customer.id, ...page });
}

/**
 * Creates a colleague. Only owners can call this.
 *
 * @throws {FoyerError} `forbidden`, and the errors of `createContact`
 */
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

/**
 * Updates a colleague. Only owners can call this.
 *
 * @throws {FoyerError} `forbidden`, and the errors of `updateContact`
 */
export async function updateColleague(
  deps: ColleagueDeps,
  { principal, contactId, ifMatch }: ColleagueCommand,
  change: UpdateContactRequest,
): Promise<Contact> {
  const { by, customer } = await requireOwnership(deps, principal);
  return updateContact(deps, { by, customerId: customer.id, contactId, change, ifMatch });
}

/**
 * Deletes a colleague. Only owners can call this, and the last owner cannot be deleted.
 *
 * @throws {FoyerError} `forbidden`, and the errors of `deleteContact`
 */
export async function deleteColleague(
  deps: ColleagueDeps,
  { principal, contactId, ifMatch }: ColleagueCommand,
): Promise<void> {
  const { by, customer } = await requireOwnership(deps, principal);
  await deleteContact(deps, { by, customerId: customer.id, contactId, ifMatch });
}

/**
 * Invites a new person or an existing colleague. Only owners can call this.
 *
 * @throws {FoyerError} `forbidden`, and the errors of `createContact` or `inviteContact`
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
 * Returns an invitation to the caller's own company. Only owners can call this. Invitations to other companies are
 * treated as missing.
 *
 * @throws {FoyerError} `forbidden`, `not_found`
 */
export async function requireOwnInvitation(
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
 * Emails a colleague a new link. Only owners can call this.
 *
 * @throws {FoyerError} `forbidden`, `not_found`, `grant_not_allowed`, and the errors of `resendInvitation`
 */
export async function resendToColleague(
  deps: ColleagueDeps,
  principal: Principal,
  invitationId: string,
): Promise<Invitation> {
  const { by, customer } = await requireOwnInvitation(deps, principal, invitationId);
  const permit = await resendAuthorizer(by, deps.rules);
  return hideForeignConflicts(deps, customer, () =>
    resendInvitation(deps, by.principal, invitationId, { permit }),
  );
}

/** An owner, and the actor that limits what the owner can grant. */
export interface Ownership extends CurrentMember {
  readonly by: ContactActor;
}

/** @throws {FoyerError} `forbidden` */
export async function requireOwnership(deps: AccessDeps, principal: Principal): Promise<Ownership> {
  const membership = await requireCurrentMember(deps, principal);
  requireAccountOwner(membership);
  return { ...membership, by: actorOf(principal, membership) };
}

/**
 * Uses the contact's current name, which emails show, and current groups, which limit what the owner can grant. The
 * token can be outdated.
 */
function actorOf(principal: Principal, { contact }: CurrentMember): ContactActor {
  return {
    principal: { ...principal, name: nameOf(contact) ?? principal.name },
    member: contact,
  };
}
