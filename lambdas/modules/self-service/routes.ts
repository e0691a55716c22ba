import {
  createContactSchema,
  listContactsSchema,
  updateContactSchema,
} from '../contacts/requests.ts';
import { INVITING_REFUSALS, type Route, THROTTLES } from '../http/route.ts';
import {
  inviteColleagueSchema,
  listMyCustomerInvitationsSchema,
  updateMeSchema,
  updateMyCustomerSchema,
} from './requests.ts';

const toSee = {
  function: 'customer-api',
  scope: 'self',
  throttle: THROTTLES.reading,
} as const;

const toChange = {
  function: 'customer-api',
  scope: 'self',
  throttle: THROTTLES.writing,
} as const;

const INVITING_ERRORS = [
  ...INVITING_REFUSALS,
  'contact_limit_reached',
  'idempotency_key_reused',
  'idempotency_key_in_use',
] as const;

/** The self-service routes, with which contacts of a customer read and update their own profile and company. */
export const selfServiceRoutes = {
  getMe: {
    method: 'GET',
    path: '/v1/me',
    ...toSee,
    errors: [],
  },
  updateMe: {
    method: 'PATCH',
    path: '/v1/me',
    ...toChange,
    body: updateMeSchema,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  getMyCustomer: {
    method: 'GET',
    path: '/v1/me/customer',
    ...toSee,
    errors: [],
  },
  updateMyCustomer: {
    method: 'PATCH',
    path: '/v1/me/customer',
    ...toChange,
    body: updateMyCustomerSchema,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  listColleagues: {
    method: 'GET',
    path: '/v1/me/customer/contacts',
    ...toSee,
    query: listContactsSchema,
    errors: [],
  },
  createColleague: {
    method: 'POST',
    path: '/v1/me/customer/contacts',
    ...toChange,
    body: createContactSchema,
    errors: INVITING_ERRORS,
    idempotent: true,
  },
  updateColleague: {
    method: 'PATCH',
    path: '/v1/me/customer/contacts/{contactId}',
    ...toChange,
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
    ...toChange,
    errors: ['last_owner', 'version_mismatch', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
  inviteColleague: {
    method: 'POST',
    path: '/v1/me/customer/invitations',
    ...toChange,
    body: inviteColleagueSchema,
    errors: [...INVITING_ERRORS, 'not_found', 'contact_has_account', 'acceptance_in_progress'],
    idempotent: true,
  },
  listMyCustomerInvitations: {
    method: 'GET',
    path: '/v1/me/customer/invitations',
    ...toSee,
    query: listMyCustomerInvitationsSchema,
    errors: [],
  },
  resendMyCustomerInvitation: {
    method: 'POST',
    path: '/v1/me/customer/invitations/{id}/resend',
    ...toChange,
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
    ...toChange,
    errors: ['invitation_not_pending', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
