import type { TenantReader } from '../../lambdas/modules/tenants/tenant-store.ts';
import { tenantSchema, type NewTenant, type Tenant } from '../../lambdas/modules/records/tenant.ts';

/** A tenant without a look, and without settings of its own unless told otherwise. */
export function testTenant(id: string, fields: Partial<NewTenant> = {}): Tenant {
  return tenantSchema.parse({
    id,
    name: id,
    branding: {},
    createdAt: '2030-01-01T12:00:00.000Z',
    ...fields,
  });
}

/** Every tenant there is, with the same fields. */
export function testTenants(fields: Partial<NewTenant> = {}): TenantReader {
  return { get: async (id) => testTenant(id, fields) };
}
