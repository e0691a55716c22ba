import { type Route, THROTTLES } from '../http/route.ts';
import { completeSetupSchema, setupTokenSchema } from './setup-requests.ts';

const publicRoute = {
  function: 'sign-up-api',
  scope: 'public',
  throttle: THROTTLES.open,
} as const;

const DEAD_SETUP_LINK = [
  'not_found',
  'feature_not_available',
  'invitation_expired',
  'invitation_accepted',
] as const;

/** The routes for the holder of a setup link. */
export const administratorSetupRoutes = {
  getAdministratorSetupByToken: {
    method: 'POST',
    path: '/v1/administrator-setup/lookup',
    ...publicRoute,
    body: setupTokenSchema,
    errors: [...DEAD_SETUP_LINK],
  },
  completeAdministratorSetup: {
    method: 'POST',
    path: '/v1/administrator-setup/complete',
    ...publicRoute,
    // Uses the same Cognito quotas as accepting an invitation, for far fewer people.
    throttle: THROTTLES.settings,
    body: completeSetupSchema,
    errors: [
      ...DEAD_SETUP_LINK,
      'password_policy',
      'user_already_exists',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
    idempotent: true,
  },
} as const satisfies Record<string, Route>;
