import { DEAD_LINK_REFUSALS, type Route, THROTTLES } from '../http/route.ts';
import { acceptSchema, codeSchema, tokenSchema, visitSchema } from './requests.ts';
import { acceptanceResponse, invitationLookupResponse, visitResponse } from './responses.ts';

const toAnybody = {
  function: 'sign-up-api',
  scope: 'public',
  throttle: THROTTLES.open,
} as const;

/** What somebody does who holds a link. */
export const signUpRoutes = {
  getInvitationByToken: {
    method: 'POST',
    path: '/v1/sign-up/lookup',
    ...toAnybody,
    summary: 'Get an invitation by its token',
    body: tokenSchema,
    answers: { 200: invitationLookupResponse },
    errors: [...DEAD_LINK_REFUSALS],
  },
  acceptInvitation: {
    method: 'POST',
    path: '/v1/sign-up/accept',
    ...toAnybody,
    summary: 'Accept an invitation',
    body: acceptSchema,
    answers: { 200: acceptanceResponse, 201: acceptanceResponse },
    errors: [
      ...DEAD_LINK_REFUSALS,
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
    ...toAnybody,
    summary: 'Send a verification code',
    body: codeSchema,
    answers: { 202: null },
    errors: [
      ...DEAD_LINK_REFUSALS,
      'email_mismatch',
      'email_suppressed',
      'rate_limited',
      'temporarily_unavailable',
    ],
  },
  requestNewInvitationLink: {
    method: 'POST',
    path: '/v1/sign-up/request-new',
    ...toAnybody,
    summary: 'Request a new invitation link',
    body: tokenSchema,
    answers: { 202: null },
    errors: ['temporarily_unavailable'],
  },
  declineInvitation: {
    method: 'POST',
    path: '/v1/sign-up/decline',
    ...toAnybody,
    summary: 'Decline an invitation',
    body: tokenSchema,
    answers: { 204: null },
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
    ...toAnybody,
    summary: 'Start sign-up with an identity provider',
    body: visitSchema,
    answers: { 200: visitResponse },
    errors: [
      ...DEAD_LINK_REFUSALS,
      'grant_not_allowed',
      'user_already_exists',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
  },
} as const satisfies Record<string, Route>;
