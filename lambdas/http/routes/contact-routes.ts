import {
  createContactSchema,
  updateContactSchema,
  listContactsSchema,
} from '../../customers/contact-requests.ts';
import { contactPageResponse, contactResponse } from '../../customers/responses.ts';
import { invitationResponse } from '../../invitations/responses.ts';
import { INVITING_REFUSALS } from './refusals.ts';
import { mayChange, maySee } from './rights.ts';
import type { Route } from './route.ts';

const toSee = maySee('customers:read');
const toChange = mayChange('customers:write');

/** The people of a customer. */
export const contactRoutes = {
  createContact: {
    method: 'POST',
    path: '/v1/customers/{id}/contacts',
    ...toChange,
    summary: 'Add a person to a customer, and invite the person in the same step',
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
    summary: 'List the people of a customer',
    query: listContactsSchema,
    answers: { 200: contactPageResponse },
    errors: [],
  },
  getContact: {
    method: 'GET',
    path: '/v1/customers/{id}/contacts/{contactId}',
    ...toSee,
    summary: 'See one person of a customer',
    answers: { 200: contactResponse },
    errors: [],
  },
  updateContact: {
    method: 'PATCH',
    path: '/v1/customers/{id}/contacts/{contactId}',
    ...toChange,
    summary: 'Change what is known of a person',
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
    summary: 'Remove a person: access ends, the history stays',
    answers: { 204: null },
    errors: ['version_mismatch', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
  inviteContact: {
    method: 'POST',
    path: '/v1/customers/{id}/contacts/{contactId}/invite',
    ...toChange,
    summary: 'Invite a person of a customer, for the first time or again',
    answers: { 200: invitationResponse, 201: invitationResponse },
    errors: [...INVITING_REFUSALS, 'contact_has_account', 'acceptance_in_progress'],
  },
} as const satisfies Record<string, Route>;
