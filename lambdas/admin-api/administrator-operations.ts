import {
  type Administrator,
  type AdministratorList,
  administratorStatusAt,
} from '../modules/administrators/administrator.ts';
import {
  createAdministrator,
  getAdministrator,
  type ManageAdministratorsDeps,
  removeAdministrator,
  resendSetupMail,
  updateAdministrator,
} from '../modules/administrators/manage-administrators.ts';
import type {
  administratorReference,
  AdministratorResponse,
} from '../modules/administrators/responses.ts';
import type { administratorRoutes } from '../modules/administrators/routes.ts';
import { creatorsOf } from '../modules/api-clients/api-client.ts';
import type { ApiClientStore } from '../modules/api-clients/api-client-store.ts';
import type { Operations } from '../modules/http/api.ts';
import { entityTag } from '../modules/http/entity-tag.ts';
import type { WebhookDeps } from './webhook-operations.ts';

/** Dependencies of the routes, in addition to those of the use cases. */
export interface AdministratorDeps extends ManageAdministratorsDeps {
  readonly administratorList: AdministratorList;
  readonly apiClients: Pick<ApiClientStore, 'list'>;
  readonly webhooks: Pick<WebhookDeps, 'webhooks'>;
}

/** Returns the operations on a tenant's administrators. The version is returned as an ETag. */
export function administratorOperations(
  deps: AdministratorDeps,
): Operations<typeof administratorRoutes, typeof administratorReference> {
  const responseOf = (administrator: Administrator) => ({
    headers: { etag: entityTag(administrator) },
    body: toAdministratorResource(administrator, deps.clock.now()),
  });
  return {
    async listAdministrators({ principal: { tenantId } }) {
      const all = await deps.administratorList.list(tenantId);
      const now = deps.clock.now();
      return {
        status: 200,
        body: { data: all.map((one) => toAdministratorResource(one, now)), nextCursor: null },
      };
    },
    async createAdministrator({ principal, body, idempotencyKey }) {
      const administrator = await createAdministrator(deps, principal, body, { idempotencyKey });
      const { headers, ...rest } = responseOf(administrator);
      const location = `/v1/administrators/${administrator.id}`;
      return { status: 201, headers: { ...headers, location }, ...rest };
    },
    async getAdministrator({ principal: { tenantId }, id }) {
      return { status: 200, ...responseOf(await getAdministrator(deps, tenantId, id)) };
    },
    async updateAdministrator({ principal, id, ifMatch, body }) {
      const { name, role } = body;
      const change = {
        ...(name !== undefined && { name: name ?? undefined }),
        ...(role !== undefined && { role }),
      };
      const changed = await updateAdministrator(deps, principal, { id, ifMatch }, change);
      return { status: 200, ...responseOf(changed) };
    },
    async resendAdministratorSetup({ principal, id }) {
      const { body } = responseOf(await resendSetupMail(deps, principal, id));
      return { status: 200, body };
    },
    async deleteAdministrator({ principal, id, ifMatch }) {
      const removed = await removeAdministrator(deps, principal, { id, ifMatch });
      return { status: 200, body: { leftBehind: await leftBehindBy(deps, removed) } };
    },
  };
}

/**
 * Lists the records that keep access to the company's data after their creator is removed. There are few of each kind.
 * All other records that the person created name their creator in their own lists.
 */
async function leftBehindBy(
  { administratorList, apiClients, webhooks }: AdministratorDeps,
  { tenantId, userId }: Administrator,
) {
  if (userId === undefined) return { administrators: [], apiClients: [], webhooks: [] };
  const [others, clients, hooks] = await Promise.all([
    administratorList.list(tenantId),
    apiClients.list(tenantId),
    webhooks.webhooks.list(tenantId),
  ]);
  const makers = creatorsOf(userId, clients);
  return {
    administrators: others
      .filter(({ createdBy, updatedBy }) => [createdBy.id, updatedBy.id].includes(userId))
      .map(({ id, email }) => ({ id, email })),
    apiClients: clients.filter(({ id }) => makers.has(id)).map(({ id, name }) => ({ id, name })),
    webhooks: hooks
      .filter(({ createdBy, changedBy }) =>
        [createdBy, changedBy].some((by) => by !== undefined && makers.has(by.id)),
      )
      .map(({ id, url }) => ({ id, url })),
  };
}

/** Returns an administrator as the API shows it, without the link, the claim, and the request. */
function toAdministratorResource(administrator: Administrator, now: Date): AdministratorResponse {
  const { id, email, name, role, delivery, locale, userId, expiresAt } = administrator;
  const { createdAt, createdBy, updatedAt, updatedBy, version } = administrator;
  const status = administratorStatusAt(administrator, now);
  const { status: mail, updatedAt: since, sends, reason } = delivery;
  return {
    ...{ id, email, name, role, status },
    delivery: { status: mail, updatedAt: since, reason, sends },
    ...{ locale, userId },
    ...(status !== 'active' && { expiresAt }),
    ...{ createdAt, createdBy, updatedAt, updatedBy, version },
  };
}
