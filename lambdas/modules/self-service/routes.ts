import {
  createContactSchema,
  listContactsSchema,
  updateContactSchema,
} from '../contacts/requests.ts';
import { INVITE_ERRORS, type Route, THROTTLES } from '../http/route.ts';
import {
  inviteColleagueSchema,
  listMyCustomerInvitationsSchema,
  updateMeSchema,
  updateMyCustomerSchema,
} from './requests.ts';

const read = {
  function: 'customer-api',
  scope: 'self',
  throttle: THROTTLES.reading,
} as const;

const write = {
  function: 'customer-api',
  scope: 'self',
  throttle: THROTTLES.writing,
} as const;

const INVITING_ERRORS = [
  ...INVITE_ERRORS,
  'contact_limit_reached',
  'idempotency_key_reused',
  'idempotency_key_in_use',
] as const;

/** Self-service routes that contacts of a customer use to read and update their own profile and company. */
export const selfServiceRoutes = {
  getMe: {
    method: 'GET',
    path: '/v1/me',
    ...read,
    errors: [],
  },
  updateMe: {
    method: 'PATCH',
    path: '/v1/me',
    ...write,
    body: updateMeSchema,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  getMyCustomer: {
    method: 'GET',
    path: '/v1/me/customer',
    ...read,
    errors: [],
  },
  updateMyCustomer: {
    method: 'PATCH',
    path: '/v1/me/customer',
    ...write,
    body: updateMyCustomerSchema,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  listColleagues: {
    method: 'GET',
    path: '/v1/me/customer/contacts',
    ...read,
    query: listContactsSchema,
    errors: [],
  },
  createColleague: {
    method: 'POST',
    path: '/v1/me/customer/contacts',
    ...write,
    body: createContactSchema,
    errors: INVITING_ERRORS,
    idempotent: true,
  },
  updateColleague: {
    method: 'PATCH',
    path: '/v1/me/customer/contacts/{contactId}',
    ...write,
    body: updateContactSchema,
    errors: [
      'contact_has_account',
      'grant_not_allowed',
      'last_owner',
      'version_mismatch',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
  },
  deleteColleague: {
    method: 'DELETE',
    path: '/v1/me/customer/contacts/{contactId}',
    ...write,
    errors: ['last_owner', 'version_mismatch', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
  inviteColleague: {
    method: 'POST',
    path: '/v1/me/customer/invitations',
    ...write,
    body: inviteColleagueSchema,
    errors: [...INVITING_ERRORS, 'not_found', 'contact_has_account', 'acceptance_in_progress'],
    idempotent: true,
  },
  listMyCustomerInvitations: {
    method: 'GET',
    path: '/v1/me/customer/invitations',
    ...read,
    query: listMyCustomerInvitationsSchema,
    errors: [],
  },
  resendMyCustomerInvitation: {
    method: 'POST',
    path: '/v1/me/customer/invitations/{id}/resend',
    ...write,
    errors: [
      'invitation_not_pending',
      'acceptance_in_progress',
      'already_invited',
      'customer_suspended',
      'user_already_exists',
      'email_suppressed',
      'feature_not_available',
      'grant_not_allowed',
      'rate_limited',
      'temporarily_unavailable',
    ],
  },
  revokeMyCustomerInvitation: {
    method: 'POST',
    path: '/v1/me/customer/invitations/{id}/revoke',
    ...write,
    errors: ['invitation_not_pending', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
