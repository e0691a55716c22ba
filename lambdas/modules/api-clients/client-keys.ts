import { RECORDS } from '../records/table.ts';
import { tenantPartition } from '../tenants/tenant-store.ts';

/** A client lies beside its tenant, so that one query reads them all. */
export function apiClientKey(tenantId: string, clientId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `${RECORDS.client}#${clientId}` };
}

/** Reserves an `Idempotency-Key` while its client is being created: the user pool, not Foyer, chooses the client's id. */
export function clientRequestKey(tenantId: string, key: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `client-request#${key}` };
}

/** How many clients a tenant has: so that two who make one at once do not both make the last. */
export function apiClientCountKey(tenantId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: 'client-count' };
}
