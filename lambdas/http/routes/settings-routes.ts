import {
  updateApplicationSchema,
  createApplicationSchema,
} from '../../catalogue/application-requests.ts';
import {
  applicationPageResponse,
  applicationResponse,
} from '../../catalogue/application-responses.ts';
import { updatePresetSchema, createPresetSchema } from '../../catalogue/preset-requests.ts';
import { presetPageResponse, presetResponse } from '../../catalogue/preset-responses.ts';
import { updateTenantSchema } from '../../tenants/requests.ts';
import { tenantResponse } from '../../tenants/responses.ts';
import { mayChange, maySee } from './rights.ts';
import type { Route } from './route.ts';
import { THROTTLES } from './throttles.ts';

const toSee = maySee('settings:read');

const toChange = mayChange('settings:write', THROTTLES.settings);

/** What a tenant is like and what it offers. */
export const settingsRoutes = {
  getTenant: {
    method: 'GET',
    path: '/v1/tenant',
    ...toSee,
    summary: 'See your company’s name, branding, offer and settings',
    answers: { 200: tenantResponse },
    errors: ['not_found'],
  },
  updateTenant: {
    method: 'PATCH',
    path: '/v1/tenant',
    ...toChange,
    summary: 'Change name, branding, offer and settings; null brings back a default',
    body: updateTenantSchema,
    answers: { 200: tenantResponse },
    errors: ['not_found', 'version_mismatch', 'temporarily_unavailable'],
  },
  listApplications: {
    method: 'GET',
    path: '/v1/applications',
    ...toSee,
    summary: 'List applications: all of them',
    answers: { 200: applicationPageResponse },
    errors: [],
  },
  createApplication: {
    method: 'POST',
    path: '/v1/applications',
    ...toChange,
    summary: 'Add an application that people can be invited to',
    body: createApplicationSchema,
    answers: { 201: applicationResponse },
    errors: ['not_found', 'temporarily_unavailable'],
  },
  getApplication: {
    method: 'GET',
    path: '/v1/applications/{id}',
    ...toSee,
    summary: 'See one application',
    answers: { 200: applicationResponse },
    errors: [],
  },
  updateApplication: {
    method: 'PATCH',
    path: '/v1/applications/{id}',
    ...toChange,
    summary: 'Change an application',
    body: updateApplicationSchema,
    answers: { 200: applicationResponse },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  deleteApplication: {
    method: 'DELETE',
    path: '/v1/applications/{id}',
    ...toChange,
    summary: 'Delete an application that no preset uses',
    answers: { 204: null },
    errors: ['invalid_request', 'version_mismatch', 'temporarily_unavailable'],
  },
  listPresets: {
    method: 'GET',
    path: '/v1/presets',
    ...toSee,
    summary: 'List presets: all of them',
    answers: { 200: presetPageResponse },
    errors: [],
  },
  createPreset: {
    method: 'POST',
    path: '/v1/presets',
    ...toChange,
    summary: 'Add a preset: the same terms for many invitations',
    body: createPresetSchema,
    answers: { 201: presetResponse },
    errors: ['not_found', 'temporarily_unavailable'],
  },
  getPreset: {
    method: 'GET',
    path: '/v1/presets/{id}',
    ...toSee,
    summary: 'See one preset',
    answers: { 200: presetResponse },
    errors: [],
  },
  updatePreset: {
    method: 'PATCH',
    path: '/v1/presets/{id}',
    ...toChange,
    summary: 'Change what the next invitations with a preset say',
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
