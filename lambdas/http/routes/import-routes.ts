import {
  createInvitationImportQuerySchema,
  createInvitationImportSchema,
  exportInvitationImportSchema,
  importResultsSchema,
} from '../../imports/requests.ts';
import {
  importFileResponse,
  importPageResponse,
  importResponse,
  importResultsResponse,
} from '../../imports/responses.ts';
import { pageSchema } from '../../invitations/requests.ts';
import { mayChange, maySee } from './rights.ts';
import type { Route } from './route.ts';
import { THROTTLES } from './throttles.ts';

/** What Lambda takes is 6 MB (6 291 456 bytes) of JSON, in which a file stands as base64: a third longer. */
const UPLOAD_BYTES = 4_500_000;

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
    summary: 'Invite many people at once, or try it with a dry run',
    body: createInvitationImportSchema,
    csv: true,
    query: createInvitationImportQuerySchema,
    maxBodyBytes: UPLOAD_BYTES,
    answers: { 202: importResponse },
    errors: ['idempotency_key_reused', 'rate_limited', 'temporarily_unavailable'],
    idempotent: true,
  },
  listInvitationImports: {
    method: 'GET',
    path: '/v1/invitation-imports',
    ...toSee,
    summary: 'List imports, newest first',
    query: pageSchema,
    answers: { 200: importPageResponse },
    errors: [],
  },
  getInvitationImport: {
    method: 'GET',
    path: '/v1/invitation-imports/{id}',
    ...toSee,
    summary: 'See how far an import is, and what became of each row',
    query: importResultsSchema,
    answers: { 200: importResultsResponse },
    errors: [],
  },
  exportInvitationImport: {
    method: 'GET',
    path: '/v1/invitation-imports/{id}/export',
    ...toSee,
    summary: 'Export what became of each row as a file, part by part',
    query: exportInvitationImportSchema,
    answers: { 200: importFileResponse },
    writes: 'text/csv',
    errors: [],
  },
  cancelInvitationImport: {
    method: 'POST',
    path: '/v1/invitation-imports/{id}/cancel',
    ...toChange,
    summary: 'Invite nobody more of an import',
    answers: { 200: importResponse },
    errors: ['temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
