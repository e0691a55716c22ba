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
import {
  colleaguePageResponse,
  colleagueResponse,
  meResponse,
  ownCustomerResponse,
  ownInvitationPageResponse,
  ownInvitationResponse,
} from './responses.ts';

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

const inviting = [
  ...INVITING_REFUSALS,
  'contact_limit_reached',
  'idempotency_key_reused',
  'idempotency_key_in_use',
] as const;

/** The customer's own corner: what people of a customer see and change of themselves and of their company. */
export const selfServiceRoutes = {
  getMe: {
    method: 'GET',
    path: '/v1/me',
    ...toSee,
    summary: 'Get your profile',
    answers: { 200: meResponse },
    errors: [],
  },
  updateMe: {
    method: 'PATCH',
    path: '/v1/me',
    ...toChange,
    summary: 'Update your profile',
    body: updateMeSchema,
    answers: { 200: meResponse },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  getMyCustomer: {
    method: 'GET',
    path: '/v1/me/customer',
    ...toSee,
    summary: 'Get your company',
    answers: { 200: ownCustomerResponse },
    errors: [],
  },
  updateMyCustomer: {
    method: 'PATCH',
    path: '/v1/me/customer',
    ...toChange,
    summary: 'Update your company',
    body: updateMyCustomerSchema,
    answers: { 200: ownCustomerResponse },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  listColleagues: {
    method: 'GET',
    path: '/v1/me/customer/contacts',
    ...toSee,
    summary: 'List colleagues',
    query: listContactsSchema,
    answers: { 200: colleaguePageResponse },
    errors: [],
  },
  createColleague: {
    method: 'POST',
    path: '/v1/me/customer/contacts',
    ...toChange,
    summary: 'Create a colleague',
    body: createContactSchema,
    answers: { 201: colleagueResponse },
    errors: inviting,
    idempotent: true,
  },
  updateColleague: {
    method: 'PATCH',
    path: '/v1/me/customer/contacts/{contactId}',
    ...toChange,
    summary: 'Update a colleague',
    body: updateContactSchema,
    answers: { 200: colleagueResponse },
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
    summary: 'Delete a colleague',
    answers: { 204: null },
    errors: ['last_owner', 'version_mismatch', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
  inviteColleague: {
    method: 'POST',
    path: '/v1/me/customer/invitations',
    ...toChange,
    summary: 'Invite a colleague',
    body: inviteColleagueSchema,
    answers: { 200: ownInvitationResponse, 201: ownInvitationResponse },
    errors: [...inviting, 'not_found', 'contact_has_account', 'acceptance_in_progress'],
    idempotent: true,
  },
  listMyCustomerInvitations: {
    method: 'GET',
    path: '/v1/me/customer/invitations',
    ...toSee,
    summary: 'List invitations to your company',
    query: listMyCustomerInvitationsSchema,
    answers: { 200: ownInvitationPageResponse },
    errors: [],
  },
  resendMyCustomerInvitation: {
    method: 'POST',
    path: '/v1/me/customer/invitations/{id}/resend',
    ...toChange,
    summary: 'Resend an invitation to your company',
    answers: { 200: ownInvitationResponse },
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
    summary: 'Revoke an invitation to your company',
    answers: { 200: ownInvitationResponse },
    errors: ['invitation_not_pending', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
