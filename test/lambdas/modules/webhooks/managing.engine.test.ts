import { describe, expect, test } from 'vitest';

import { toWebhookResource } from '../../../../lambdas/admin-api/webhook-operations.ts';
import { Cursors } from '../../../../lambdas/modules/dynamodb/cursor.ts';
import { systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import {
  DynamoDeliveryList,
  DynamoWebhookDeliveryStore,
} from '../../../../lambdas/modules/webhooks/delivery-store.ts';
import {
  createWebhook,
  getWebhook,
  listDeliveries,
  type ManageDeps,
  removeWebhook,
  replayWebhookDeliveries,
  rotateSecret,
  sendWebhookTest,
  updateWebhook,
} from '../../../../lambdas/modules/webhooks/manage-webhooks.ts';
import { createWebhookSchema } from '../../../../lambdas/modules/webhooks/requests.ts';
import {
  DynamoWebhookReader,
  DynamoWebhookStore,
} from '../../../../lambdas/modules/webhooks/webhook-store.ts';
import { TargetCheck } from '../../../../lambdas/modules/webhooks/webhook-targets.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeNotes } from '../../../support/fakes/fake-notes.ts';
import { eventOf, FakeDeliveryQueue, MASTER_SECRET } from '../../../support/modules/webhooks.ts';

const url = 'https://hooks.example/foyer';
const keeper = { id: 'user-admin', name: 'Ada Admin', tenantId: 'acme' };
const other = { id: 'user-eve', name: 'Eve', tenantId: 'acme' };

async function setup() {
  const { client, tableName } = await createTable();
  const clock = new TestClock();
  const queue = new FakeDeliveryQueue();
  const deps: ManageDeps = {
    webhooks: new DynamoWebhookReader(client, tableName),
    changes: new DynamoWebhookStore(client, tableName),
    target: new TargetCheck('public', async () => [{ address: '93.184.215.14', family: 4 }]),
    masterSecret: async () => MASTER_SECRET,
    clock,
    random: systemRandom,
  };
  const all = {
    ...deps,
    queue,
    notes: new FakeNotes(),
    deliveries: new DynamoDeliveryList(client, tableName),
    cursors: new Cursors(async () => 'secret', systemRandom),
  };
  const create = (more: object = {}, tenantId = 'acme') =>
    createWebhook(deps, { ...keeper, tenantId }, createWebhookSchema().parse({ url, ...more }));
  return {
    deps: all,
    clock,
    queue,
    create,
    store: new DynamoWebhookDeliveryStore(client, tableName),
  };
}

describe('repeating a create with the same Idempotency-Key', () => {
  const request = createWebhookSchema().parse({ url });

  test('returns the same webhook and secret, even at the limit, and even if its host has changed', async () => {
    const { deps, create } = await setup();
    const first = await createWebhook(deps, keeper, request, 'key-1');
    for (let n = 1; n < 10; n++) await create();
    const target = new TargetCheck('public', async () => [{ address: '10.0.0.1', family: 4 }]);
    expect(await createWebhook({ ...deps, target }, keeper, request, 'key-1')).toEqual(first);
    expect(await deps.webhooks.list('acme')).toHaveLength(10);
  });

  test('eight times at once creates one webhook', async () => {
    const { deps } = await setup();
    const made = await Promise.all(
      Array.from({ length: 8 }, () => createWebhook(deps, keeper, request, 'key-1')),
    );
    expect(new Set(made.map(({ secret }) => secret)).size).toBe(1);
    const webhooks = await deps.webhooks.list('acme');
    expect(webhooks).toHaveLength(1);
    for (const { webhook } of made) expect(webhook.id).toBe(webhooks[0]?.id);
    // The count includes one: nine more fit, a tenth does not.
    for (let n = 0; n < 9; n++) await createWebhook(deps, keeper, request, `more-${n}`);
    await expect(createWebhook(deps, keeper, request, 'one too many')).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  test('with another body is rejected; by another person or tenant, it is a separate request', async () => {
    const { deps } = await setup();
    await createWebhook(deps, keeper, request, 'key-1');
    const changed = { ...request, description: 'Our CRM' };
    await expect(createWebhook(deps, keeper, changed, 'key-1')).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    await createWebhook(deps, other, changed, 'key-1');
    await createWebhook(deps, { ...keeper, tenantId: 'globex' }, changed, 'key-1');
    expect(await deps.webhooks.list('acme')).toHaveLength(2);
    expect(await deps.webhooks.list('globex')).toHaveLength(1);
  });
});

describe('a webhook', () => {
  test('receives all events by default, and its secret is shown once', async () => {
    const { deps, create } = await setup();
    const { webhook, secret } = await create({ description: 'Our CRM' });
    expect(webhook).toMatchObject({ url, events: ['*'], enabled: true, description: 'Our CRM' });
    expect(secret).toMatch(/^whsec_/);
    const read = await getWebhook(deps, 'acme', webhook.id);
    expect(read).toEqual(webhook);
    expect(JSON.stringify([read, toWebhookResource(read)])).not.toContain(secret.slice(6));
    expect(toWebhookResource(read)).not.toHaveProperty('secretVersion');
  });

  test('changes only the fields in the request', async () => {
    const { deps, clock, create } = await setup();
    const { webhook } = await create({ description: 'Our CRM' });
    clock.advance(1_000);
    const changed = await updateWebhook(deps, other, webhook.id, {
      events: ['customer.created'],
    });
    expect(changed).toEqual({
      ...webhook,
      events: ['customer.created'],
      changedBy: { id: 'user-eve', name: 'Eve' },
      updatedAt: '2030-01-01T12:00:01.000Z',
    });
    await updateWebhook(deps, keeper, webhook.id, { description: null });
    expect(await getWebhook(deps, 'acme', webhook.id)).not.toHaveProperty('description');
  });

  test('keeps its URL if the new one is not public', async () => {
    const { deps, create } = await setup();
    const { webhook } = await create();
    const leading = updateWebhook(deps, keeper, webhook.id, { url: 'https://10.0.0.1/' });
    await expect(leading).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'url' }],
    });
    expect((await getWebhook(deps, 'acme', webhook.id)).url).toBe(url);
  });

  test('gets another secret with each rotation, also with two at once', async () => {
    const { deps, clock, create } = await setup();
    const { webhook, secret } = await create();
    const rotated = await Promise.all([
      rotateSecret(deps, other, webhook.id),
      rotateSecret(deps, other, webhook.id),
    ]);
    const secrets = new Set([secret, ...rotated.map((one) => one.secret)]);
    expect(secrets.size).toBe(3);
    expect(await getWebhook(deps, 'acme', webhook.id)).toMatchObject({
      secretVersion: 3,
      createdBy: { id: 'user-admin', name: 'Ada Admin' },
      changedBy: { id: 'user-eve', name: 'Eve' },
      previousSecretUntil: new Date(clock.now().getTime() + 86_400_000).toISOString(),
    });
  });

  test('of another tenant is not found by any operation', async () => {
    const { deps, create, queue } = await setup();
    const { webhook } = await create();
    const foreign = { tenantId: 'globex', id: webhook.id };
    const attempts = await Promise.allSettled([
      getWebhook(deps, 'globex', webhook.id),
      updateWebhook(deps, { ...other, tenantId: 'globex' }, webhook.id, { enabled: false }),
      rotateSecret(deps, { ...other, tenantId: 'globex' }, webhook.id),
      removeWebhook(deps, foreign),
      sendWebhookTest(deps, foreign),
      replayWebhookDeliveries(deps, foreign),
      listDeliveries(deps, foreign, { limit: 10 }),
    ]);
    for (const attempt of attempts)
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
    expect(queue.messages).toEqual([]);
    expect(await getWebhook(deps, 'acme', webhook.id)).toEqual(webhook);
  });

  test('that is deleted makes room for another', async () => {
    const { deps, create } = await setup();
    const { webhook } = await create();
    await removeWebhook(deps, webhook);
    await expect(removeWebhook(deps, webhook)).rejects.toMatchObject({ code: 'not_found' });
    expect(await deps.webhooks.list('acme')).toEqual([]);
    await Promise.all(Array.from({ length: 10 }, () => create()));
  });
});

