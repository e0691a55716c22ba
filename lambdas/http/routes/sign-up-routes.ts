import { acceptSchema, codeSchema, tokenSchema, visitSchema } from '../../sign-up/requests.ts';
import {
  acceptanceResponse,
  invitationLookupResponse,
  visitResponse,
} from '../../sign-up/responses.ts';
import { DEAD_LINK_REFUSALS } from './refusals.ts';
import type { Route } from './route.ts';
import { THROTTLES } from './throttles.ts';

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
    summary: 'Read what an invitation link offers; changes nothing',
    body: tokenSchema,
    answers: { 200: invitationLookupResponse },
    errors: [...DEAD_LINK_REFUSALS],
  },
  acceptInvitation: {
    method: 'POST',
    path: '/v1/sign-up/accept',
    ...toAnybody,
    summary: 'Sign up with an invitation link',
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
    summary: 'Have a code mailed that proves the address of the account',
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
    summary: 'Ask for a new link where the old one has expired',
    body: tokenSchema,
    answers: { 202: null },
    errors: ['temporarily_unavailable'],
  },
  declineInvitation: {
    method: 'POST',
    path: '/v1/sign-up/decline',
    ...toAnybody,
    summary: 'Say no to an invitation',
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
    summary: 'Leave for an identity provider, to sign up by signing in there',
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
