import { INVITING_REFUSALS, mayChange, maySee, type Route } from '../http/route.ts';
import { invitationResponse } from '../invitations/responses.ts';
import {
  createContactSchema,
  listAllContactsSchema,
  listContactsSchema,
  updateContactSchema,
} from './requests.ts';
import { allContactsPageResponse, contactPageResponse, contactResponse } from './responses.ts';

const toSee = maySee('customers:read');
const toChange = mayChange('customers:write');

/** The people of a customer. */
export const contactRoutes = {
  createContact: {
    method: 'POST',
    path: '/v1/customers/{id}/contacts',
    ...toChange,
    mayNeed: ['invitations:write'],
    summary: 'Create a contact',
    body: createContactSchema,
    answers: { 201: contactResponse },
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
    summary: 'List contacts',
    query: listContactsSchema,
    answers: { 200: contactPageResponse },
    errors: [],
  },
  listAllContacts: {
    method: 'GET',
    path: '/v1/contacts',
    ...toSee,
    summary: 'List contacts of all customers',
    query: listAllContactsSchema,
    answers: { 200: allContactsPageResponse },
    errors: ['temporarily_unavailable'],
  },
  getContact: {
    method: 'GET',
    path: '/v1/customers/{id}/contacts/{contactId}',
    ...toSee,
    summary: 'Get a contact',
    answers: { 200: contactResponse },
    errors: [],
  },
  updateContact: {
    method: 'PATCH',
    path: '/v1/customers/{id}/contacts/{contactId}',
    ...toChange,
    summary: 'Update a contact',
    body: updateContactSchema,
    answers: { 200: contactResponse },
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
    summary: 'Delete a contact',
    answers: { 204: null },
    errors: ['version_mismatch', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
  inviteContact: {
    method: 'POST',
    path: '/v1/customers/{id}/contacts/{contactId}/invite',
    ...toChange,
    alsoNeeds: ['invitations:write'],
    summary: 'Invite a contact',
    answers: { 200: invitationResponse, 201: invitationResponse },
    errors: [...INVITING_REFUSALS, 'contact_has_account', 'acceptance_in_progress'],
  },
} as const satisfies Record<string, Route>;
