import {
  createContactSchema,
  updateContactSchema,
  listContactsSchema,
} from '../../customers/contact-requests.ts';
import {
  updateMeSchema,
  updateMyCustomerSchema,
  inviteColleagueSchema,
  listMyCustomerInvitationsSchema,
} from '../../members/requests.ts';
import {
  colleaguePageResponse,
  colleagueResponse,
  meResponse,
  ownCustomerResponse,
  ownInvitationPageResponse,
  ownInvitationResponse,
} from '../../members/responses.ts';
import { INVITING_REFUSALS } from './refusals.ts';
import type { Route } from './route.ts';
import { THROTTLES } from './throttles.ts';

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
export const selfRoutes = {
  getMe: {
    method: 'GET',
    path: '/v1/me',
    ...toSee,
    summary: 'See who you are',
    answers: { 200: meResponse },
    errors: [],
  },
  updateMe: {
    method: 'PATCH',
    path: '/v1/me',
    ...toChange,
    summary: 'Change what is known about you',
    body: updateMeSchema,
    answers: { 200: meResponse },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  getMyCustomer: {
    method: 'GET',
    path: '/v1/me/customer',
    ...toSee,
    summary: 'See your company',
    answers: { 200: ownCustomerResponse },
    errors: [],
  },
  updateMyCustomer: {
    method: 'PATCH',
    path: '/v1/me/customer',
    ...toChange,
    summary: 'Change what your company says about itself, as one of its owners',
    body: updateMyCustomerSchema,
    answers: { 200: ownCustomerResponse },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  listColleagues: {
    method: 'GET',
    path: '/v1/me/customer/contacts',
    ...toSee,
    summary: 'List the people of your company',
    query: listContactsSchema,
    answers: { 200: colleaguePageResponse },
    errors: [],
  },
  createColleague: {
    method: 'POST',
    path: '/v1/me/customer/contacts',
    ...toChange,
    summary: 'Add a colleague, and invite them in the same step, as an owner',
    body: createContactSchema,
    answers: { 201: colleagueResponse },
    errors: inviting,
    idempotent: true,
  },
  updateColleague: {
    method: 'PATCH',
    path: '/v1/me/customer/contacts/{contactId}',
    ...toChange,
    summary: 'Change what is known of a colleague, or their role, as an owner',
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
    summary: 'Remove a colleague: access ends at once, as an owner',
    answers: { 204: null },
    errors: ['last_owner', 'version_mismatch', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
  inviteColleague: {
    method: 'POST',
    path: '/v1/me/customer/invitations',
    ...toChange,
    summary: 'Invite a colleague, as an owner',
    body: inviteColleagueSchema,
    answers: { 200: ownInvitationResponse, 201: ownInvitationResponse },
    errors: [...inviting, 'not_found', 'contact_has_account', 'acceptance_in_progress'],
    idempotent: true,
  },
  listMyCustomerInvitations: {
    method: 'GET',
    path: '/v1/me/customer/invitations',
    ...toSee,
    summary: 'List the invitations to your company, as an owner',
    query: listMyCustomerInvitationsSchema,
    answers: { 200: ownInvitationPageResponse },
    errors: [],
  },
  resendMyCustomerInvitation: {
    method: 'POST',
    path: '/v1/me/customer/invitations/{id}/resend',
    ...toChange,
    summary: 'Mail a colleague a new link; the old one is dead, as an owner',
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
    summary: 'Take an invitation to your company back, as an owner',
    answers: { 200: ownInvitationResponse },
    errors: ['invitation_not_pending', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
