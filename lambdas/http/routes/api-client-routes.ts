import { createApiClientSchema } from '../../api-clients/requests.ts';
import {
  apiClientPageResponse,
  apiClientResponse,
  apiClientWithSecretResponse,
} from '../../api-clients/responses.ts';
import { mayChange, maySee } from './rights.ts';
import type { Route } from './route.ts';
import { THROTTLES } from './throttles.ts';

const toSee = maySee('settings:read');

/** Each changes clients of the user pool, which Cognito lets nobody do often. */
const toChange = mayChange('settings:write', THROTTLES.settings);

/** A tenant's own programs, which call the API without a person. */
export const apiClientRoutes = {
  createApiClient: {
    method: 'POST',
    path: '/v1/api-clients',
    ...toChange,
    summary: 'Let a program of yours call this API',
    body: createApiClientSchema,
    answers: { 201: apiClientWithSecretResponse },
    errors: ['grant_not_allowed', 'temporarily_unavailable'],
  },
  listApiClients: {
    method: 'GET',
    path: '/v1/api-clients',
    ...toSee,
    summary: 'List API clients: all of them',
    answers: { 200: apiClientPageResponse },
    errors: [],
  },
  getApiClient: {
    method: 'GET',
    path: '/v1/api-clients/{id}',
    ...toSee,
    summary: 'See one API client',
    answers: { 200: apiClientResponse },
    errors: [],
  },
  rotateApiClientSecret: {
    method: 'POST',
    path: '/v1/api-clients/{id}/rotate',
    ...toChange,
    summary: 'Get another secret; the one before works on for now',
    answers: { 200: apiClientWithSecretResponse },
    errors: ['grant_not_allowed', 'version_mismatch', 'temporarily_unavailable'],
  },
  revokePreviousApiClientSecret: {
    method: 'DELETE',
    path: '/v1/api-clients/{id}/previous-secret',
    ...toChange,
    summary: 'Let only the newest secret of an API client work',
    answers: { 204: null },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  deleteApiClient: {
    method: 'DELETE',
    path: '/v1/api-clients/{id}',
    ...toChange,
    summary: 'Delete an API client: it is let in no more',
    answers: { 204: null },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
