import { canRead, canWrite, type Route, THROTTLES } from '../http/route.ts';
import {
  completeSetupSchema,
  createAdministratorSchema,
  setupTokenSchema,
  updateAdministratorSchema,
} from './requests.ts';

const read = canRead('administrators:read');
const write = canWrite('administrators:write', THROTTLES.settings);

/** The routes for a tenant's administrators. They require the full role and are not available to API clients. */
export const administratorRoutes = {
  listAdministrators: {
    method: 'GET',
    path: '/v1/administrators',
    ...read,
    errors: [],
  },
  createAdministrator: {
    method: 'POST',
    path: '/v1/administrators',
    ...write,
    body: createAdministratorSchema,
    errors: [
      'user_already_exists',
      'administrator_limit_reached',
      'email_suppressed',
      'idempotency_key_in_use',
      'idempotency_key_reused',
      'rate_limited',
      'temporarily_unavailable',
    ],
    idempotent: true,
  },
  getAdministrator: {
    method: 'GET',
    path: '/v1/administrators/{id}',
    ...read,
    errors: [],
  },
  updateAdministrator: {
    method: 'PATCH',
    path: '/v1/administrators/{id}',
    ...write,
    body: updateAdministratorSchema,
    errors: ['last_administrator', 'version_mismatch', 'temporarily_unavailable'],
  },
  resendAdministratorSetup: {
    method: 'POST',
    path: '/v1/administrators/{id}/resend',
    ...write,
    errors: ['administrator_active', 'email_suppressed', 'rate_limited', 'temporarily_unavailable'],
  },
  deleteAdministrator: {
    method: 'DELETE',
    path: '/v1/administrators/{id}',
    ...write,
    errors: ['last_administrator', 'version_mismatch', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;

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
    // Adds to the same quotas of Cognito as accepting an invitation, for far fewer people.
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
