import { inviteOrResend, type InviteDeps } from '../modules/customers/invite.ts';
import { namingAccount } from '../modules/customers/naming-account.ts';
import type { Operations } from '../modules/http/api.ts';
import type { Cursors } from '../modules/dynamodb/cursor.ts';
import { csvAnswer } from '../modules/http/csv-answer.ts';
import { cancelInvitationImport } from '../modules/imports/cancel-import.ts';
import { exportInvitationImport } from '../modules/imports/export-import.ts';
import { toImportResource } from '../modules/imports/import-resource.ts';
import type { DynamoImportStore } from '../modules/imports/import-store.ts';
import { listInvitationImports, readImport } from '../modules/imports/read-imports.ts';
import { startImport } from '../modules/imports/start-import.ts';
import { toResource, toSummaryResource } from '../modules/invitations/invitation-resource.ts';
import type { DynamoInvitationLists } from '../modules/invitations/invitation-lists.ts';
import type { DynamoInvitationStore } from '../modules/invitations/invitation-store.ts';
import { deleteInvitation, type EraseDeps } from '../modules/invitations/delete-invitation.ts';
import { getInvitation, listInvitations } from '../modules/invitations/read-invitations.ts';
import {
  createInvitationLink,
  type MintDeps,
} from '../modules/invitations/create-invitation-link.ts';
import type { ImportQuotaStore, QuotaStore } from '../modules/invitations/quota-store.ts';
import { resendInvitation, type ResendDeps } from '../modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../modules/invitations/revoke-invitation.ts';
import {
  liftSuppression,
  lookUpSuppression,
  type SuppressionDeps,
} from '../modules/suppressions/manage-suppressions.ts';
import type { ManageApiClientsDeps } from '../modules/api-clients/manage-api-clients.ts';
import { listActivity, type ListActivityDeps } from '../modules/activity/read-activity.ts';
import { administratorOperations, type AdministratorDeps } from './administrator-operations.ts';
import { apiClientOperations } from './api-client-operations.ts';
import type { BulkActionDeps } from '../modules/bulk-actions/manage-bulk-actions.ts';
import { bulkOperations } from './bulk-operations.ts';
import { contactOperations, type ContactDeps } from './contact-operations.ts';
import { customerOperations, type CustomerDeps } from './customer-operations.ts';
import { previewOperations, type PreviewOnlyDeps } from './preview-operations.ts';
import { settingsOperations, type SettingsDeps } from './settings-operations.ts';
import { statisticsOperations, type StatisticsDeps } from './statistics-operations.ts';
import type { adminRoutes } from './routes.ts';
import { webhookOperations, type WebhookDeps } from './webhook-operations.ts';

export interface AdminDeps
  extends
    InviteDeps,
    ResendDeps,
    MintDeps,
    EraseDeps,
    SettingsDeps,
    CustomerDeps,
    ContactDeps,
    StatisticsDeps,
    BulkActionDeps,
    Omit<ManageApiClientsDeps, 'rules'>,
    Omit<AdministratorDeps, 'webhooks' | 'quotas'> {
  readonly customers: CustomerDeps['customers'];
  readonly invitations: DynamoInvitationStore;
  readonly people: ContactDeps['people'];
  readonly accounts: InviteDeps['accounts'];
  readonly apiClients: ManageApiClientsDeps['apiClients'];
  readonly suppressions: ResendDeps['suppressions'];
  readonly rules: CustomerDeps['rules'];
  readonly lists: DynamoInvitationLists;
  readonly imports: DynamoImportStore;
  readonly quotas: QuotaStore & ImportQuotaStore;
  readonly cursors: Cursors;
  readonly webhooks: WebhookDeps;
  readonly activity: ListActivityDeps['activity'];
  readonly suppressing: SuppressionDeps;
  readonly previews: PreviewOnlyDeps;
}

/** The administrators' routes: each reads its request, calls one use case and shows the result. */
export function adminOperations(deps: AdminDeps): Operations<typeof adminRoutes> {
  const now = () => deps.clock.now();
  return {
    ...settingsOperations(deps),
    async createInvitation({ principal, body, idempotencyKey }) {
      const { invitation } = await inviteOrResend(deps, {
        asker: { principal },
        whom: { by: 'address' },
        ...{ request: body, idempotencyKey },
      });
      return {
        status: 201,
        headers: { location: `/v1/invitations/${invitation.id}` },
        body: toResource(invitation, now()),
      };
    },
    async listInvitations({ principal, query }) {
      const { order, limit, cursor, ...filters } = query;
      const { rows, nextCursor } = await listInvitations(deps, {
        tenantId: principal.tenantId,
        filters,
        order,
        limit,
        cursor,
      });
      const at = now();
      return {
        status: 200,
        body: { data: rows.map((row) => toSummaryResource(row, at)), nextCursor },
      };
    },
    async getInvitation({ principal, id }) {
      return {
        status: 200,
        body: toResource(await getInvitation(deps, principal.tenantId, id), now()),
      };
    },
    async resendInvitation({ principal, id }) {
      return {
        status: 200,
        body: toResource(
          await namingAccount(deps.people, { principal }, () =>
            resendInvitation(deps, principal, id),
          ),
          now(),
        ),
      };
    },
    async createInvitationLink({ principal, id }) {
      return {
        status: 200,
        body: await namingAccount(deps.people, { principal }, () =>
          createInvitationLink(deps, principal, id),
        ),
      };
    },
    async deleteInvitation({ principal, id }) {
      await deleteInvitation(deps, principal, id);
      return { status: 204 };
    },
    async revokeInvitation({ principal, id }) {
      return { status: 200, body: toResource(await revokeInvitation(deps, principal, id), now()) };
    },
    async createInvitationImport({ principal, body, query, idempotencyKey }) {
      const dryRun = body.dryRun ?? query.dryRun === 'true';
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
    ...bulkOperations(deps),
    ...previewOperations(deps),
    ...customerOperations(deps),
    ...contactOperations(deps),
    ...statisticsOperations(deps),
    ...webhookOperations(deps.webhooks),
    ...apiClientOperations(deps),
    ...administratorOperations(deps),
    async lookUpSuppression({ principal, body }) {
      return { status: 200, body: await lookUpSuppression(deps.suppressing, principal, body) };
    },
    async liftSuppression({ principal, body }) {
      return { status: 200, body: await liftSuppression(deps.suppressing, principal, body) };
    },
    async listActivity({ principal, query }) {
      return { status: 200, body: await listActivity(deps, principal, query) };
    },
  };
}
