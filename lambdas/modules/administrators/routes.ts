import { canRead, canWrite, type Route, THROTTLES } from '../http/route.ts';
import { createAdministratorSchema, updateAdministratorSchema } from './requests.ts';

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
