import { listActivity, type ListActivityDeps } from '../modules/activity/read-activity.ts';
import { activityRoutes } from '../modules/activity/routes.ts';
import { administratorRoutes } from '../modules/administrators/routes.ts';
import type { ManageApiClientsDeps } from '../modules/api-clients/manage-api-clients.ts';
import { apiClientRoutes } from '../modules/api-clients/routes.ts';
import type { BulkActionDeps } from '../modules/bulk-actions/manage-bulk-actions.ts';
import { bulkActionRoutes } from '../modules/bulk-actions/routes.ts';
import { type InviteDeps, inviteOrResend } from '../modules/contacts/invite.ts';
import { nameAccountOnConflict } from '../modules/contacts/known-contact.ts';
import { contactRoutes } from '../modules/contacts/routes.ts';
import { customerRoutes } from '../modules/customers/routes.ts';
import type { Cursors } from '../modules/dynamodb/cursor.ts';
import type { Operations } from '../modules/http/api.ts';
import { csvAnswer } from '../modules/http/csv.ts';
import { cancelInvitationImport } from '../modules/imports/cancel-import.ts';
import type { DynamoImportStore } from '../modules/imports/import-store.ts';
import {
  exportInvitationImport,
  listInvitationImports,
  readImport,
} from '../modules/imports/read-imports.ts';
import { importRoutes } from '../modules/imports/routes.ts';
import { startImport } from '../modules/imports/start-import.ts';
import {
  createInvitationLink,
  type CreateLinkDeps,
} from '../modules/invitations/create-invitation-link.ts';
import {
  deleteInvitation,
  type DeleteInvitationDeps,
} from '../modules/invitations/delete-invitation.ts';
import type { DynamoInvitationLists } from '../modules/invitations/invitation-lists.ts';
import { toResource, toSummaryResource } from '../modules/invitations/invitation-resource.ts';
import type { DynamoInvitationStore } from '../modules/invitations/invitation-store.ts';
import type { ImportQuotaStore, QuotaStore } from '../modules/invitations/rate-limits.ts';
import { getInvitation, listInvitations } from '../modules/invitations/read-invitations.ts';
import { type ResendDeps, resendInvitation } from '../modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../modules/invitations/revoke-invitation.ts';
import { invitationRoutes } from '../modules/invitations/routes.ts';
import type { REFERENCES } from '../modules/openapi/references.ts';
import { type PreviewDeps, previewInvitation } from '../modules/previews/preview-invitation.ts';
import type { previewReference } from '../modules/previews/responses.ts';
import { previewRoutes } from '../modules/previews/routes.ts';
import { sendPreview, type SendPreviewDeps } from '../modules/previews/send-preview.ts';
import { settingsRoutes } from '../modules/settings/routes.ts';
import type { DynamoCountReader, Period } from '../modules/statistics/counted.ts';
import type { StatisticsQuery } from '../modules/statistics/requests.ts';
import type { statisticsReference } from '../modules/statistics/responses.ts';
import { statisticsRoutes } from '../modules/statistics/routes.ts';
import {
  liftSuppression,
  lookUpSuppression,
  type SuppressionDeps,
} from '../modules/suppressions/manage-suppressions.ts';
import { suppressionRoutes } from '../modules/suppressions/routes.ts';
import { webhookRoutes } from '../modules/webhooks/routes.ts';
import { type AdministratorDeps, administratorOperations } from './administrator-operations.ts';
import { apiClientOperations } from './api-client-operations.ts';
import { type ContactDeps, contactOperations } from './contact-operations.ts';
import { type CustomerDeps, customerOperations } from './customer-operations.ts';
import { bulkOperations, toImportResource } from './import-operations.ts';
import { type SettingsDeps, settingsOperations } from './settings-operations.ts';
import { type WebhookDeps, webhookOperations } from './webhook-operations.ts';

