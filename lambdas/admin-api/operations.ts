import { listActivity, type ListActivityDeps } from '../modules/activity/read-activity.ts';
import { activityRoutes } from '../modules/activity/routes.ts';
import { administratorRoutes } from '../modules/administrators/routes.ts';
import { apiClientRoutes } from '../modules/api-clients/routes.ts';
import { bulkActionRoutes } from '../modules/bulk-actions/routes.ts';
import { type InviteDeps, inviteOrResend } from '../modules/contacts/invite.ts';
import { nameAccountOnConflict } from '../modules/contacts/known-contact.ts';
import { contactRoutes } from '../modules/contacts/routes.ts';
import { customerRoutes } from '../modules/customers/routes.ts';
import type { Cursors } from '../modules/dynamodb/cursor.ts';
import type { Operations } from '../modules/http/api.ts';
import { importRoutes } from '../modules/imports/routes.ts';
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
import { previewRoutes } from '../modules/previews/routes.ts';
import { settingsRoutes } from '../modules/settings/routes.ts';
import type { DynamoCountReader, Period } from '../modules/statistics/counted.ts';
import type { StatisticsQuery } from '../modules/statistics/requests.ts';
import type { statisticsReference } from '../modules/statistics/responses.ts';
import { statisticsRoutes } from '../modules/statistics/routes.ts';
import { suppressionRoutes } from '../modules/suppressions/routes.ts';
import { webhookRoutes } from '../modules/webhooks/routes.ts';
import { type ContactDeps, contactOperations } from './contact-operations.ts';
import { type CustomerDeps, customerOperations } from './customer-operations.ts';
import { type SettingsDeps, settingsOperations } from './settings-operations.ts';

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

/** The routes that administrators and API clients call often. */
const frequentRoutes = {
  ...invitationRoutes,
  ...customerRoutes,
  ...contactRoutes,
  ...statisticsRoutes,
  ...settingsRoutes,
  ...activityRoutes,
};

/** The routes whose operations are loaded on their first request: see `on-demand-operations.ts`. */
export const onDemandRoutes = {
  ...previewRoutes,
  ...importRoutes,
  ...bulkActionRoutes,
  ...webhookRoutes,
  ...apiClientRoutes,
  ...administratorRoutes,
  ...suppressionRoutes,
};

/** The routes for administrators and API clients. */
export const adminRoutes = { ...frequentRoutes, ...onDemandRoutes };

export interface AdminDeps
  extends
    InviteDeps,
    ResendDeps,
    CreateLinkDeps,
    DeleteInvitationDeps,
    SettingsDeps,
    CustomerDeps,
    ContactDeps,
    StatisticsDeps {
  readonly customers: CustomerDeps['customers'];
  readonly invitations: DynamoInvitationStore;
  readonly contactStore: ContactDeps['contactStore'];
  readonly accounts: InviteDeps['accounts'];
  readonly suppressions: ResendDeps['suppressions'];
  readonly rules: CustomerDeps['rules'];
  readonly lists: DynamoInvitationLists;
  readonly quotas: QuotaStore & ImportQuotaStore;
  readonly cursors: Cursors;
  readonly activity: ListActivityDeps['activity'];
}

/** Returns the frequent operations. Each reads its request, calls one use case, and returns the result. */
export function frequentOperations(
  deps: AdminDeps,
): Operations<typeof frequentRoutes, typeof REFERENCES> {
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
    ...customerOperations(deps),
    ...contactOperations(deps),
    ...statisticsOperations(deps),
    async listActivity({ principal, query }) {
      return { status: 200, body: await listActivity(deps, principal, query) };
    },
  };
}
