import { canRead, canWrite, type Route, THROTTLES } from '../http/route.ts';
import { createApiClientSchema } from './requests.ts';

const read = canRead('settings:read');

/** Changes to the user pool's clients. The throttle is low because Cognito limits these calls. */
const write = canWrite('settings:write', THROTTLES.settings);

/** Routes for API clients: a tenant's programs that call the API without a signed-in person. */
export const apiClientRoutes = {
  createApiClient: {
    method: 'POST',
    path: '/v1/api-clients',
    ...write,
    body: createApiClientSchema,
    errors: [
      'feature_not_available',
      'grant_not_allowed',
      'idempotency_key_reused',
      'idempotency_key_in_use',
      'temporarily_unavailable',
    ],
    idempotent: true,
  },
  listApiClients: {
    method: 'GET',
    path: '/v1/api-clients',
    ...read,
    errors: [],
  },
  getApiClient: {
    method: 'GET',
    path: '/v1/api-clients/{id}',
    ...read,
    errors: [],
  },
  rotateApiClientSecret: {
    method: 'POST',
    path: '/v1/api-clients/{id}/rotate',
    ...write,
    errors: ['grant_not_allowed', 'version_mismatch', 'temporarily_unavailable'],
  },
  revokePreviousApiClientSecret: {
    method: 'DELETE',
    path: '/v1/api-clients/{id}/previous-secret',
    ...write,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  deleteApiClient: {
    method: 'DELETE',
    path: '/v1/api-clients/{id}',
    ...write,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
