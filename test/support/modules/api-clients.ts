import type { ApiClient } from '../../../lambdas/modules/api-clients/api-client.ts';

/** Returns an API client of a tenant. */
export function testApiClient(fields: Partial<ApiClient> = {}): ApiClient {
  return {
    id: '1example23456789',
    tenantId: 'acme',
    name: 'Nightly import',
    scopes: ['invitations:write'],
    createdBy: { id: 'user-admin', name: 'Ada Admin' },
    createdAt: '2030-01-01T12:00:00.000Z',
    version: 1,
    ...fields,
  };
}
