import { LINK_ERRORS, type Route, THROTTLES } from '../http/route.ts';
import { acceptSchema, codeSchema, tokenSchema, visitSchema } from './requests.ts';

const publicRoute = {
  function: 'sign-up-api',
  scope: 'public',
  throttle: THROTTLES.open,
} as const;

/** Routes for holders of an invitation link. */
export const signUpRoutes = {
  getInvitationByToken: {
    method: 'POST',
    path: '/v1/sign-up/lookup',
    ...publicRoute,
    throttle: THROTTLES.opening,
    body: tokenSchema,
    errors: [...LINK_ERRORS],
  },
  acceptInvitation: {
    method: 'POST',
    path: '/v1/sign-up/accept',
    ...publicRoute,
    throttle: THROTTLES.signingUp,
    body: acceptSchema,
    errors: [
      ...LINK_ERRORS,
      'password_policy',
      'grant_not_allowed',
      'email_mismatch',
      'user_already_exists',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
    idempotent: true,
  },
  sendVerificationCode: {
    method: 'POST',
    path: '/v1/sign-up/code',
    ...publicRoute,
    body: codeSchema,
    errors: [
      ...LINK_ERRORS,
      'email_mismatch',
      'email_suppressed',
      'rate_limited',
      'temporarily_unavailable',
    ],
  },
  requestNewInvitationLink: {
    method: 'POST',
    path: '/v1/sign-up/request-new',
    ...publicRoute,
    body: tokenSchema,
    errors: ['temporarily_unavailable'],
  },
  declineInvitation: {
    method: 'POST',
    path: '/v1/sign-up/decline',
    ...publicRoute,
    body: tokenSchema,
    errors: [
      'not_found',
      'invitation_expired',
      'invitation_revoked',
      'invitation_accepted',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
  },
  startProviderSignUp: {
    method: 'POST',
    path: '/v1/sign-up/provider',
    ...publicRoute,
    body: visitSchema,
    errors: [
      ...LINK_ERRORS,
      'grant_not_allowed',
      'user_already_exists',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
  },
} as const satisfies Record<string, Route>;
