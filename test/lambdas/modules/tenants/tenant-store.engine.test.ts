import { expect, test } from 'vitest';

import { DynamoTenantStatusReader } from '../../../../lambdas/modules/tenants/tenant-status.ts';
import { DynamoTenantRegistry } from '../../../../lambdas/modules/tenants/tenant-store.ts';
import { createTable } from '../../../support/engine/table.ts';

const acme = {
  id: 'acme',
  name: 'Acme',
  branding: { color: '#00aa77' },
  createdAt: '2030-01-01T12:00:00.000Z',
};

test('a tenant is created once: a second attempt is rejected and changes nothing', async () => {
  const table = await createTable();
  const tenants = new DynamoTenantRegistry(table.client, table.tableName);
  await expect(tenants.create(acme)).resolves.toBe('created');
  await expect(tenants.create({ ...acme, name: 'Another Acme' })).resolves.toBe('exists');
  await expect(tenants.get('acme')).resolves.toMatchObject({ ...acme, settings: {}, version: 1 });
  await expect(tenants.get('globex')).resolves.toBeUndefined();
});

test('an operator’s update changes only the named fields, and creates no tenant', async () => {
  const table = await createTable();
  const tenants = new DynamoTenantRegistry(table.client, table.tableName);
  await tenants.create(acme);
  await expect(tenants.decide('acme', { status: 'suspended' })).resolves.toBe('decided');
  await expect(
    tenants.decide('acme', {
      features: { customerPortal: false, apiClients: false },
    }),
  ).resolves.toBe('decided');
  await expect(tenants.get('acme')).resolves.toMatchObject({
    ...acme,
    status: 'suspended',
    features: { customerPortal: false, apiClients: false },
  });
  await expect(tenants.decide('globex', { status: 'suspended' })).resolves.toBe('absent');
  await expect(tenants.get('globex')).resolves.toBeUndefined();
});

test('the authorizer can read the status of a tenant', async () => {
  const { client, tableName } = await createTable();
  const registry = new DynamoTenantRegistry(client, tableName);
  const tenantStatuses = new DynamoTenantStatusReader(client, tableName);
  const createdAt = '2030-01-01T12:00:00.000Z';
  await registry.create({ id: 'acme', name: 'Acme', branding: {}, createdAt });
  expect(await tenantStatuses.find('acme')).toEqual({ suspended: false });
  expect(await tenantStatuses.find('nobody')).toBeUndefined();
  await registry.decide('acme', { status: 'suspended' });
  expect(await tenantStatuses.find('acme')).toEqual({ suspended: true });
});
