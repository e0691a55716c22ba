import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Webhook as Verifier } from 'standardwebhooks';
import { describe, expect, test, vi } from 'vitest';

import { DAY, HOUR, MINUTE, SECOND } from '../../../../lambdas/modules/platform/clock.ts';
import {
  type DeliverDeps,
  deliverEvent,
  DeliveryPostponedError,
  retryDelivery,
} from '../../../../lambdas/modules/webhooks/deliver.ts';
import {
  deliveryKey,
  type EventMessage,
  type RetryMessage,
} from '../../../../lambdas/modules/webhooks/delivery.ts';
import {
  DynamoReplayStore,
  DynamoWebhookDeliveryStore,
} from '../../../../lambdas/modules/webhooks/delivery-store.ts';
import {
  continueReplays,
  replayFailed,
  retryDue,
} from '../../../../lambdas/modules/webhooks/retry-deliveries.ts';
import { webhookSecret } from '../../../../lambdas/modules/webhooks/signature.ts';
import type { Attempt, Webhook } from '../../../../lambdas/modules/webhooks/webhook.ts';
import {
  DynamoWebhookHealth,
  DynamoWebhookReader,
  DynamoWebhookStore,
} from '../../../../lambdas/modules/webhooks/webhook-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import {
  eventOf,
  FakeDeliveryQueue,
  FakeSender,
  MASTER_SECRET,
  webhookOf,
} from '../../../support/modules/webhooks.ts';

const OK: Attempt = { status: 200 };
const DOWN: Attempt = { status: 503 };
const SILENT: Attempt = { failure: 'timed_out' };
const ref = { webhookId: 'whk_1', time: '2030-01-01T12:00:00.000Z', eventId: 'evt_1' };
const name = { tenantId: 'acme', id: 'whk_1' };

/** Returns the only element of a list. */
function only<T>(list: readonly (T | undefined)[]): T {
  const [one] = list;
  if (one === undefined || list.length !== 1) throw new Error(`Not one, but ${list.length}.`);
  return one;
}

/** Stores a webhook in a real table, with a receiver that responds as specified. */
async function setup(webhook: Partial<Webhook>, ...attempts: [Attempt, ...Attempt[]]) {
  const { client, tableName } = await createTable();
  const clock = new TestClock();
  const store = new DynamoWebhookStore(client, tableName);
  const webhooks = new DynamoWebhookReader(client, tableName);
  const deliveries = new DynamoWebhookDeliveryStore(client, tableName);
  const replays = new DynamoReplayStore(client, tableName);
  const sender = new FakeSender(...attempts);
  const queue = new FakeDeliveryQueue();
  const deps: DeliverDeps = {
    webhooks,
    health: new DynamoWebhookHealth(client, tableName),
    deliveries,
    sender,
    masterSecret: async () => MASTER_SECRET,
    clock,
    chance: () => 0.5,
  };
  await store.create(webhookOf(webhook));
  const message: EventMessage = {
    kind: 'event',
    tenantId: 'acme',
    webhookId: 'whk_1',
    event: eventOf(),
  };
  const deliver = (receives = 1, event = eventOf()) =>
    deliverEvent(deps, { ...message, event }, receives);
  /** Advances the clock to the next attempt, and runs the schedule. */
  const wait = async (milliseconds: number) => {
    clock.advance(milliseconds);
    queue.messages.length = 0;
    await retryDue({ deliveries, queue, clock });
    return queue.messages as RetryMessage[];
  };
  const item = async () => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: deliveryKey(ref) }),
    );
    return Item;
  };
  return {
    clock,
    store,
    webhooks,
    deliveries,
    sender,
    queue,
    deps,
    deliver,
    wait,
    item,
    webhook: () => webhooks.get('acme', 'whk_1'),
    delivery: () => deliveries.get(ref),
    again: (retry: RetryMessage) => retryDelivery(deps, retry),
    replays,
    replay: (webhookId = 'whk_1', before = clock.now().toISOString()) =>
      replayFailed(
        { deliveries, replays, queue, clock },
        { kind: 'replay', tenantId: 'acme', webhookId, before },
      ),
    /** Runs the scheduled part of replays. Fails if a replay fails unexpectedly. */
    proceed: (more: Partial<Parameters<typeof continueReplays>[0]> = {}) =>
      continueReplays({
        ...{ deliveries, replays, queue, clock },
        onFailure: (_, error) => {
          throw error;
        },
        ...more,
      }),
    /** Stores deliveries that have failed permanently. */
    fail: (count: number, webhookId = 'whk_1') =>
      Promise.all(
        Array.from({ length: count }, (_, place) =>
          deliveries.put({
            ...{ tenantId: 'acme', webhookId, event: eventOf(`evt_${place}`) },
            ...{ status: 'failed', attempts: 9, updatedAt: clock.now().toISOString() },
          }),
        ),
      ),
  };
}

