import { canRead, canWrite, INVITE_ERRORS, type Route } from '../http/route.ts';
import {
  createContactSchema,
  listAllContactsSchema,
  listContactsSchema,
  updateContactSchema,
} from './requests.ts';

const read = canRead('customers:read');
const write = canWrite('customers:write');

export const contactRoutes = {
  createContact: {
    method: 'POST',
    path: '/v1/customers/{id}/contacts',
    ...write,
    mayNeed: ['invitations:write'],
    body: createContactSchema,
    errors: [
      ...INVITE_ERRORS,
      'contact_limit_reached',
      'idempotency_key_reused',
      'idempotency_key_in_use',
    ],
    idempotent: true,
  },
  listContacts: {
    method: 'GET',
    path: '/v1/customers/{id}/contacts',
    ...read,
    query: listContactsSchema,
    errors: [],
  },
  listAllContacts: {
    method: 'GET',
    path: '/v1/contacts',
    ...read,
    query: listAllContactsSchema,
    errors: ['temporarily_unavailable'],
  },
  getContact: {
    method: 'GET',
    path: '/v1/customers/{id}/contacts/{contactId}',
    ...read,
    errors: [],
  },
  updateContact: {
    method: 'PATCH',
    path: '/v1/customers/{id}/contacts/{contactId}',
    ...write,
    body: updateContactSchema,
    errors: [
      'contact_has_account',
      'grant_not_allowed',
      'version_mismatch',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
  },
  deleteContact: {
    method: 'DELETE',
    path: '/v1/customers/{id}/contacts/{contactId}',
    ...write,
    errors: ['version_mismatch', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
  inviteContact: {
    method: 'POST',
    path: '/v1/customers/{id}/contacts/{contactId}/invite',
    ...write,
    alsoNeeds: ['invitations:write'],
    errors: [...INVITE_ERRORS, 'contact_has_account', 'acceptance_in_progress'],
  },
} as const satisfies Record<string, Route>;
