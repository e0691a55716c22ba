import { mayChange, maySee, type Route, THROTTLES } from '../http/route.ts';
import { pageSchema } from '../invitations/requests.ts';
import { MAX_IMPORT_BYTES } from './csv-lines.ts';
import {
  createInvitationImportQuerySchema,
  createInvitationImportSchema,
  exportInvitationImportSchema,
  importResultsSchema,
} from './requests.ts';
import {
  importFileResponse,
  importPageResponse,
  importResponse,
  importResultsResponse,
} from './responses.ts';

const toSee = maySee('invitations:read');
const toChange = mayChange('invitations:write');

/** Invitations of many people at once. */
export const importRoutes = {
  createInvitationImport: {
    method: 'POST',
    path: '/v1/invitation-imports',
    function: 'admin-api',
    scope: 'invitations:write',
    throttle: THROTTLES.uploading,
    summary: 'Create an import',
    body: createInvitationImportSchema,
    csv: true,
    query: createInvitationImportQuerySchema,
    maxBodyBytes: MAX_IMPORT_BYTES,
    answers: { 202: importResponse },
    errors: ['idempotency_key_reused', 'rate_limited', 'temporarily_unavailable'],
    idempotent: true,
  },
  listInvitationImports: {
    method: 'GET',
    path: '/v1/invitation-imports',
    ...toSee,
    summary: 'List imports',
    query: pageSchema,
    answers: { 200: importPageResponse },
    errors: [],
  },
  getInvitationImport: {
    method: 'GET',
    path: '/v1/invitation-imports/{id}',
    ...toSee,
    summary: 'Get an import',
    query: importResultsSchema,
    answers: { 200: importResultsResponse },
    errors: [],
  },
  exportInvitationImport: {
    method: 'GET',
    path: '/v1/invitation-imports/{id}/export',
    ...toSee,
    summary: 'Export the results of an import',
    query: exportInvitationImportSchema,
    answers: { 200: importFileResponse },
    writes: 'text/csv',
    errors: [],
  },
  cancelInvitationImport: {
    method: 'POST',
    path: '/v1/invitation-imports/{id}/cancel',
    ...toChange,
    summary: 'Cancel an import',
    answers: { 200: importResponse },
    errors: ['temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