test('a tenant has at most ten webhooks, even if more are created at once, and other tenants have their own', async () => {
  const { deps, create } = await setup();
  const made = await Promise.allSettled(Array.from({ length: 14 }, () => create()));
  const refused = made.filter((one) => one.status === 'rejected');
  expect(refused).toHaveLength(4);
  for (const { reason } of refused)
    expect(reason).toMatchObject({ code: 'invalid_request', message: /at most 10/ });
  expect(await deps.webhooks.list('acme')).toHaveLength(10);
  await expect(create({}, 'globex')).resolves.toMatchObject({ webhook: { tenantId: 'globex' } });
});

describe('undelivered events', () => {
  test('are listed page by page, newest first, with a cursor that works for no other webhook', async () => {
    const { deps, create, store, clock } = await setup();
    const { webhook } = await create();
    const { webhook: other } = await create();
    const time = (hour: number) => `2030-01-01T0${hour}:00:00.000Z`;
    for (const hour of [1, 2, 3, 4, 5])
      await store.put({
        tenantId: 'acme',
        webhookId: webhook.id,
        event: eventOf(`evt_${hour}`, {
          detail: { version: 1, id: `evt_${hour}`, tenantId: 'acme', time: time(hour) },
        }),
        status: 'failed',
        attempts: 9,
        updatedAt: clock.now().toISOString(),
      });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listDeliveries(deps, webhook, { limit: 2, cursor });
      ids.push(...page.rows.map(({ event }) => event.detail.id));
      cursor = page.nextCursor ?? undefined;
      if (cursor !== undefined)
        await expect(listDeliveries(deps, other, { limit: 2, cursor })).rejects.toMatchObject({
          code: 'invalid_request',
        });
    } while (cursor !== undefined);
    expect(ids).toEqual(['evt_5', 'evt_4', 'evt_3', 'evt_2', 'evt_1']);
    expect((await listDeliveries(deps, other, { limit: 2 })).rows).toEqual([]);
    const whole = await listDeliveries(deps, webhook, { limit: 5 });
    expect(whole).toMatchObject({ rows: { length: 5 }, nextCursor: null });
  });

  test('are replayed with one message, unless the webhook is off', async () => {
    const { deps, create, queue, clock } = await setup();
    const { webhook } = await create();
    await replayWebhookDeliveries(deps, webhook);
    const before = clock.now().toISOString();
    expect(queue.messages).toEqual([
      { kind: 'replay', tenantId: 'acme', webhookId: webhook.id, before },
    ]);
    await updateWebhook(deps, keeper, webhook.id, { enabled: false });
    await expect(replayWebhookDeliveries(deps, webhook)).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});

test('a test event is sent to its webhook only, and a queue that rejects it is an error', async () => {
  const { deps, create, queue } = await setup();
  const { webhook } = await create({ enabled: false });
  const eventId = await sendWebhookTest(deps, webhook);
  expect(queue.messages).toMatchObject([
    {
      kind: 'event',
      tenantId: 'acme',
      webhookId: webhook.id,
      event: { type: 'webhook.test', detail: { id: eventId, webhook: { id: webhook.id } } },
    },
  ]);
  queue.refuses = () => true;
  await expect(sendWebhookTest(deps, webhook)).rejects.toThrow('rejected');
});

test.each([
  [{ url: 'x'.repeat(1_001) }, 'url'],
  [{ events: [] }, 'events'],
  [{ events: ['invitation.nothing'] }, 'events'],
  [{ events: ['webhook.test'] }, 'events'],
  [{ description: 'x'.repeat(201) }, 'description'],
  [{ description: 'bell\u0007' }, 'description'],
  [{ enabled: 'yes' }, 'enabled'],
  [{ secret: 'whsec_mine' }, ''],
])('a request with %j is rejected', (wrong, field) => {
  const parsed = createWebhookSchema().safeParse({ url, ...wrong });
  expect(parsed.error?.issues[0]?.path[0] ?? '').toBe(field);
});
