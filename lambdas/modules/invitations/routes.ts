import { listInvitationsSchema } from './list-requests.ts';
import { createInvitationSchema } from './requests.ts';
import { invitationPageResponse, invitationResponse, invitationLinkResponse } from './responses.ts';
import { mayChange, maySee } from '../http/rights.ts';
import type { Route } from '../http/route.ts';
import { THROTTLES } from '../http/throttles.ts';

const toSee = maySee('invitations:read');
const toChange = mayChange('invitations:write');

/** Invitations, one at a time. */
export const invitationRoutes = {
  createInvitation: {
    method: 'POST',
    path: '/v1/invitations',
    ...toChange,
    summary: 'Create an invitation',
    body: createInvitationSchema,
    answers: { 201: invitationResponse },
    errors: [
      'grant_not_allowed',
      'feature_not_available',
      'user_already_exists',
      'already_invited',
      'customer_suspended',
      'contact_limit_reached',
      'email_suppressed',
      'invitation_not_pending',
      'acceptance_in_progress',
      'idempotency_key_reused',
      'idempotency_key_in_use',
      'rate_limited',
      'pending_limit_reached',
      'temporarily_unavailable',
    ],
    idempotent: true,
  },
  listInvitations: {
    method: 'GET',
    path: '/v1/invitations',
    ...toSee,
    summary: 'List invitations',
    query: listInvitationsSchema,
    answers: { 200: invitationPageResponse },
    errors: ['temporarily_unavailable'],
  },
  getInvitation: {
    method: 'GET',
    path: '/v1/invitations/{id}',
    ...toSee,
    summary: 'Get an invitation',
    answers: { 200: invitationResponse },
    errors: [],
  },
  resendInvitation: {
    method: 'POST',
    path: '/v1/invitations/{id}/resend',
    ...toChange,
    summary: 'Resend an invitation',
    answers: { 200: invitationResponse },
    errors: [
      'feature_not_available',
      'invitation_not_pending',
      'acceptance_in_progress',
      'already_invited',
      'customer_suspended',
      'user_already_exists',
      'email_suppressed',
      'rate_limited',
      'temporarily_unavailable',
    ],
  },
  createInvitationLink: {
    method: 'POST',
    path: '/v1/invitations/{id}/link',
    function: 'admin-api',
    scope: 'invitations:link',
    throttle: THROTTLES.writing,
    summary: 'Create an invitation link',
    answers: { 200: invitationLinkResponse },
    errors: [
      'not_found',
      'feature_not_available',
      'already_invited',
      'customer_suspended',
      'user_already_exists',
      'invitation_not_pending',
      'acceptance_in_progress',
      'rate_limited',
      'temporarily_unavailable',
    ],
  },
  deleteInvitation: {
    method: 'DELETE',
    path: '/v1/invitations/{id}',
    ...toChange,
    summary: 'Delete an invitation',
    answers: { 204: null },
    errors: [
      'not_found',
      'invitation_pending',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
  },
  revokeInvitation: {
    method: 'POST',
    path: '/v1/invitations/{id}/revoke',
    ...toChange,
    summary: 'Revoke an invitation',
    answers: { 200: invitationResponse },
    errors: ['invitation_not_pending', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
