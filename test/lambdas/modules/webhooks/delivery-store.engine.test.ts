import { expect, test } from 'vitest';

import { isoAfter, MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { type Delivery, refOf } from '../../../../lambdas/modules/webhooks/delivery.ts';
import { DynamoWebhookDeliveryStore } from '../../../../lambdas/modules/webhooks/delivery-store.ts';
import { beforeCall } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { eventOf } from '../../../support/modules/webhooks.ts';

const NOW = new Date('2030-01-01T12:00:00.000Z');

/** A delivery whose next attempt is due. */
const WAITING: Delivery = {
  ...{ tenantId: 'acme', webhookId: 'whk_1', event: eventOf() },
  ...{ status: 'retrying', attempts: 3, dueAt: NOW.toISOString(), updatedAt: NOW.toISOString() },
};

async function setup() {
  const { client, tableName } = await createTable();
  const store = new DynamoWebhookDeliveryStore(client, tableName);
  await store.put(WAITING);
  return { client, tableName, store, read: () => store.get(refOf(WAITING)) };
}

test('storing a delivery again keeps its status', async () => {
  const { store, read } = await setup();
  await store.put({ ...WAITING, attempts: 1 });
  expect(await read()).toEqual(WAITING);
});

test.each<[string, Partial<Delivery>]>([
  ['was attempted once more', { attempts: 4 }],
  ['was given up', { status: 'failed', dueAt: undefined }],
])(
  'the result of an attempt does not overwrite a delivery that %s in the meantime',
  async (_name, change) => {
    const { store, read } = await setup();
    const { dueAt, ...meanwhile }: Delivery = { ...WAITING, ...change };
    const stored = { ...meanwhile, ...(dueAt !== undefined && { dueAt }) };
    await store.move(WAITING, stored);
    await store.move(WAITING, { ...WAITING, lastStatus: 500 });
    expect(await read()).toEqual(stored);
  },
);

test('a due delivery is taken once, no matter how many runs look for it', async () => {
  const { store, client, tableName, read } = await setup();
  const until = new Date(isoAfter(NOW, 15 * MINUTE));
  const later = new Date(isoAfter(NOW, 16 * MINUTE));
  // Another run takes it after the index was read, and before this run takes it.
  const { target, reached } = beforeCall(client, 2, () => store.takeDue(10, NOW, until));
  const second = new DynamoWebhookDeliveryStore(target, tableName);
  await expect(second.takeDue(10, NOW, later)).resolves.toEqual([]);
  expect(reached()).toBe(true);
  expect(await read()).toMatchObject({ dueAt: until.toISOString() });
});
