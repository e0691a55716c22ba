import { createContact, type CreateContactDeps } from '../modules/contacts/create-contact.ts';
import { deleteContact, type DeleteContactDeps } from '../modules/contacts/delete-contact.ts';
import { inviteContact } from '../modules/contacts/invite-contact.ts';
import {
  type AllContactsDeps,
  getContact,
  listAllContacts,
  listContacts,
  type ReadContactsDeps,
} from '../modules/contacts/read-contacts.ts';
import type { contactReference } from '../modules/contacts/responses.ts';
import type { contactRoutes } from '../modules/contacts/routes.ts';
import { updateContact, type UpdateContactDeps } from '../modules/contacts/update-contact.ts';
import { toContactResource } from '../modules/customers/customer-resource.ts';
import type { Operations } from '../modules/http/api.ts';
import { entityTag } from '../modules/http/entity-tag.ts';
import { toResource } from '../modules/invitations/invitation-resource.ts';
import type { ResendDeps } from '../modules/invitations/resend-invitation.ts';
import type { Contact } from '../modules/records/contact.ts';

export type ContactDeps = CreateContactDeps &
  ResendDeps &
  UpdateContactDeps &
  DeleteContactDeps &
  ReadContactsDeps &
  AllContactsDeps;

/** Returns the operations on the contacts of customers. The version is returned as an ETag. */
export function contactOperations(
  deps: ContactDeps,
): Operations<typeof contactRoutes, typeof contactReference> {
  return {
    async createContact({ principal, id, body, idempotencyKey }) {
      const contact = await createContact(deps, {
        by: { principal },
        customerId: id,
        request: body,
        idempotencyKey,
      });
      const location = `/v1/customers/${contact.customerId}/contacts/${contact.id}`;
      const { headers, body: created } = responseOf(contact);
      return { status: 201, headers: { location, ...headers }, body: created };
    },
    async listContacts({ principal, id, query: { limit, cursor } }) {
      const list = { by: { principal }, customerId: id, limit, cursor };
      const { rows, nextCursor } = await listContacts(deps, list);
      return { status: 200, body: { data: rows.map(toContactResource), nextCursor } };
    },
    async listAllContacts({ principal, query: { limit, cursor, ...filters } }) {
      const list = { tenantId: principal.tenantId, filters, limit, cursor };
      const { rows, nextCursor } = await listAllContacts(deps, list);
      const data = rows.map(({ contact, customerName }) => ({
        ...toContactResource(contact),
        ...(customerName !== undefined && { customerName }),
      }));
      return { status: 200, body: { data, nextCursor } };
    },
    async getContact(request) {
      return { status: 200, ...responseOf(await getContact(deps, commandOf(request))) };
    },
    async updateContact(request) {
      const { body: change, ifMatch } = request;
      const contact = await updateContact(deps, { ...commandOf(request), change, ifMatch });
      return { status: 200, ...responseOf(contact) };
    },
    async deleteContact(request) {
      await deleteContact(deps, { ...commandOf(request), ifMatch: request.ifMatch });
      return { status: 204 };
    },
    async inviteContact(request) {
      const { invitation, resent } = await inviteContact(deps, commandOf(request));
      const body = toResource(invitation, deps.clock.now());
      return { status: resent ? 200 : 201, body };
    },
  };
}

function commandOf({
  principal,
  id,
  params,
}: {
  readonly principal: ContactPrincipal;
  readonly id: string;
  readonly params: Readonly<Record<string, string>>;
}) {
  return { by: { principal }, customerId: id, contactId: params['contactId'] ?? '' };
}

type ContactPrincipal = Parameters<typeof getContact>[1]['by']['principal'];

function responseOf(contact: Contact) {
  return { headers: { etag: entityTag(contact) }, body: toContactResource(contact) };
}