describe('an event', () => {
  test('arrives with type, time, and payload, signed for its webhook, and leaves no record', async () => {
    const { deliver, sender, delivery, clock } = await setup({}, OK);
    await expect(deliver()).resolves.toEqual({ result: 'delivered' });
    const [post] = sender.posts;
    expect(post?.url).toBe('https://hooks.example/foyer');
    expect(JSON.parse(post?.body ?? '')).toEqual({
      type: 'invitation.created',
      timestamp: '2030-01-01T12:00:00.000Z',
      data: eventOf().detail,
    });
    expect(post?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(clock.now().getTime() / SECOND),
    });
    vi.setSystemTime(clock.now());
    const secret = webhookSecret(MASTER_SECRET, {
      tenantId: 'acme',
      webhookId: 'whk_1',
      version: 1,
    });
    new Verifier(secret).verify(post?.body ?? '', { ...post?.headers });
    vi.useRealTimers();
    expect(await delivery()).toBeUndefined();
  });

  test('is dropped if its webhook was deleted or turned off', async () => {
    const { deliver, store, sender, clock } = await setup({}, OK);
    await store.change(name, { enabled: false }, clock.now());
    await expect(deliver()).resolves.toEqual({ result: 'dropped' });
    await store.remove(name);
    await expect(deliver()).resolves.toEqual({ result: 'dropped' });
    expect(sender.posts).toEqual([]);
  });

  test('is signed with both secrets for a day after a rotation', async () => {
    const { deliver, store, sender, clock } = await setup({}, OK);
    await store.rotate(name, clock.now());
    await deliver();
    clock.advance(DAY);
    await deliver();
    const signatures = sender.posts.map(({ headers }) => headers['webhook-signature']?.split(' '));
    expect(signatures.map((each) => each?.length)).toEqual([2, 1]);
  });
});

