import { canRead, canWrite, type Route, THROTTLES } from '../http/route.ts';
import { updateTenantSchema } from '../tenants/requests.ts';
import {
  createApplicationSchema,
  createPresetSchema,
  updateApplicationSchema,
  updatePresetSchema,
} from './requests.ts';

const read = canRead('settings:read');

const write = canWrite('settings:write', THROTTLES.settings);

/** Routes for the tenant, its applications, and its presets. */
export const settingsRoutes = {
  getTenant: {
    method: 'GET',
    path: '/v1/tenant',
    ...read,
    errors: ['not_found'],
  },
  updateTenant: {
    method: 'PATCH',
    path: '/v1/tenant',
    ...write,
    body: updateTenantSchema,
    errors: ['not_found', 'version_mismatch', 'temporarily_unavailable'],
  },
  listApplications: {
    method: 'GET',
    path: '/v1/applications',
    ...read,
    errors: [],
  },
  createApplication: {
    method: 'POST',
    path: '/v1/applications',
    ...write,
    body: createApplicationSchema,
    errors: ['not_found', 'idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  getApplication: {
    method: 'GET',
    path: '/v1/applications/{id}',
    ...read,
    errors: [],
  },
  updateApplication: {
    method: 'PATCH',
    path: '/v1/applications/{id}',
    ...write,
    body: updateApplicationSchema,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  deleteApplication: {
    method: 'DELETE',
    path: '/v1/applications/{id}',
    ...write,
    errors: ['invalid_request', 'version_mismatch', 'temporarily_unavailable'],
  },
  listPresets: {
    method: 'GET',
    path: '/v1/presets',
    ...read,
    errors: [],
  },
  createPreset: {
    method: 'POST',
    path: '/v1/presets',
    ...write,
    body: createPresetSchema,
    errors: ['not_found', 'idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  getPreset: {
    method: 'GET',
    path: '/v1/presets/{id}',
    ...read,
    errors: [],
  },
  updatePreset: {
    method: 'PATCH',
    path: '/v1/presets/{id}',
    ...write,
    body: updatePresetSchema,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  deletePreset: {
    method: 'DELETE',
    path: '/v1/presets/{id}',
    ...write,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
