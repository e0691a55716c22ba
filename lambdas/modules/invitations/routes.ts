import { canRead, canWrite, type Route, THROTTLES } from '../http/route.ts';
import { createInvitationSchema, listInvitationsSchema } from './requests.ts';

const read = canRead('invitations:read');
const write = canWrite('invitations:write');

/** Routes for individual invitations. */
export const invitationRoutes = {
  createInvitation: {
    method: 'POST',
    path: '/v1/invitations',
    ...write,
    body: createInvitationSchema,
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
    ...read,
    query: listInvitationsSchema,
    errors: ['temporarily_unavailable'],
  },
  getInvitation: {
    method: 'GET',
    path: '/v1/invitations/{id}',
    ...read,
    errors: [],
  },
  resendInvitation: {
    method: 'POST',
    path: '/v1/invitations/{id}/resend',
    ...write,
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
    ...write,
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
    ...write,
    errors: ['invitation_not_pending', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
