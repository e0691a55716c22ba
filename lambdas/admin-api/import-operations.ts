import { toBulkResource } from '../modules/bulk-actions/bulk-action.ts';
import {
  type BulkActionDeps,
  cancelBulkAction,
  createBulkAction,
  exportBulkAction,
  listBulkActions,
  readBulkAction,
} from '../modules/bulk-actions/manage-bulk-actions.ts';
import type { bulkActionReference } from '../modules/bulk-actions/responses.ts';
import type { bulkActionRoutes } from '../modules/bulk-actions/routes.ts';
import type { Operations } from '../modules/http/api.ts';
import { csvAnswer } from '../modules/http/csv.ts';
import { type CancelImportDeps, cancelInvitationImport } from '../modules/imports/cancel-import.ts';
import { importStatusOf, type ImportSummary } from '../modules/imports/import.ts';
import {
  exportInvitationImport,
  listInvitationImports,
  readImport,
  type ReadImportsDeps,
} from '../modules/imports/read-imports.ts';
import type { importReference } from '../modules/imports/responses.ts';
import type { importRoutes } from '../modules/imports/routes.ts';
import { startImport, type StartImportDeps } from '../modules/imports/start-import.ts';

type ImportDeps = StartImportDeps & ReadImportsDeps & CancelImportDeps;

/** Returns the operations on imports. */
export function importOperations(
  deps: ImportDeps,
): Operations<typeof importRoutes, typeof importReference> {
  return {
    async createInvitationImport({ principal, body, query, idempotencyKey }) {
      // Either is enough: nobody who asks for a dry run expects email to be sent.
      const dryRun = body.dryRun === true || query.dryRun === 'true';
      const request = { ...body, dryRun };
      const job = await startImport(deps, { principal, request, idempotencyKey });
      return {
        status: 202,
        headers: { location: `/v1/invitation-imports/${job.id}` },
        body: toImportResource(job),
      };
    },
    async listInvitationImports({ principal, query }) {
      const { rows, nextCursor } = await listInvitationImports(deps, principal.tenantId, query);
      return { status: 200, body: { data: rows.map(toImportResource), nextCursor } };
    },
    async getInvitationImport({ principal, id, query }) {
      const { job, rows, nextCursor } = await readImport(deps, {
        tenantId: principal.tenantId,
        importId: id,
        outcome: query.outcome,
        limit: query.limit,
        cursor: query.cursor,
      });
      return { status: 200, body: { ...toImportResource(job), data: rows, nextCursor } };
    },
    async exportInvitationImport({ principal, id, query }) {
      const part = await exportInvitationImport(deps, {
        ...{ tenantId: principal.tenantId, importId: id },
        ...{ outcome: query.outcome, limit: query.limit, cursor: query.cursor },
      });
      const path = `/v1/invitation-imports/${id}/export`;
      return csvAnswer({ ...part, query, path, fileName: `${id}.csv` });
    },
    async cancelInvitationImport({ principal, id }) {
      return {
        status: 200,
        body: toImportResource(await cancelInvitationImport(deps, principal, id)),
      };
    },
  };
}

/** Returns the operations on bulk actions. */
export function bulkOperations(
  deps: BulkActionDeps,
): Operations<typeof bulkActionRoutes, typeof bulkActionReference> {
  return {
    async createBulkAction({ principal, body, idempotencyKey }) {
      const job = await createBulkAction(deps, { principal, request: body, idempotencyKey });
      return {
        status: 202,
        headers: { location: `/v1/bulk-actions/${job.id}` },
        body: toBulkResource(job),
      };
    },
    async listBulkActions({ principal, query }) {
      const { rows, nextCursor } = await listBulkActions(deps, principal.tenantId, query);
      return { status: 200, body: { data: rows.map((row) => toBulkResource(row)), nextCursor } };
    },
    async getBulkAction({ principal, id, query: { outcome, limit, cursor } }) {
      const { tenantId } = principal;
      const command = { tenantId, id, outcome, limit, cursor };
      const { job, rows, nextCursor } = await readBulkAction(deps, command);
      return { status: 200, body: { ...toBulkResource(job), data: rows, nextCursor } };
    },
    async exportBulkAction({ principal, id, query }) {
      const { outcome, limit, cursor } = query;
      const { tenantId } = principal;
      const part = await exportBulkAction(deps, { tenantId, id, outcome, limit, cursor });
      const path = `/v1/bulk-actions/${id}/export`;
      return csvAnswer({ ...part, query, path, fileName: `${id}.csv` });
    },
    async cancelBulkAction({ principal, id }) {
      return { status: 200, body: toBulkResource(await cancelBulkAction(deps, principal, id)) };
    },
  };
}

/** Returns an import as the API shows it. */
export function toImportResource(job: ImportSummary) {
  return {
    id: job.id,
    status: importStatusOf(job),
    dryRun: job.dryRun,
    total: job.total,
    counts: {
      created: job.created,
      wouldCreate: job.wouldCreate,
      skipped: job.skipped,
      error: job.error,
      pending: job.remaining,
    },
    createdBy: job.createdBy,
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    // An import is not updated after its last row.
    completedAt: job.remaining === 0 ? job.updatedAt : undefined,
    canceledAt: job.canceledAt,
    canceledBy: job.canceledBy,
  };
}
