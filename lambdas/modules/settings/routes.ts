import { mayChange, maySee, type Route, THROTTLES } from '../http/route.ts';
import { updateTenantSchema } from '../tenants/requests.ts';
import { tenantResponse } from '../tenants/responses.ts';
import {
  createApplicationSchema,
  createPresetSchema,
  updateApplicationSchema,
  updatePresetSchema,
} from './requests.ts';
import {
  applicationPageResponse,
  applicationResponse,
  presetPageResponse,
  presetResponse,
} from './responses.ts';

const toSee = maySee('settings:read');

const toChange = mayChange('settings:write', THROTTLES.settings);

/** What a tenant is like and what it offers. */
export const settingsRoutes = {
  getTenant: {
    method: 'GET',
    path: '/v1/tenant',
    ...toSee,
    summary: 'Get your tenant',
    answers: { 200: tenantResponse },
    errors: ['not_found'],
  },
  updateTenant: {
    method: 'PATCH',
    path: '/v1/tenant',
    ...toChange,
    summary: 'Update your tenant',
    body: updateTenantSchema,
    answers: { 200: tenantResponse },
    errors: ['not_found', 'version_mismatch', 'temporarily_unavailable'],
  },
  listApplications: {
    method: 'GET',
    path: '/v1/applications',
    ...toSee,
    summary: 'List applications',
    answers: { 200: applicationPageResponse },
    errors: [],
  },
  createApplication: {
    method: 'POST',
    path: '/v1/applications',
    ...toChange,
    summary: 'Create an application',
    body: createApplicationSchema,
    answers: { 201: applicationResponse },
    errors: ['not_found', 'idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  getApplication: {
    method: 'GET',
    path: '/v1/applications/{id}',
    ...toSee,
    summary: 'Get an application',
    answers: { 200: applicationResponse },
    errors: [],
  },
  updateApplication: {
    method: 'PATCH',
    path: '/v1/applications/{id}',
    ...toChange,
    summary: 'Update an application',
    body: updateApplicationSchema,
    answers: { 200: applicationResponse },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  deleteApplication: {
    method: 'DELETE',
    path: '/v1/applications/{id}',
    ...toChange,
    summary: 'Delete an application',
    answers: { 204: null },
    errors: ['invalid_request', 'version_mismatch', 'temporarily_unavailable'],
  },
  listPresets: {
    method: 'GET',
    path: '/v1/presets',
    ...toSee,
    summary: 'List presets',
    answers: { 200: presetPageResponse },
    errors: [],
  },
  createPreset: {
    method: 'POST',
    path: '/v1/presets',
    ...toChange,
    summary: 'Create a preset',
    body: createPresetSchema,
    answers: { 201: presetResponse },
    errors: ['not_found', 'idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  getPreset: {
    method: 'GET',
    path: '/v1/presets/{id}',
    ...toSee,
    summary: 'Get a preset',
    answers: { 200: presetResponse },
    errors: [],
  },
  updatePreset: {
    method: 'PATCH',
    path: '/v1/presets/{id}',
    ...toChange,
    summary: 'Update a preset',
    body: updatePresetSchema,
    answers: { 200: presetResponse },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  deletePreset: {
    method: 'DELETE',
    path: '/v1/presets/{id}',
    ...toChange,
    summary: 'Delete a preset',
    answers: { 204: null },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
