import { canRead, canWrite, type Route, THROTTLES } from '../http/route.ts';
import { pageSchema } from '../invitations/requests.ts';
import { bulkResultsSchema, createBulkActionSchema, exportBulkActionSchema } from './requests.ts';

/** Enough for 10,000 IDs, each with quotation marks and a comma. */
const MAX_BYTES = 512 * 1024;

const read = canRead('invitations:read');

/** Routes for bulk actions, which change many invitations with one request. */
export const bulkActionRoutes = {
  createBulkAction: {
    method: 'POST',
    path: '/v1/bulk-actions',
    function: 'admin-api',
    scope: 'invitations:write',
    throttle: THROTTLES.uploading,
    body: createBulkActionSchema,
    maxBodyBytes: MAX_BYTES,
    errors: ['idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  listBulkActions: {
    method: 'GET',
    path: '/v1/bulk-actions',
    ...read,
    query: pageSchema,
    errors: [],
  },
  getBulkAction: {
    method: 'GET',
    path: '/v1/bulk-actions/{id}',
    ...read,
    query: bulkResultsSchema,
    errors: [],
  },
  exportBulkAction: {
    method: 'GET',
    path: '/v1/bulk-actions/{id}/export',
    ...read,
    query: exportBulkActionSchema,
    writes: 'text/csv',
    errors: [],
  },
  cancelBulkAction: {
    method: 'POST',
    path: '/v1/bulk-actions/{id}/cancel',
    ...canWrite('invitations:write'),
    errors: ['temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
