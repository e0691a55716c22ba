import {
  addContactSchema,
  changeContactSchema,
  listContactsSchema,
} from '../customers/contact-requests.ts';
import { contactPageResponse, contactResponse } from '../customers/responses.ts';
import { invitationResponse } from '../invitations/responses.ts';
import type { Route } from './routes.ts';
import { THROTTLES } from './throttles.ts';

const toSee = {
  function: 'admin-api',
  scope: 'customers:read',
  throttle: THROTTLES.reading,
} as const;

const toChange = {
  function: 'admin-api',
  scope: 'customers:write',
  throttle: THROTTLES.writing,
} as const;

const inviting = [
  'already_invited',
  'user_already_exists',
  'email_required',
  'email_suppressed',
  'customer_suspended',
  'grant_not_allowed',
  'rate_limited',
  'pending_limit_reached',
  'temporarily_unavailable',
] as const;

/** The people of a customer. */
export const contactRoutes = {
  addContact: {
    method: 'POST',
    path: '/v1/customers/{id}/contacts',
    ...toChange,
    summary: 'Add a person to a customer, and invite the person in the same step',
    body: addContactSchema,
    answers: { 201: contactResponse },
    errors: [
      ...inviting,
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
  changeContact: {
    method: 'PATCH',
    path: '/v1/customers/{id}/contacts/{contactId}',
    ...toChange,
    summary: 'Change what is known of a person',
    body: changeContactSchema,
    answers: { 200: contactResponse },
    errors: [
      'contact_has_account',
      'grant_not_allowed',
      'version_mismatch',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
  },
  removeContact: {
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
    errors: [...inviting, 'contact_has_account', 'acceptance_in_progress'],
  },
} as const satisfies Record<string, Route>;