/** Dependencies of previews, in addition to those for creating invitations. */
interface PreviewOnlyDeps
  extends Omit<PreviewDeps, 'trying' | 'siteUrl'>, Pick<SendPreviewDeps, 'testEmails'> {
  /** A store that checks invitations and never writes them. */
  readonly trials: InviteDeps['invitations'];
}

type Deps = InviteDeps &
  Pick<SendPreviewDeps, 'siteUrl' | 'administrators' | 'rules' | 'suppressions'> & {
    readonly previews: PreviewOnlyDeps;
  };

/** Returns the operations for previews, which never write an invitation. */
function previewOperations(deps: Deps): Operations<typeof previewRoutes, typeof previewReference> {
  const { trials, ...rest } = deps.previews;
  const previewDeps = {
    ...{ ...deps, ...rest },
    trying: { ...deps, invitations: trials },
  };
  return {
    async previewInvitation({ principal, body }) {
      return { status: 200, body: await previewInvitation(previewDeps, principal, body) };
    },
    async sendInvitationPreview({ principal, body }) {
      return { status: 202, body: await sendPreview(previewDeps, principal, body) };
    },
  };
}

export interface StatisticsDeps {
  readonly counts: Pick<DynamoCountReader, 'count'>;
}

/** Returns the operations for statistics. */
export function statisticsOperations({
  counts,
}: StatisticsDeps): Operations<typeof statisticsRoutes, typeof statisticsReference> {
  return {
    async getCustomerStatistics({ principal, query }) {
      const byStatus = await counts.count(principal.tenantId, 'customer', periodOf(query));
      return { status: 200, body: { ...query, total: totalOf(byStatus), byStatus } };
    },
    async getInvitationStatistics({ principal, query }) {
      const byStage = await counts.count(principal.tenantId, 'invitation', periodOf(query));
      return { status: 200, body: { ...query, total: totalOf(byStage), byStage } };
    },
  };
}

function periodOf({ from, to }: StatisticsQuery): Period | undefined {
  return from === undefined || to === undefined ? undefined : { from, to };
}

function totalOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}

/** The routes for administrators and API clients. */
export const adminRoutes = {
  ...invitationRoutes,
  ...previewRoutes,
  ...importRoutes,
  ...bulkActionRoutes,
  ...customerRoutes,
  ...contactRoutes,
  ...statisticsRoutes,
  ...settingsRoutes,
  ...webhookRoutes,
  ...apiClientRoutes,
  ...administratorRoutes,
  ...activityRoutes,
  ...suppressionRoutes,
};

export interface AdminDeps
  extends
    InviteDeps,
    ResendDeps,
    CreateLinkDeps,
    DeleteInvitationDeps,
    SettingsDeps,
    CustomerDeps,
    ContactDeps,
    StatisticsDeps,
    BulkActionDeps,
    Omit<ManageApiClientsDeps, 'rules'>,
    Omit<AdministratorDeps, 'webhooks' | 'quotas'> {
  readonly customers: CustomerDeps['customers'];
  readonly invitations: DynamoInvitationStore;
  readonly contactStore: ContactDeps['contactStore'];
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

/** Returns the operations for administrators. Each reads its request, calls one use case, and returns the result. */
export function adminOperations(
  deps: AdminDeps,
): Operations<typeof adminRoutes, typeof REFERENCES> {
  const now = () => deps.clock.now();
  return {
    ...settingsOperations(deps),
    async createInvitation({ principal, body, idempotencyKey }) {
      const { invitation } = await inviteOrResend(deps, {
        actor: { principal },
        target: { by: 'address' },
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
          await nameAccountOnConflict(deps.contactStore, { principal }, () =>
            resendInvitation(deps, principal, id),
          ),
          now(),
        ),
      };
    },
    async createInvitationLink({ principal, id }) {
      return {
        status: 200,
        body: await nameAccountOnConflict(deps.contactStore, { principal }, () =>
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