describe('a failed attempt', () => {
  test('is retried from the queue first, then from the table, and arrives', async () => {
    const { deliver, wait, again, delivery, item, sender } = await setup(
      {},
      DOWN,
      SILENT,
      DOWN,
      OK,
    );
    await expect(deliver(1)).rejects.toEqual(new DeliveryPostponedError(5));
    await expect(deliver(2)).rejects.toEqual(new DeliveryPostponedError(30));
    expect(await delivery()).toBeUndefined();
    await expect(deliver(3)).resolves.toEqual({ result: 'retrying', attempt: DOWN });
    expect(await delivery()).toMatchObject({
      status: 'retrying',
      attempts: 3,
      lastStatus: 503,
      dueAt: '2030-01-01T12:05:00.000Z',
    });
    expect((await item())?.['removeAt']).toBe(Date.parse('2030-01-31T12:00:00.000Z') / SECOND);

    expect(await wait(5 * MINUTE - 1)).toEqual([]);
    const retry = only(await wait(1));
    expect(retry).toEqual({ kind: 'retry', tenantId: 'acme', ...ref, attempts: 3 });
    await expect(again(retry)).resolves.toEqual({ result: 'delivered' });
    expect(await delivery()).toBeUndefined();
    expect(new Set(sender.posts.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set(['evt_1']),
    );
  });

  test('that fails for a day is given up after the ninth, with the reason', async () => {
    const { deliver, wait, again, delivery, sender, clock } = await setup({}, SILENT);
    const began = clock.now().getTime();
    await expect(deliver(1)).rejects.toThrow(DeliveryPostponedError);
    await expect(deliver(2)).rejects.toThrow(DeliveryPostponedError);
    await deliver(3);
    for (const pause of [5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 8 * HOUR, 8 * HOUR]) {
      const retry = only(await wait(pause));
      await again(retry);
    }
    expect(await delivery()).toEqual({
      tenantId: 'acme',
      webhookId: 'whk_1',
      event: eventOf(),
      status: 'failed',
      attempts: 9,
      lastFailure: 'timed_out',
      updatedAt: clock.now().toISOString(),
    });
    expect(sender.posts).toHaveLength(9);
    expect((clock.now().getTime() - began) / HOUR).toBeCloseTo(23.6, 1);
    expect(await wait(DAY)).toEqual([]);
  });

  test('does not wait in the queue, which has limited room, if its webhook has been down for a minute', async () => {
    const { deliver, clock } = await setup({}, DOWN);
    await expect(deliver(1)).rejects.toThrow(DeliveryPostponedError);
    clock.advance(MINUTE);
    const other = eventOf('evt_2');
    await expect(deliver(1, other)).resolves.toMatchObject({ result: 'retrying' });
  });

  test('is not lost if its message is: it is due again fifteen minutes later', async () => {
    const { deliver, wait } = await setup({}, DOWN);
    await deliver(3);
    expect(await wait(5 * MINUTE)).toHaveLength(1);
    expect(await wait(15 * MINUTE - 1)).toEqual([]);
    expect(await wait(1)).toHaveLength(1);
  });

  test('is retried once if its message arrives twice', async () => {
    const { deliver, wait, again, sender } = await setup({}, DOWN);
    await deliver(3);
    const retry = only(await wait(5 * MINUTE));
    await again(retry);
    await expect(again(retry)).resolves.toEqual({ result: 'dropped' });
    expect(sender.posts).toHaveLength(2);
  });

  test('is queued once by two simultaneous runs of the schedule', async () => {
    const { deliver, clock, deliveries, queue } = await setup({}, DOWN);
    await deliver(3);
    clock.advance(5 * MINUTE);
    const runs = Array.from({ length: 4 }, () => retryDue({ deliveries, queue, clock }));
    const queued = await Promise.all(runs);
    expect(queued.toSorted()).toEqual([0, 0, 0, 1]);
    expect(queue.messages).toHaveLength(1);
  });

  test('for a deleted webhook leaves no record', async () => {
    const { deliver, wait, again, store, delivery } = await setup({}, DOWN);
    await deliver(3);
    const retry = only(await wait(5 * MINUTE));
    await store.remove(name);
    await expect(again(retry)).resolves.toEqual({ result: 'dropped' });
    expect(await delivery()).toBeUndefined();
  });

  test('for a webhook that was turned off is given up, so that it can be replayed', async () => {
    const { deliver, wait, again, store, delivery, clock, sender } = await setup({}, DOWN);
    await deliver(3);
    const retry = only(await wait(5 * MINUTE));
    await store.change(name, { enabled: false }, clock.now());
    await again(retry);
    expect(await delivery()).toMatchObject({ status: 'failed', lastFailure: 'turned_off' });
    expect(sender.posts).toHaveLength(1);
  });
});

describe('the health of a webhook', () => {
  test('is recorded from the first failure, and reset by the next success', async () => {
    const { deliver, webhook, clock } = await setup({}, DOWN, SILENT, OK);
    await expect(deliver(1)).rejects.toThrow();
    clock.advance(SECOND);
    await expect(deliver(2)).rejects.toThrow();
    expect((await webhook())?.failingSince).toBe('2030-01-01T12:00:00.000Z');
    await deliver(3);
    expect((await webhook())?.failingSince).toBeUndefined();
  });

  test('turns it off immediately after a 410 response, and keeps the event', async () => {
    const { deliver, webhook, delivery } = await setup({}, { status: 410 });
    await expect(deliver(1)).resolves.toMatchObject({ result: 'failed' });
    expect(await webhook()).toMatchObject({
      enabled: false,
      disabled: { reason: 'gone', at: '2030-01-01T12:00:00.000Z' },
    });
    expect(await delivery()).toMatchObject({ status: 'failed', attempts: 1, lastStatus: 410 });
  });

  test('turns it off after five days of failures without a success in between', async () => {
    const { deliver, webhook, clock } = await setup({}, DOWN, OK, DOWN, DOWN, SILENT);
    await expect(deliver(1)).rejects.toThrow();
    clock.advance(3 * DAY);
    await deliver();
    await expect(deliver(1)).rejects.toThrow();
    clock.advance(5 * DAY - 1);
    await deliver();
    expect((await webhook())?.enabled).toBe(true);
    clock.advance(1);
    await expect(deliver()).resolves.toMatchObject({ result: 'failed' });
    expect(await webhook()).toMatchObject({ enabled: false, disabled: { reason: 'failing' } });
  });

  test('does not turn it off if an administrator has set another URL in the meantime', async () => {
    const { deps, store, webhook, clock } = await setup({}, { status: 410 });
    const before = only([await webhook()]);
    await store.change(name, { url: 'https://elsewhere.example/' }, clock.now());
    await deps.health.disable(before, 'gone', clock.now());
    await deps.health.failing(before, clock.now());
    expect(await webhook()).toMatchObject({ enabled: true, url: 'https://elsewhere.example/' });
    expect(await webhook()).not.toHaveProperty('failingSince');
  });

  test('is reset when the webhook is turned on again', async () => {
    const { deliver, store, webhook, clock } = await setup({}, { status: 410 });
    await deliver(1);
    await store.change(name, { enabled: true }, clock.now());
    expect(await webhook()).toMatchObject({ enabled: true });
    expect(await webhook()).not.toHaveProperty('disabled');
  });
});

describe('a test event', () => {
  const trial = eventOf('evt_1', { type: 'webhook.test' });

  test('is sent to a webhook that is off, and does not change its health', async () => {
    const { deliver, webhook } = await setup({ enabled: false }, OK);
    await expect(deliver(1, trial)).resolves.toEqual({ result: 'delivered' });
    expect(await webhook()).not.toHaveProperty('failingSince');
  });

  test('leaves its result, which the next one replaces and another URL clears', async () => {
    const { deliver, webhook, store, clock } = await setup({}, DOWN, SILENT);
    await deliver(1, trial);
    const at = '2030-01-01T12:00:00.000Z';
    expect((await webhook())?.lastTest).toEqual({ eventId: 'evt_1', at, ...DOWN });
    await deliver(1, eventOf('evt_2', { type: 'webhook.test' }));
    expect((await webhook())?.lastTest).toEqual({ eventId: 'evt_2', at, ...SILENT });
    await store.change(name, { url: 'https://elsewhere.example/' }, clock.now());
    expect(await webhook()).not.toHaveProperty('lastTest');
  });

  test.each([[DOWN], [{ status: 410 }], [SILENT]])(
    'that fails with %j is attempted once, listed, and turns nothing off',
    async (attempt) => {
      const { deliver, webhook, delivery } = await setup({}, attempt);
      await expect(deliver(1, trial)).resolves.toEqual({ result: 'failed', attempt });
      expect(await delivery()).toMatchObject({ status: 'failed', attempts: 1 });
      expect(await webhook()).toMatchObject({ enabled: true });
      expect(await webhook()).not.toHaveProperty('failingSince');
    },
  );
});

describe('a replay', () => {
  test('sends deliveries that were given up as if they were new', async () => {
    const { deliver, replay, queue, again, delivery, store, clock } = await setup(
      {},
      { status: 410 },
      OK,
    );
    await deliver(1);
    await store.change(name, { enabled: true }, clock.now());
    await expect(replay()).resolves.toBe(1);
    expect(queue.messages).toEqual([{ kind: 'retry', tenantId: 'acme', ...ref, attempts: 0 }]);
    await expect(again(queue.messages[0] as RetryMessage)).resolves.toEqual({
      result: 'delivered',
    });
    expect(await delivery()).toBeUndefined();
  });

  test('does not affect deliveries that are in progress', async () => {
    const { deliver, replay, delivery } = await setup({}, DOWN);
    await deliver(3);
    const before = await delivery();
    await expect(replay()).resolves.toBe(0);
    expect(await delivery()).toEqual(before);
  });

  test('does not affect deliveries that have failed again since it was requested', async () => {
    const { deliveries, replays, delivery, queue, clock } = await setup({}, OK);
    const before = clock.now().toISOString();
    const failed = (id: string, updatedAt: string) => ({
      ...{ tenantId: 'acme', webhookId: 'whk_1', event: eventOf(id), attempts: 9, updatedAt },
      status: 'failed' as const,
    });
    await deliveries.put(failed('evt_0', before));
    clock.advance(1);
    const later = failed('evt_1', clock.now().toISOString());
    await deliveries.put(later);
    const request = { kind: 'replay', tenantId: 'acme', webhookId: 'whk_1', before } as const;
    await expect(replayFailed({ deliveries, replays, queue, clock }, request)).resolves.toBe(1);
    expect(queue.messages).toMatchObject([{ kind: 'retry', eventId: 'evt_0' }]);
    expect(await delivery()).toMatchObject({ status: 'failed', attempts: 9 });
  });

  test('of more than a page is continued by the schedule, and sends each delivery once', async () => {
    const { replay, proceed, fail, queue, deps, replays } = await setup({}, OK);
    await fail(230);
    await expect(replay()).resolves.toBe(100);
    await expect(proceed()).resolves.toBe(130);
    const ids = queue.messages.map((message) => (message as RetryMessage).eventId);
    expect(new Set(ids).size).toBe(230);
    expect(ids).toHaveLength(230);
    await expect(replays.waiting(10)).resolves.toEqual([]);
    await expect(replay()).resolves.toBe(0);
    const first = only(queue.messages.slice(0, 1)) as RetryMessage;
    await expect(retryDelivery(deps, first)).resolves.toEqual({ result: 'delivered' });
  });

  test('never sends a message that leads to another one, because Lambda stops such chains', async () => {
    const { replay, proceed, fail, queue } = await setup({}, OK);
    await fail(130);
    await replay();
    await proceed();
    expect(new Set(queue.messages.map(({ kind }) => kind))).toEqual(new Set(['retry']));
  });

  test('that is interrupted continues where it stopped', async () => {
    const { replay, proceed, fail, queue, clock } = await setup({}, OK);
    await fail(350);
    await replay();
    const slow = {
      now: () => {
        clock.advance(SECOND);
        return clock.now();
      },
    };
    const first = await proceed({ clock: slow });
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(250);
    await expect(proceed()).resolves.toBe(250 - first);
    expect(queue.messages).toHaveLength(350);
  });

  test('that is requested twice, or whose message is delivered again, does not start over', async () => {
    const { replay, proceed, fail, queue, replays, clock } = await setup({}, OK);
    await fail(230);
    const before = clock.now().toISOString();
    await replay('whk_1', before);
    const [stored] = await replays.waiting(1);
    if (stored === undefined) throw new Error('The progress was not stored.');
    const further = { ...stored, after: { ...stored.after, eventId: 'evt_50' } };
    await replays.advance(stored, further, clock.now());
    await expect(replay('whk_1', before)).resolves.toBe(0);
    await expect(replays.waiting(1)).resolves.toEqual([further]);
    clock.advance(1);
    await replay();
    await expect(replays.waiting(1)).resolves.toMatchObject([
      { before: clock.now().toISOString(), after: stored.after },
    ]);
    await proceed();
    expect(queue.messages).toHaveLength(230);
  });

  test('that another run has advanced is left to that run', async () => {
    const { replay, proceed, fail, replays, clock } = await setup({}, OK);
    await fail(330);
    await replay();
    const stale = await replays.waiting(1);
    await proceed();
    expect(await replays.advance(only(stale), undefined, clock.now())).toBe(false);
    await expect(
      proceed({ replays: Object.assign(replays, { waiting: async () => stale }) }),
    ).resolves.toBe(0);
  });

  test('that fails does not stop the others', async () => {
    const { replay, proceed, fail, deliveries, queue } = await setup({}, OK);
    await fail(110, 'whk_1');
    await fail(110, 'whk_2');
    await replay('whk_1');
    await replay('whk_2');
    const failures: string[] = [];
    const page: typeof deliveries.page = async (webhookId, ...rest) => {
      if (webhookId === 'whk_1') throw new Error('An item is damaged.');
      return deliveries.page(webhookId, ...rest);
    };
    const replayed = await proceed({
      deliveries: { page, move: deliveries.move.bind(deliveries) },
      onFailure: (webhookId) => failures.push(webhookId),
    });
    expect(replayed).toBe(10);
    expect(failures).toEqual(['whk_1']);
    await expect(proceed()).resolves.toBe(10);
    expect(queue.messages).toHaveLength(220);
  });

  test('is continued by the schedule if the queue rejects its messages', async () => {
    const { deliver, replay, queue, wait, store, clock } = await setup({}, { status: 410 });
    await deliver(1);
    await store.change(name, { enabled: true }, clock.now());
    queue.refuses = () => true;
    await replay();
    expect(queue.messages).toEqual([]);
    queue.refuses = () => false;
    expect(await wait(15 * MINUTE)).toHaveLength(1);
  });
});
