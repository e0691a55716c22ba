import type { ApiClient } from '../modules/api-clients/api-client.ts';
import {
  type ApiClientWithSecret,
  createApiClient,
  getApiClient,
  type ManageApiClientsDeps,
  removeApiClient,
  revokePreviousApiClientSecret,
  rotateApiClientSecret,
} from '../modules/api-clients/manage-api-clients.ts';
import type { apiClientReference, ApiClientResponse } from '../modules/api-clients/responses.ts';
import type { apiClientRoutes } from '../modules/api-clients/routes.ts';
import type { Operations } from '../modules/http/api.ts';
import { entityTag } from '../modules/http/entity-tag.ts';

/** Returns the operations on API clients. The version is returned as an ETag. */
export function apiClientOperations(
  deps: ManageApiClientsDeps,
): Operations<typeof apiClientRoutes, typeof apiClientReference> {
  return {
    async createApiClient({ principal, body, idempotencyKey }) {
      const created = await createApiClient(deps, principal, body, idempotencyKey);
      const { headers, ...rest } = withSecret(created);
      const location = `/v1/api-clients/${created.client.id}`;
      return { status: 201, headers: { ...headers, location }, ...rest };
    },
    async listApiClients({ principal }) {
      const clients = await deps.apiClients.list(principal.tenantId);
      return { status: 200, body: { data: clients.map(toApiClientResource), nextCursor: null } };
    },
    async getApiClient({ principal: { tenantId }, id }) {
      const client = await getApiClient(deps, { tenantId, id });
      return {
        status: 200,
        headers: { etag: entityTag(client) },
        body: toApiClientResource(client),
      };
    },
    async rotateApiClientSecret({ principal, id, ifMatch }) {
      return {
        status: 200,
        ...withSecret(await rotateApiClientSecret(deps, principal, { id, ifMatch })),
      };
    },
    async revokePreviousApiClientSecret({ principal, id, ifMatch }) {
      await revokePreviousApiClientSecret(deps, principal, { id, ifMatch });
      return { status: 204 };
    },
    async deleteApiClient({ principal, id, ifMatch }) {
      await removeApiClient(deps, principal, { id, ifMatch });
      return { status: 204 };
    },
  };
}

function withSecret({ client, secret }: ApiClientWithSecret) {
  return {
    headers: { etag: entityTag(client) },
    body: { ...toApiClientResource(client), secret },
  };
}

function toApiClientResource(client: ApiClient): ApiClientResponse {
  const { id, name, scopes, createdBy, createdAt, version, rotatedAt } = client;
  return { id, name, scopes, createdBy, createdAt, version, rotatedAt };
}
