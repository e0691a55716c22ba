import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test, vi } from 'vitest';

import { DynamoInvitationContextReader } from '../../../../lambdas/modules/invitations/invitation-context.ts';
import { tenantKey } from '../../../../lambdas/modules/records/table.ts';
import { suppressionFrom } from '../../../../lambdas/modules/suppressions/suppression.ts';
import { DynamoSuppressionWriter } from '../../../../lambdas/modules/suppressions/suppression-store.ts';
import { DynamoTenantRegistry } from '../../../../lambdas/modules/tenants/tenant-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { invite, invitingOn } from '../../../support/modules/invitations.ts';

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const inviting = invitingOn(table, clock, pool);
  const context = new DynamoInvitationContextReader(table.client, table.tableName);
  const tenants = new DynamoTenantRegistry(table.client, table.tableName);
  await tenants.create({
    id: 'acme',
    name: 'Acme',
    branding: {},
    createdAt: '2030-01-01T12:00:00Z',
  });
  return { table, clock, pool, inviting, context };
}

test('all records that a request names are read in one call', async () => {
  const { table, clock, inviting, context } = await setup();
  const writer = new DynamoSuppressionWriter(table.client, table.tableName);
  await writer.add('ada@example.com', suppressionFrom('hard_bounce', clock.now()));
  const earlier = await invite(inviting, { email: 'grace@example.com' });
  const send = vi.spyOn(table.client, 'send');
  const known = await context.read({
    tenantId: 'acme',
    address: 'ada@example.com',
    presetId: 'pre_missing',
    applicationId: 'app_missing',
    customerId: 'cus_missing',
    invitationId: earlier.id,
  });
  expect(send).toHaveBeenCalledOnce();
  expect(known).toMatchObject({
    tenant: { id: 'acme', name: 'Acme' },
    preset: undefined,
    application: undefined,
    customer: undefined,
    suppression: { reason: 'hard_bounce' },
    externalUser: undefined,
    earlier: { id: earlier.id, email: 'grace@example.com' },
  });
});

test('only unprocessed keys are read again', async () => {
  const { table, context } = await setup();
  const { tableName } = table;
  const batches: unknown[] = [];
  const send = table.client.send.bind(table.client) as (command: unknown) => Promise<unknown>;
  vi.spyOn(table.client, 'send').mockImplementation(((command: unknown) => {
    if (!(command instanceof BatchGetCommand)) return send(command);
    batches.push(command.input.RequestItems?.[tableName]?.Keys);
    return batches.length > 1
      ? send(command)
      : Promise.resolve({ UnprocessedKeys: { [tableName]: { Keys: [tenantKey('acme')] } } });
  }) as never);
  const { tenant } = await context.read({ tenantId: 'acme', address: 'ada@example.com' });
  expect(tenant?.name).toBe('Acme');
  expect(batches).toEqual([expect.arrayContaining([tenantKey('acme')]), [tenantKey('acme')]]);
});

test('a table that stays busy does not lead to an unchecked invitation', async () => {
  const { table, inviting } = await setup();
  const { tableName } = table;
  const others: unknown[] = [];
  vi.spyOn(table.client, 'send').mockImplementation(((command: unknown) => {
    if (!(command instanceof BatchGetCommand)) others.push(command);
    return Promise.resolve({ UnprocessedKeys: { [tableName]: { Keys: [tenantKey('acme')] } } });
  }) as never);
  await expect(invite(inviting)).rejects.toMatchObject({ code: 'temporarily_unavailable' });
  expect(others).toEqual([]);
});

test('a repeated request returns the same response, whatever has changed since', async () => {
  const { inviting, pool } = await setup();
  const first = await invite(inviting, {}, { idempotencyKey: 'k' });
  pool.add(first.address, 'Correct-horse-battery-9');
  const again = await invite(
    {
      ...inviting,
      installation: { ...inviting.installation, maxExpiryDays: 1, allowedGroups: [] },
    },
    {},
    { idempotencyKey: 'k' },
  );
  expect(again.id).toBe(first.id);
});
