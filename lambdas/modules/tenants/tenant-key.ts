import { RECORDS } from '../records/table.ts';

/** The key of a tenant. What it offers, applications and presets, lies beside it. */
export function tenantKey(tenantId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: RECORDS.tenant };
}

export function tenantPartition(tenantId: string): string {
  return `${RECORDS.tenant}#${tenantId}`;
}
