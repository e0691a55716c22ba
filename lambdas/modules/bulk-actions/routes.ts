import { mayChange, maySee, type Route, THROTTLES } from '../http/route.ts';
import { pageSchema } from '../invitations/requests.ts';
import { bulkResultsSchema, createBulkActionSchema, exportBulkActionSchema } from './requests.ts';
import {
  bulkActionResponse,
  bulkFileResponse,
  bulkPageResponse,
  bulkResultsResponse,
} from './responses.ts';

/** Ten thousand ids, each with its quotation marks and a comma. */
const MAX_BYTES = 512 * 1024;

const toSee = maySee('invitations:read');

/** Actions on many invitations at once. */
export const bulkActionRoutes = {
  createBulkAction: {
    method: 'POST',
    path: '/v1/bulk-actions',
    function: 'admin-api',
    scope: 'invitations:write',
    throttle: THROTTLES.uploading,
    summary: 'Create a bulk action',
    body: createBulkActionSchema,
    maxBodyBytes: MAX_BYTES,
    answers: { 202: bulkActionResponse },
    errors: ['idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  listBulkActions: {
    method: 'GET',
    path: '/v1/bulk-actions',
    ...toSee,
    summary: 'List bulk actions',
    query: pageSchema,
    answers: { 200: bulkPageResponse },
    errors: [],
  },
  getBulkAction: {
    method: 'GET',
    path: '/v1/bulk-actions/{id}',
    ...toSee,
    summary: 'Get a bulk action',
    query: bulkResultsSchema,
    answers: { 200: bulkResultsResponse },
    errors: [],
  },
  exportBulkAction: {
    method: 'GET',
    path: '/v1/bulk-actions/{id}/export',
    ...toSee,
    summary: 'Export the results of a bulk action',
    query: exportBulkActionSchema,
    answers: { 200: bulkFileResponse },
    writes: 'text/csv',
    errors: [],
  },
  cancelBulkAction: {
    method: 'POST',
    path: '/v1/bulk-actions/{id}/cancel',
    ...mayChange('invitations:write'),
    summary: 'Cancel a bulk action',
    answers: { 200: bulkActionResponse },
    errors: ['temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
