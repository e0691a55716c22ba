import { mayChange, maySee, type Route, THROTTLES } from '../http/route.ts';
import { updateTenantSchema } from '../tenants/requests.ts';
import {
  createApplicationSchema,
  createPresetSchema,
  updateApplicationSchema,
  updatePresetSchema,
} from './requests.ts';

const toSee = maySee('settings:read');

const toChange = mayChange('settings:write', THROTTLES.settings);

/** Routes for the tenant and what it offers. */
export const settingsRoutes = {
  getTenant: {
    method: 'GET',
    path: '/v1/tenant',
    ...toSee,
    errors: ['not_found'],
  },
  updateTenant: {
    method: 'PATCH',
    path: '/v1/tenant',
    ...toChange,
    body: updateTenantSchema,
    errors: ['not_found', 'version_mismatch', 'temporarily_unavailable'],
  },
  listApplications: {
    method: 'GET',
    path: '/v1/applications',
    ...toSee,
    errors: [],
  },
  createApplication: {
    method: 'POST',
    path: '/v1/applications',
    ...toChange,
    body: createApplicationSchema,
    errors: ['not_found', 'idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  getApplication: {
    method: 'GET',
    path: '/v1/applications/{id}',
    ...toSee,
    errors: [],
  },
  updateApplication: {
    method: 'PATCH',
    path: '/v1/applications/{id}',
    ...toChange,
    body: updateApplicationSchema,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  deleteApplication: {
    method: 'DELETE',
    path: '/v1/applications/{id}',
    ...toChange,
    errors: ['invalid_request', 'version_mismatch', 'temporarily_unavailable'],
  },
  listPresets: {
    method: 'GET',
    path: '/v1/presets',
    ...toSee,
    errors: [],
  },
  createPreset: {
    method: 'POST',
    path: '/v1/presets',
    ...toChange,
    body: createPresetSchema,
    errors: ['not_found', 'idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  getPreset: {
    method: 'GET',
    path: '/v1/presets/{id}',
    ...toSee,
    errors: [],
  },
  updatePreset: {
    method: 'PATCH',
    path: '/v1/presets/{id}',
    ...toChange,
    body: updatePresetSchema,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  deletePreset: {
    method: 'DELETE',
    path: '/v1/presets/{id}',
    ...toChange,
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
