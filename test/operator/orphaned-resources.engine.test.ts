import { expect, test } from 'vitest';

import { createAdministrator } from '../../lambdas/modules/administrators/manage-administrators.ts';
import { DynamoApiClientStore } from '../../lambdas/modules/api-clients/api-client-store.ts';
import { revokeInvitation } from '../../lambdas/modules/invitations/revoke-invitation.ts';
import { DAY } from '../../lambdas/modules/platform/clock.ts';
import { DynamoWebhookStore } from '../../lambdas/modules/webhooks/webhook-store.ts';
import {
  DynamoOrphanedResourceReader,
  findOrphanedResources,
} from '../../operator/orphaned-resources.ts';
import { TestClock } from '../support/engine/clock.ts';
import { createTable } from '../support/engine/table.ts';
import { FakeUserPool } from '../support/fakes/fake-user-pool.ts';
import { administratorsOn } from '../support/modules/administrators.ts';
import { testApiClient } from '../support/modules/api-clients.ts';
import { importsOn, startingImport } from '../support/modules/imports.ts';
import { administrator, invite, invitingOn } from '../support/modules/invitations.ts';
import { webhookOf } from '../support/modules/webhooks.ts';

test('finds in the table what somebody made that still works, and nothing of others or of what has ended', async () => {
  const table = await createTable();
  const { client, tableName } = table;
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const by = { id: administrator.id, name: administrator.name };
  const other = { id: 'user-other', name: 'Other' };

  const clients = new DynamoApiClientStore(client, tableName);
  await clients.add(testApiClient({ id: 'own', createdBy: by }), 10);
  await clients.add(testApiClient({ id: 'others', createdBy: other }), 10);
  const webhooks = new DynamoWebhookStore(client, tableName);
  await webhooks.create(webhookOf({ id: 'whk_own', createdBy: by }));
  await webhooks.create(webhookOf({ id: 'whk_others', createdBy: other }));
  await webhooks.change(
    { tenantId: 'acme', id: 'whk_others' },
    { enabled: false, by },
    clock.now(),
  );
  await webhooks.create(webhookOf({ id: 'whk_untouched', createdBy: other }));

  const inviting = invitingOn(table, clock, pool);
  await invite(inviting, { email: 'short@example.com', expiresInDays: 1 });
  const revoked = await invite(inviting, { email: 'revoked@example.com' });
  await revokeInvitation(inviting, administrator, revoked.id);
  const open = await invite(inviting, { email: 'open@example.com' });
  const job = await startingImport(importsOn(table, clock, pool), {
    rows: [{ email: 'kurt@example.com' }],
  });
  const { manage } = administratorsOn(table, clock, pool);
  const wanted = { email: 'further@acme.example', role: 'administrators' } as const;
  const added = await createAdministrator(manage, { ...by, tenantId: 'acme' }, wanted, {});
  await createAdministrator(
    manage,
    { ...other, tenantId: 'acme' },
    { ...wanted, email: 'others@acme.example' },
    {},
  );
  clock.advance(2 * DAY);

  const reader = new DynamoOrphanedResourceReader(client, tableName);
  const left = await findOrphanedResources(reader, {
    tenantId: 'acme',
    userId: by.id,
    now: clock.now(),
  });
  const ids = Object.entries(left).map(([what, rows]) => [
    what,
    (rows as { id: string }[]).map(({ id }) => id).toSorted(),
  ]);
  expect(Object.fromEntries(ids)).toEqual({
    administrators: [added.id],
    clients: ['own'],
    rotated: [],
    webhooks: ['whk_others', 'whk_own'],
    invitations: [open.id],
    imports: [job.id],
    bulkActions: [],
  });
  const elsewhere = { tenantId: 'globex', userId: by.id, now: clock.now() };
  for (const rows of Object.values(await findOrphanedResources(reader, elsewhere)))
    expect(rows).toEqual([]);
});
