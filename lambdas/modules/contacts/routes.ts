import { INVITING_REFUSALS, mayChange, maySee, type Route } from '../http/route.ts';
import {
  createContactSchema,
  listAllContactsSchema,
  listContactsSchema,
  updateContactSchema,
} from './requests.ts';

const toSee = maySee('customers:read');
const toChange = mayChange('customers:write');

export const contactRoutes = {
  createContact: {
    method: 'POST',
    path: '/v1/customers/{id}/contacts',
    ...toChange,
    mayNeed: ['invitations:write'],
    body: createContactSchema,
    errors: [
      ...INVITING_REFUSALS,
      'contact_limit_reached',
      'idempotency_key_reused',
      'idempotency_key_in_use',
    ],
    idempotent: true,
  },
  listContacts: {
    method: 'GET',
    path: '/v1/customers/{id}/contacts',
    ...toSee,
    query: listContactsSchema,
    errors: [],
  },
  listAllContacts: {
    method: 'GET',
    path: '/v1/contacts',
    ...toSee,
    query: listAllContactsSchema,
    errors: ['temporarily_unavailable'],
  },
  getContact: {
    method: 'GET',
    path: '/v1/customers/{id}/contacts/{contactId}',
    ...toSee,
    errors: [],
  },
  updateContact: {
    method: 'PATCH',
    path: '/v1/customers/{id}/contacts/{contactId}',
    ...toChange,
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
    ...toChange,
    errors: ['version_mismatch', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
  inviteContact: {
    method: 'POST',
    path: '/v1/customers/{id}/contacts/{contactId}/invite',
    ...toChange,
    alsoNeeds: ['invitations:write'],
    errors: [...INVITING_REFUSALS, 'contact_has_account', 'acceptance_in_progress'],
  },
} as const satisfies Record<string, Route>;
