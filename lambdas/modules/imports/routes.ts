import { canRead, canWrite, type Route, THROTTLES } from '../http/route.ts';
import { pageSchema } from '../invitations/requests.ts';
import { MAX_IMPORT_BYTES } from './csv-lines.ts';
import {
  createInvitationImportQuerySchema,
  createInvitationImportSchema,
  exportInvitationImportSchema,
  importResultsSchema,
} from './requests.ts';

const read = canRead('invitations:read');
const write = canWrite('invitations:write');

/** Routes for imports, which invite many people with one request. */
export const importRoutes = {
  createInvitationImport: {
    method: 'POST',
    path: '/v1/invitation-imports',
    function: 'admin-api',
    scope: 'invitations:write',
    throttle: THROTTLES.uploading,
    body: createInvitationImportSchema,
    csv: true,
    query: createInvitationImportQuerySchema,
    maxBodyBytes: MAX_IMPORT_BYTES,
    errors: ['idempotency_key_reused', 'rate_limited', 'temporarily_unavailable'],
    idempotent: true,
  },
  listInvitationImports: {
    method: 'GET',
    path: '/v1/invitation-imports',
    ...read,
    query: pageSchema,
    errors: [],
  },
  getInvitationImport: {
    method: 'GET',
    path: '/v1/invitation-imports/{id}',
    ...read,
    query: importResultsSchema,
    errors: [],
  },
  exportInvitationImport: {
    method: 'GET',
    path: '/v1/invitation-imports/{id}/export',
    ...read,
    query: exportInvitationImportSchema,
    writes: 'text/csv',
    errors: [],
  },
  cancelInvitationImport: {
    method: 'POST',
    path: '/v1/invitation-imports/{id}/cancel',
    ...write,
    errors: ['temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
